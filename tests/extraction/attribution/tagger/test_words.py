"""Paragraphs as words: exact offsets, letter case and quotation state."""

import pytest

from app.extraction.attribution.tagger.tagger_source import tagger
from app.extraction.attribution.tagger.words import LETTER_CASES, Words, split_words

LOWER, CAPITALISED, CAPITALS = range(LETTER_CASES)


def words_of(paragraph: str) -> Words:
    (words,) = split_words(tagger()._tokenizer, [paragraph])
    return words


def types_of(paragraph: str) -> list[int]:
    """The type of each word, told at its first piece."""
    words = words_of(paragraph)
    return [words.types[first] for first in words.firsts]


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("The ferryman’s boat leaks.", ["The", "ferryman", "’", "s", "boat", "leaks", "."]),
        # A rare word is one word of several pieces.
        ("Antidisestablishmentarianism won", ["Antidisestablishmentarianism", "won"]),
        # Code points, not bytes.
        ("🚢 São said", ["🚢", "São", "said"]),
        ("", []),
    ],
)
def test_a_word_stands_where_the_paragraph_has_it(paragraph: str, words: list[str]) -> None:
    assert [paragraph[start:end] for start, end in words_of(paragraph).offsets] == words


def test_letter_case_is_told_as_the_network_does_not_see_it() -> None:
    assert types_of("the Mayor of USA I") == [LOWER, CAPITALISED, LOWER, CAPITALS, CAPITALISED]


@pytest.mark.parametrize("marks", ["“ ”", "« »", '" "'])
def test_words_within_quotation_marks_are_of_types_of_their_own(marks: str) -> None:
    opening, closing = marks.split()

    # The closing mark itself still stands within.
    assert types_of(f"he {opening}is in{closing} now") == [
        LOWER, LOWER, *[LOWER + LETTER_CASES] * 3, LOWER,
    ]  # fmt: skip


def test_all_pieces_of_a_word_are_of_its_type() -> None:
    words = words_of("Antidisestablishmentarianism")

    assert len(words.pieces) > 1
    assert set(words.types) == {CAPITALISED}
