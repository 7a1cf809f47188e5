"""seeds/codebook.yaml → the codebook that claims are coded against."""

import re
from collections.abc import Collection, Iterator
from os.path import lexists
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.domain.enums import Stance
from app.domain.knowledge import Proposition
from app.extraction.inputs.codebook import Codebook, Indicator, Matter, Term
from app.extraction.inputs.reference import Reference
from app.ingest.seeds.reference import Id, Text
from app.ingest.yaml_file import YamlFile

Pattern = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
GROUP = re.compile(r"<([a-z0-9-]+)>")
# What groups may stand for in all indicators; the shipped codebook needs some thousands.
MOST_WORDS = 100_000
UNLESS = re.compile(r"(?:^|\+)\s*unless [^+]*")
WORD = re.compile(r"[^\W_]+")
Word = Annotated[str, StringConstraints(pattern=r"^[^@<>+/]+$", max_length=80)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class StanceRow(_Row):
    """Indicators of one stance, and examples of claims that take it."""

    indicators: Annotated[list[Pattern], Field(min_length=1)]
    examples: list[Text] = []


class PropositionRow(_Row):
    """A sentence and the ways to affirm it, to deny it and to leave it open."""

    id: Id
    text: Text
    description: Text | None = None
    open_disputes: bool = False
    of_possibility: bool = False
    of_demand: bool = False
    about: list[Id] = []
    affirms: StanceRow | None = None
    denies: StanceRow | None = None
    uncertain: StanceRow | None = None

    def stances(self) -> Iterator[tuple[Stance, StanceRow]]:
        """Those that have indicators."""
        for stance in Stance:
            if (row := getattr(self, stance.value)) is not None:
                yield stance, row


class CodebookFile(_Row):
    """The whole file. `groups`: words that several indicators name as <group>."""

    groups: dict[Id, Annotated[list[Word], Field(min_length=1)]] = {}
    propositions: Annotated[list[PropositionRow], Field(min_length=1)]


def read_codebook(path: Path, known: Collection[str] | None = None) -> Codebook:
    """The codebook; anything wrong in the file is a SeedError with its line.

    `known`: the ids that an @entity may have; any, where none are given.
    """
    file = YamlFile(path, within=path.parent)
    table = file.parsed(CodebookFile)
    _require_bounded(file, table)
    propositions: dict[str, Proposition] = {}
    texts: dict[str, str] = {}
    indicators: list[Indicator] = []
    for number, row in enumerate(table.propositions):
        if row.id in propositions:
            raise file.error(("propositions", number, "id"), f"the id {row.id!r} is used twice")
        if other := texts.get(row.text.lower()):
            raise file.error(("propositions", number, "text"), f"{other!r} has the same text")
        texts[row.text.lower()] = row.id
        own = list(_indicators(file, number, row, table.groups, known))
        if not own:
            raise file.error(
                ("propositions", number),
                f"{row.id!r} has no indicators; give some under affirms, denies or uncertain",
            )
        propositions[row.id] = Proposition(row.id, row.text, row.description, row.open_disputes)
        indicators += own
    return Codebook(tuple(propositions.values()), tuple(indicators))


def _require_bounded(file: YamlFile, table: CodebookFile) -> None:
    """Refuse groups that expand to far too many words in all indicators."""
    words = sum(
        len(table.groups.get(name, ()))
        for row in table.propositions
        for _, shown in row.stances()
        for text in shown.indicators
        for name in GROUP.findall(text)
    )
    if words > MOST_WORDS:
        reason = (
            f"they stand for {words:,} words in all indicators; at most {MOST_WORDS:,} are read"
        )
        raise file.error(("groups",), reason)


def shipped_codebook(seeds: Path, reference: Reference) -> Codebook:
    """The codebook of a seed folder; without one, claims have no positions."""
    file = seeds / "codebook.yaml"
    return read_codebook(file, reference.known) if lexists(file) else Codebook()


def _indicators(
    file: YamlFile,
    number: int,
    row: PropositionRow,
    groups: dict[str, list[str]],
    known: Collection[str] | None,
) -> Iterator[Indicator]:
    seen: dict[tuple[Term, ...], Stance] = {}
    for place, entity in enumerate(row.about):
        if known is not None and entity not in known:
            raise file.error(
                ("propositions", number, "about", place), f"entities.yaml has no {entity}"
            )
    about, words = frozenset(row.about), _words(row, groups)
    matter = Matter(row.of_possibility, row.of_demand, about, words)
    for stance, shown in row.stances():
        for place, text in enumerate(shown.indicators):
            where = ("propositions", number, stance.value, "indicators", place)
            try:
                indicator = Indicator.of(row.id, stance, text, groups, matter)
            except ValueError as error:
                raise file.error(where, f"{text!r}: {error}") from error
            for unknown in sorted(indicator.entities.difference(known or indicator.entities)):
                raise file.error(where, f"{text!r}: entities.yaml has no @{unknown}")
            if other := seen.get(indicator.terms):
                raise file.error(
                    where, f"{text!r}: this is an indicator under {other.value!r} already"
                )
            seen[indicator.terms] = stance
            yield indicator


def _words(row: PropositionRow, groups: dict[str, list[str]]) -> frozenset[str]:
    """All words of which a proposition speaks, in its text, its description and its indicators."""
    texts = [row.text, row.description or ""]
    for _, shown in row.stances():
        for text in shown.indicators:
            wanted = UNLESS.sub("", text)
            texts += [wanted, *(" ".join(groups.get(name, ())) for name in GROUP.findall(wanted))]
    return frozenset(WORD.findall(" ".join(texts).lower()))


def examples(path: Path) -> Iterator[tuple[str, Stance, str]]:
    """Each example of the file with its proposition and stance."""
    for row in YamlFile(path).parsed(CodebookFile).propositions:
        for stance, shown in row.stances():
            for example in shown.examples:
                yield row.id, stance, example
