"""Windows of claims: each pair of near claims by different speakers, once, in pieces that hold both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.span import Span
from app.extraction.relations.reader.reader import network
from app.extraction.relations.reader.windows import (
    CONTENT,
    CUE,
    NEXT,
    SEGMENT,
    SOURCE,
    WINDOW,
    PlacedClaim,
    Window,
    windows,
)

TOKENIZER = network().tokenizer


def read(*claims: tuple[str, str], between: str = "\n") -> tuple[str, list[Window]]:
    """The text of claims (speaker, content), each a paragraph "SPEAKER says CONTENT.", and its windows."""
    text, placed, paragraphs = "", [], []
    for speaker, content in claims:
        start = len(text)
        text += f"{speaker} says {content}."
        cue = start + len(speaker) + 1
        placed.append(
            PlacedClaim(
                (Span(cue + 5, len(text) - 1),),
                Span(start, start + len(speaker)),
                Span(cue, cue + 4),
                frozenset({speaker}),
            )
        )
        paragraphs.append(Span(start, len(text)))
        text += between
    return text, windows(TOKENIZER, text, paragraphs, placed)


def words_with(role: int, text: str, window: Window) -> str:
    """The words of a role in a window, in order."""
    found = [place for place, r in zip(window.places, window.roles, strict=True) if r == role]
    return " ".join(text[start:end] for start, end in found)


def test_pieces_know_the_part_of_a_claim_that_they_belong_to() -> None:
    text, (window,) = read(("Lee", "the dam holds"), ("Ray", "it leaks"))
    assert words_with(SOURCE, text, window) == "Lee Ray"
    assert words_with(CUE, text, window) == "says says"
    assert words_with(CONTENT, text, window) == "the dam holds it leaks"


def test_two_speakers_are_a_pair_and_one_speaker_is_none() -> None:
    _, (window,) = read(("Lee", "the dam holds"), ("Ray", "it leaks"), ("Lee", "it is dry"))
    assert window.pairs == [(0, 1), (1, 2)]


def test_a_text_of_one_speaker_has_no_window() -> None:
    _, found = read(("Lee", "the dam holds"), ("Lee", "it is dry"))
    assert found == []


@given(st.lists(st.integers(0, 6), min_size=2, max_size=60), st.integers(1, 120))
def test_each_pair_is_read_once_within_bounds(speakers: list[int], length: int) -> None:
    """However long the paragraphs, cost grows with the claims and not with their square."""
    claims = [(f"S{n}", "word " * length + "end") for n in speakers]
    _, found = read(*claims)
    pairs = [pair for window in found for pair in window.pairs]
    assert len(pairs) == len(set(pairs)) <= NEXT * len(claims)
    assert all(a < b and speakers[a] != speakers[b] for a, b in pairs)
    assert all(len(window.pieces) <= max(WINDOW, SEGMENT + 2) for window in found)
    assert all({a, b} <= set(w.claims) for w in found for a, b in w.pairs)


@pytest.mark.parametrize("words", [400, 2000])
def test_a_paragraph_without_end_is_cut(words: int) -> None:
    _, found = read(("Lee", "so " * words + "it holds"), ("Ray", "it leaks"))
    assert all(len(window.pieces) <= WINDOW for window in found)
