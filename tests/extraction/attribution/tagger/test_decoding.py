"""The best label sequence: spans in order, none without a beginning, each with how sure it is."""

from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.extraction.attribution.tagger.decoding import Decoder

LABELS = ("O", "B-cue", "I-cue")
NEVER = -1e4


@cache
def decoder() -> Decoder:
    """No I without a B or I before it."""
    starts = np.array([0, 0, NEVER], np.float32)
    transitions = np.array([[0, 0, NEVER], [0, 0, 0], [0, 0, 0]], np.float32)
    return Decoder(LABELS, starts, transitions)


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


def test_the_path_of_the_highest_score_is_taken_with_its_probability() -> None:
    emissions = np.array([[0, 5, 0], [0, 0, 5], [5, 0, 0], [0, 5, 0]], np.float32)

    (spans,) = decoder().spans([emissions])

    assert [(span.kind, span.first, span.last) for span in spans] == [("cue", 0, 1), ("cue", 3, 3)]
    assert all(span.probability > 0.9 for span in spans)


def test_paragraphs_decoded_together_are_decoded_as_alone() -> None:
    chance = np.random.default_rng(7)
    paragraphs = [chance.normal(0, 3, (length, 3)).astype(np.float32) for length in (9, 0, 1, 30)]

    together = decoder().spans(paragraphs)
    assert [[(s.first, s.last, round(s.probability, 4)) for s in spans] for spans in together] == [
        [(s.first, s.last, round(s.probability, 4)) for s in decoder().spans([alone])[0]]
        for alone in paragraphs
    ]


def test_a_bonus_favours_spans_whatever_their_length() -> None:
    emissions = np.array([[1, 0, 0], [1, 0, 0]], np.float32)

    assert decoder().spans([emissions]) == [[]]
    (spans,) = decoder().with_bonus(3).spans([emissions])
    assert [(span.first, span.last) for span in spans] == [(0, 0), (1, 1)]
