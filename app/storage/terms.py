"""What full text is made of: words, and what a client asks for of them.

Both databases are given words that are found and folded here, so that they find the same, and no
sign that a client sends is one that they could understand as anything but a letter or digit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from app.domain.identity import folded

# A letter or digit with those after it, and the accents that were typed as signs of their own.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
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
    terms = (_term(*match.groups()) for match in PIECE.finditer(q))
    return tuple(dict.fromkeys(term for term in terms if term.words))


def _term(phrase: str | None, star: str | None, bare: str | None) -> Term:
    text = bare or f"{phrase or ''}{star or ''}"
    return Term(tuple(plain(text)), text.endswith("*"))


def plain(text: str) -> list[str]:
    """A text's words, accents and case aside: "Inês's 2 dogs" → ines, s, 2, dogs."""
    return [word for _, _, word in _words(text)]


def indexed(text: str) -> str:
    """What the databases index of a text."""
    return " ".join(plain(text))


def score(terms: Sequence[Term], words: Sequence[str]) -> int:
    """How well these words answer: more and earlier in short texts than in long ones.

    It looks at nothing else, so that it stays the same whatever is added to the database.
    """
    length = 1 - LENGTH_MATTERS + LENGTH_MATTERS * len(words) / USUAL_LENGTH
    counts = (sum(1 for _ in _places(term, words)) for term in terms)
    return round(1000 * sum(count / (count + SATURATION * length) for count in counts))


def highlight(terms: Sequence[Term], text: str) -> str:
    """As HTML: some forty words of a text around the first that was asked for, each in <mark>."""
    words = list(_words(text))
    only = [word for _, _, word in words]
    hits = {n for term in terms for place in _places(term, only) for n in place}
    first = max(0, min(hits, default=0) - WORDS_BEFORE)
    last = min(len(words), first + WORDS_SHOWN) - 1
    begin = words[first][0] if first else 0
    stop = words[last][1] if last < len(words) - 1 else len(text)
    pieces = ["… " if first else ""]
    for n in range(first, last + 1):
        start, end, _ = words[n]
        if n in hits:
            # A phrase is one mark, also over what stands between its words.
            joins = n - 1 in hits and n > first
            if joins:
                pieces[-1] = pieces[-1].removesuffix("</mark>") + escape(text[begin:start])
            else:
                pieces.append(escape(text[begin:start]) + "<mark>")
            pieces.append(escape(text[start:end]) + "</mark>")
            begin = end
    pieces.append(escape(text[begin:stop]) + ("" if stop == len(text) else " …"))
    return "".join(pieces)


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in WORD.finditer(text):
        word = match.group()
        if not word.isascii():
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
