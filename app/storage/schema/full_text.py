"""What full text is made of: words, and what a client asks for of them.

Both databases are given words that are found and folded here, so that they find the same, and no
sign that a client sends is one that they could understand as anything but a letter or digit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from app.domain.identity import folded

# `U.S.`, which is the word "us"; or a letter or digit with those after it, and the accents that were
# typed as signs of their own; or what stands between two spans of a claim.
WORD = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])|[^\W_](?:[^\W_]|[\u0300-\u036f])*|(?<!\S)…(?!\S)"
)
# Where words do not follow each other, a word stands between them for which nobody asks: both
# databases keep it in its place, and so find no phrase across it. Scribes once drew eyes with it.
GAP = "\ua66e"
PIECE = re.compile(r'["“”„]([^"“”„]*)["“”„](\*?)|([^\s"“”„]+)')
# PostgreSQL refuses words of more than 2 kB.
LONGEST_WORD = 100

WORDS_BEFORE, WORDS_SHOWN = 10, 40
# As in BM25, with a claim of so many words as the usual one.
SATURATION, LENGTH_MATTERS, USUAL_LENGTH = 1.2, 0.75, 20


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other; with `prefix`, the last one is the beginning of a word.

    `"ferry talks" cre*` is Term(("ferry", "talks"), False) and Term(("cre",), True).
    """

    words: tuple[str, ...]
    prefix: bool


def parse(q: str) -> tuple[Term, ...]:
    """What must all be found: words, "phrases" and prefix*. All other signs only part words."""
    terms = (term for match in PIECE.finditer(q) for term in _terms(*match.groups()))
    return tuple(dict.fromkeys(term for term in terms if term.words))


def _terms(phrase: str | None, star: str | None, bare: str | None) -> Iterator[Term]:
    """A word or phrase; a phrase that was copied with a gap in it is two."""
    *before, last = re.split(r"(?<!\S)…(?!\S)", bare or f"{phrase or ''}{star or ''}")
    yield from (Term(tuple(plain(text)), prefix=False) for text in before)
    yield Term(tuple(plain(last)), last.endswith("*"))


def plain(text: str) -> list[str]:
    """A text's words, accents and case aside: "Inês's 2 U.S. dogs" → ines, s, 2, us, dogs."""
    return [word for _, _, word in _words(text)]


def indexed(text: str) -> str:
    """What the databases index of a text."""
    return " ".join(plain(text))


def searchable(name: str) -> str:
    """A name's words as `q` finds them: "Cranny-Evans, S." → "cranny evans s"."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['\u2019.]", "", folded(name))))


def score(terms: Sequence[Term], words: Sequence[str]) -> int:
    """How well these words answer: more and earlier in short texts than in long ones.

    It looks at nothing else, so that it stays the same whatever is added to the database.
    """
    length = 1 - LENGTH_MATTERS + LENGTH_MATTERS * len(words) / USUAL_LENGTH
    counts = (sum(1 for _ in _places(term, words)) for term in terms)
    return round(1000 * sum(count / (count + SATURATION * length) for count in counts))


def highlight(terms: Sequence[Term], text: str) -> str:
    """As HTML: some forty words of a text around the first that was asked for, each in <mark>.

    A phrase is one mark, also over what stands between its words; two that only meet are two.
    """
    words = list(_words(text))
    marks = _hits(terms, [word for _, _, word in words])
    first = max(0, (marks[0].start if marks else 0) - WORDS_BEFORE)
    last = min(len(words), first + WORDS_SHOWN) - 1
    begin = words[first][0] if first else 0
    stop = words[last][1] if last < len(words) - 1 else len(text)
    pieces = ["… " if first else ""]
    for mark in (mark for mark in marks if mark.start <= last):
        start, end = words[mark.start][0], words[min(mark.stop - 1, last)][1]
        pieces += [escape(text[begin:start]), "<mark>", escape(text[start:end]), "</mark>"]
        begin = end
    pieces.append(escape(text[begin:stop]) + ("" if stop == len(text) else " …"))
    return "".join(pieces)


def _hits(terms: Sequence[Term], words: Sequence[str]) -> list[range]:
    """Where the terms stand, in order; those that overlap are one."""
    places = [place for term in terms for place in _places(term, words)]
    found: list[range] = []
    for place in sorted(places, key=lambda place: (place.start, place.stop)):
        if found and place.start < found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, place.stop))
        else:
            found.append(place)
    return found


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in WORD.finditer(text):
        word = match.group().replace(".", "")
        if word == "…":
            word = GAP
        elif not word.isascii():
            # A letter or digit may stand for several signs: "½" for three of them.
            word = "".join(re.findall(r"[^\W_]", folded(word)))
        if word:
            yield match.start(), match.end(), word.lower()[:LONGEST_WORD]


def _places(term: Term, words: Sequence[str]) -> Iterator[range]:
    """Where the term stands among the words."""
    *before, last = term.words
    for n in range(len(words) - len(before)):
        end = n + len(before)
        word = words[end]
        same = word.startswith(last) if term.prefix else word == last
        if same and list(words[n:end]) == before:
            yield range(n, end + 1)
