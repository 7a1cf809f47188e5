"""Abbreviations that a document explains: "the Northern Harbour Board (NHB)"."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

SHORTEST = 2
LONGEST = 8
# Words of a name that its abbreviation may leave out.
SMALL = frozenset({"of", "the", "and", "for", "on", "in", "&"})


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`words` stand at tokens `first` to `end` of the parse, `short` in brackets behind them."""

    short: str
    first: int
    end: int
    words: tuple[str, ...]


def abbreviations(parse: Doc) -> Iterator[Abbreviation]:
    """Every capitalised name whose initials follow it in brackets."""
    for token in parse[1:-1]:
        short = token.text
        is_short = short.isalpha() and short.isupper() and SHORTEST <= len(short) <= LONGEST
        if not is_short or parse[token.i - 1].text != "(" or parse[token.i + 1].text != ")":
            continue
        end = token.i - 1
        first = _first_word(parse, end, short)
        if first is not None:
            words = tuple(t.text for t in parse[first:end])
            yield Abbreviation(short, first, end, words)


def _first_word(parse: Doc, end: int, short: str) -> int | None:
    """Where the name begins whose initials are `short`; None where none does."""
    letters = list(short)
    i = end
    while letters and i > 0:
        i -= 1
        word = parse[i].text
        if word[0] == letters[-1]:
            letters.pop()
        elif word not in SMALL:
            return None
    return i if not letters else None


def abbreviated(
    parse: Doc, explained: Iterable[Abbreviation], long_forms: Mapping[str, Abbreviation]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each place of an abbreviation, and of the words behind it where they are `explained` here."""
    for own in explained:
        yield own.first, own.end, own.words
    for token in parse:
        if known := long_forms.get(token.text):
            yield token.i, token.i + 1, known.words
