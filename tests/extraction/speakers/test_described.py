"""Described people whom a pronoun may mean."""

import pytest

from app.extraction.speakers.described import described
from tests.extraction_helpers import paragraph_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The surveyor briefed residents.", ["The surveyor"]),
        ("A farmer lost forty sheep. His sister found them.", ["A farmer", "His sister"]),
        ("The bridge is closed.", []),
        ("He met the surveyor.", []),
    ],
)
def test_who_does_something_is_described(text: str, words: list[str]) -> None:
    assert [source.words for source in described(0, paragraph_of(text), [])] == words
