"""The tagger's parts that hold by law: windows, decoding, and its answers' offsets."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.extraction.attribution.tagger.decoding import Decoder
from app.extraction.attribution.tagger.tagger_source import tagger
from app.extraction.attribution.tagger.windows import plan_windows
from app.extraction.attribution.tagger.words import Words

LABELS = ("O", "B-cue", "I-cue")
NEVER = -1e4


@cache
def decoder() -> Decoder:
    """No I without a B or I before it."""
    starts = np.array([0, 0, NEVER], np.float32)
    transitions = np.array([[0, 0, NEVER], [0, 0, 0], [0, 0, 0]], np.float32)
    return Decoder(LABELS, starts, transitions)


def words(pieces_of_each: list[int]) -> Words:
    firsts = [sum(pieces_of_each[:i]) for i in range(len(pieces_of_each))]
    total = sum(pieces_of_each)
    return Words([7] * total, [0] * total, firsts, [(i, i + 1) for i in range(len(firsts))])


@given(st.lists(st.lists(st.integers(1, 5), max_size=60), max_size=8))
def test_every_word_is_scored_in_exactly_one_window(paragraphs: list[list[int]]) -> None:
    windows = plan_windows([words(p) for p in paragraphs], size=32)

    scored = [
        (segment.paragraph, word)
        for window in windows
        for segment in window.segments
        for word in range(*segment.kept)
    ]
    assert sorted(scored) == [(i, j) for i, p in enumerate(paragraphs) for j in range(len(p))]
    assert all(window.size <= 32 for window in windows)


def test_an_inside_label_needs_a_beginning() -> None:
    emissions = np.array([[0, -5, 9], [0, 1, 2], [0, -5, 3]], np.float32)

    (spans,) = decoder().spans([emissions])

    assert [(span.first, span.last) for span in spans] in ([(0, 2)], [(1, 2)])


@given(st.integers(1, 30), st.integers(0, 10_000))
def test_spans_are_in_order_and_never_overlap(length: int, seed: int) -> None:
    emissions = np.random.default_rng(seed).normal(0, 3, (length, 3)).astype(np.float32)

    (spans,) = decoder().spans([emissions])

    edges = [edge for span in spans for edge in (span.first, span.last + 1)]
    assert edges == sorted(edges)
    assert all(0 <= span.probability <= 1 + 1e-5 for span in spans)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4))
def test_every_answer_lies_in_its_paragraph(paragraphs: list[str]) -> None:
    answers = tagger().attributions(paragraphs)

    assert len(answers) == len(paragraphs)
    for paragraph, found in zip(paragraphs, answers, strict=True):
        for one in found:
            for start, end in (*one.source, *one.cue, *one.content):
                assert 0 <= start < end <= len(paragraph)


@pytest.mark.parametrize(
    ("sentence", "source", "cue"),
    [
        ("The mayor feared that the bridge would close.", "The mayor", "feared"),
        ("According to the report, prices are rising again.", "the report", "According to"),
    ],
)
def test_it_reads_beliefs_and_phrases(sentence: str, source: str, cue: str) -> None:
    ((found,),) = tagger().attributions([sentence])

    assert [sentence[start:end] for start, end in found.source] == [source]
    assert [sentence[start:end] for start, end in found.cue] == [cue]
