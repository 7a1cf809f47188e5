"""Word lists from the YAML files beside this module, each loaded once and checked against a schema."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

LEXICON = Path(__file__).parent


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Furniture(_Table):
    """Patterns for lines that are no prose: see furniture.yaml."""

    furniture: list[str]
    closing: list[str]
    rubrics: list[str]
    byline: str
    credit: str


class Cues(_Table):
    """Reporting words: see cues.yaml. `verbs` groups lemmas by what they do."""

    verbs: dict[str, list[str]]
    object_verbs: list[str]
    nouns: list[str]
    phrases: list[str]
    occasions: list[str]
    addressing: list[str]
    gestures: list[str]
    silences: list[str]

    def verb_class(self, lemma: str) -> str | None:
        """The class of a lemma, as "denying" for "dispute"; None for a verb that does not report."""
        return _verb_classes().get(lemma)


class Descriptions(_Table):
    """Words that describe people and groups without naming them: see descriptions.yaml."""

    person: list[str]
    group: list[str]
    organisation: list[str]
    bodies: list[str]
    offices: list[str]
    titles: list[str]
    document: list[str]
    amounts: list[str]
    no_names: list[str]
    institutions: frozenset[str]
    short_forms: dict[str, str]


class Names(_Table):
    """Parts of personal names: see names.yaml. `courtesy` and `given` tell a gender, "m" or "f"."""

    courtesy: dict[str, Literal["m", "f", ""]]
    letters: frozenset[str]
    nouns: dict[str, str]
    particles: frozenset[str]
    given: dict[Literal["m", "f"], frozenset[str]]

    def gender_of(self, given: str) -> str | None:
        """The gender of a folded given name; None of one that is no such name, or borne by both."""
        return next(
            (gender for gender, given_names in self.given.items() if given in given_names), None
        )


class People(_Table):
    """Nouns for one person: see people.yaml, by the gender that they tell."""

    m: frozenset[str]
    f: frozenset[str]
    either: frozenset[str]

    def __contains__(self, lemma: object) -> bool:
        """True of a noun for a person: "farmer", "sister"."""
        return lemma in self.either or lemma in self.m or lemma in self.f

    def gender_of(self, lemma: str) -> str | None:
        """The gender that a noun tells: "f" of "sister"."""
        return "m" if lemma in self.m else "f" if lemma in self.f else None


class Turns(_Table):
    """Words of transcripts: see turns.yaml."""

    parts: frozenset[str]
    askers: frozenset[str]
    heads: frozenset[str]
    small: frozenset[str]
    procedural: list[str]


class Disputes(_Table):
    """Words by which a text states that a claim is upheld or contested: see disputes.yaml."""

    disputing: list[str]
    disputing_nouns: list[str]
    replying: list[str]
    agreeing: list[str]
    of_deeds: list[str]
    of_views: list[str]
    of_persons: list[str]
    hedging: list[str]
    referring: list[str]
    possessive: list[str]
    mistaken: list[str]
    accusing: list[str]
    charging: list[str]
    denials: list[str]
    untrue: list[str]
    true: list[str]
    contrasting: list[str]
    conceding: list[str]
    against: list[str]
    assurances: list[str]
    in_passing: list[str]
    deciding: list[str]
    belying: list[str]
    misjudging: list[str]
    claim_nouns: list[str]


class Stances(_Table):
    """Words that deny, hedge or leave open: see stances.yaml."""

    negators: frozenset[str]
    scarce: frozenset[str]
    denying_phrases: frozenset[str]
    denying: frozenset[str]
    ending: frozenset[str]
    untrue: frozenset[str]
    unfair: frozenset[str]
    presupposing: frozenset[str]
    dreading: frozenset[str]
    settings: frozenset[str]
    bounding: frozenset[str]
    comparing: frozenset[str]
    hedges: frozenset[str]
    opening: frozenset[str]
    finding_out: frozenset[str]
    certainty: frozenset[str]
    hard: frozenset[str]
    conditions: frozenset[str]
    wishing: frozenset[str]
    hearsay: frozenset[str]
    thinking: frozenset[str]
    minded: frozenset[str]
    everybody: frozenset[str]
    viewing: frozenset[str]
    rumours: frozenset[str]
    fair: frozenset[str]
    oughts: frozenset[str]
    demanding: frozenset[str]
    mistaken: frozenset[str]
    alleged: frozenset[str]
    light: frozenset[str]
    asking: frozenset[str]
    belittling: frozenset[str]
    jesting: frozenset[str]
    retracting: frozenset[str]
    quoting: frozenset[str]
    awaiting: frozenset[str]
    mocking: frozenset[str]
    only: frozenset[str]
    nobody: frozenset[str]
    formerly: frozenset[str]
    going_on: frozenset[str]
    unsaying: frozenset[str]
    lacking: frozenset[str]
    spurious: frozenset[str]
    selves: frozenset[str]


def _load(name: str) -> object:
    return yaml.safe_load((LEXICON / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def furniture() -> Furniture:
    """Line patterns."""
    return Furniture.model_validate(_load("furniture"))


@cache
def cues() -> Cues:
    """Reporting words."""
    return Cues.model_validate(_load("cues"))


@cache
def descriptions() -> Descriptions:
    """Describing words."""
    return Descriptions.model_validate(_load("descriptions"))


@cache
def names() -> Names:
    """Parts of personal names."""
    return Names.model_validate(_load("names"))


@cache
def people() -> People:
    """Nouns for people."""
    return People.model_validate(_load("people"))


@cache
def turns() -> Turns:
    """Words of transcripts."""
    return Turns.model_validate(_load("turns"))


@cache
def disputes() -> Disputes:
    """Disputing and agreeing words."""
    return Disputes.model_validate(_load("disputes"))


@cache
def stances() -> Stances:
    """Denying and hedging words."""
    return Stances.model_validate(_load("stances"))


@cache
def _verb_classes() -> dict[str, str]:
    return {lemma: name for name, lemmas in cues().verbs.items() for lemma in lemmas}


def one_of(patterns: list[str]) -> re.Pattern[str]:
    """A pattern that matches where any of them does, upper and lower case alike."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
