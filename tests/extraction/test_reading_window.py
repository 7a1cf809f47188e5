"""How much is read at once."""

import pytest

from app.extraction.reading_window import LONGEST_LINE, MOST_WORDS, reach, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [("It rains.", 3), ("“No,” she said.", 7), ("São Tomé", 2), ("  ", 0), ("...", 3)],
)
def test_words_and_marks_count(text: str, words: int) -> None:
    assert words_in(text) == words


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("It rains.", 9),
        # So many characters, and so many words and marks.
        ("x" * 2 * LONGEST_LINE, LONGEST_LINE),
        ("a " * LONGEST_LINE, 2 * MOST_WORDS),
        ("“" * LONGEST_LINE, MOST_WORDS),
    ],
)
def test_what_is_read_at_once_is_short_in_characters_and_in_words(text: str, end: int) -> None:
    assert reach(text, 0, len(text)) == end


def test_reading_goes_on_where_it_stopped() -> None:
    text = "a " * LONGEST_LINE

    assert reach(text, 2 * MOST_WORDS, len(text)) == 4 * MOST_WORDS
    assert reach(text, len(text) - 4, len(text)) == len(text)
