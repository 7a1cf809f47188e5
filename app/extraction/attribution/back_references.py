"""Back references to a claim: "that account", "the mayor's claim", "it"."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.extraction.lexicon.word_lists import disputes

# A determiner, at most one adjective, a noun, and perhaps "of events".
LONGEST_ANAPHOR = 5
NOUN_PLACES = 3
EVENTS = frozenset({"events", "facts", "happened", "the", "things", "what"})


@dataclass(frozen=True, slots=True)
class Pointer:
    """A back reference: the noun that it uses for a claim ("account"), and its owner, if named."""

    noun: str | None = None
    owner: str | None = None


def pointer_of(text: str, lemma: str) -> Pointer | None:
    """The back reference in the object of a cue: "that account"; None where it says something of its own."""
    words = text.lower().replace("’", "'").split()
    table = disputes()
    if not 0 < len(words) <= LONGEST_ANAPHOR:
        return None
    if words == ["it"] or (len(words) == 1 and words[0] in table.referring):
        return None if lemma in table.of_deeds else Pointer()
    owner, nouns = _owner(words)
    if owner is None:
        if words[0] not in table.referring + table.possessive:
            return None
        nouns = words[1:]
    noun = _noun(nouns[: NOUN_PLACES if owner else NOUN_PLACES - 1])
    after = nouns[nouns.index(noun) + 1 :] if noun else ()
    # "The claim that it rained" is no other claim than the one it tells.
    return Pointer(_singular(noun), owner) if noun and (not after or _is_of_events(after)) else None


def _is_of_events(after: Sequence[str]) -> bool:
    """True of "of events", not of "of his death": that is another report."""
    return after[0] == "of" and EVENTS.issuperset(after[1:])


def _noun(words: Sequence[str]) -> str | None:
    return next((word for word in words if _is_claim(word)), None)


def _owner(words: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """The owner of an account, and the nouns after it: "the mayor's account" → "mayor", ["account"]."""
    for i, word in enumerate(words):
        if word.endswith(("'s", "s'")):
            return word.removesuffix("'s").removesuffix("'"), words[i + 1 :]
    return None, words


def _is_claim(noun: str) -> bool:
    """True of a noun for something claimed, in the singular or plural: "story", "stories"."""
    return _singular(noun) in disputes().claim_nouns


def _singular(noun: str) -> str:
    singulars = (noun, noun.removesuffix("s"), f"{noun.removesuffix('ies')}y")
    return next((word for word in singulars if word in disputes().claim_nouns), noun)
