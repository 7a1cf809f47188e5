"""Paragraphs as words: WordPiece ids, word features and exact character offsets."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from app.extraction.segmentation.quotation_marks import (
    CLOSING,
    MARKS,
    OPENING,
    STRAIGHT,
)

LETTER_CASES = 3
WORD_TYPES = 2 * LETTER_CASES

QUOTATION_MARKS = frozenset(MARKS)


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph as WordPieces grouped into words.

    ``pieces`` and ``types`` run over the pieces; ``firsts`` holds, for each word, the index of its
    first piece (the only one that is labelled), and ``offsets`` the word's characters.
    """

    pieces: list[int]
    types: list[int]
    firsts: list[int]
    offsets: list[tuple[int, int]]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.firsts)


def split_words(tokenizer: Tokenizer, paragraphs: Sequence[str]) -> list[Words]:
    """Split each paragraph into words; offsets count Unicode code points."""
    encodings = tokenizer.encode_batch(list(paragraphs), add_special_tokens=False)
    return [
        _words(encoding, paragraph)
        for encoding, paragraph in zip(encodings, paragraphs, strict=True)
    ]


def _words(encoding: Encoding, paragraph: str) -> Words:
    firsts: list[int] = []
    offsets: list[tuple[int, int]] = []
    previous: int | None = None
    for index, (word, (start, end)) in enumerate(
        zip(encoding.word_ids, encoding.offsets, strict=True)
    ):
        if word != previous or not firsts:
            firsts.append(index)
            offsets.append((start, end))
        else:
            offsets[-1] = (offsets[-1][0], end)
        previous = word
    word_types = _word_types(paragraph, offsets)
    types = [0] * len(encoding.ids)
    for order, first in enumerate(firsts):
        last = firsts[order + 1] if order + 1 < len(firsts) else len(types)
        types[first:last] = [word_types[order]] * (last - first)
    return Words(list(encoding.ids), types, firsts, offsets)


def _word_types(paragraph: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Letter case and quotation state: what an uncased model does not see, or loses count of."""
    types: list[int] = []
    quoted = False
    for start, end in offsets:
        word = paragraph[start:end]
        types.append(_letter_case(word) + (LETTER_CASES if quoted else 0))
        quoted = _quoted_after(word, quoted=quoted)
    return types


def _letter_case(word: str) -> int:
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _quoted_after(word: str, *, quoted: bool) -> bool:
    if word in OPENING:
        return True
    if word in CLOSING:
        return False
    return not quoted if word == STRAIGHT else quoted
