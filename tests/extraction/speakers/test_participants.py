"""Whom a passage is about: who spoke last, else who was named first."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extraction.speakers.participants import Participants


@pytest.mark.parametrize(
    ("spoke", "wanted", "meant"),
    [
        ([1, 2], {1, 2}, 2),
        ([2, 1], {1, 2}, 1),
        ([1, 2, 1], {1, 2}, 1),
        ([1], {2, 3}, 2),
        ([], {3, 2}, 2),
        ([1], {9}, None),
    ],
)
def test_who_spoke_last_comes_before_who_was_named_first(
    spoke: list[int], wanted: set[int], meant: int | None
) -> None:
    participants = Participants({1: True, 2: False, 3: False})
    for candidate in spoke:
        participants.speak(candidate)

    assert participants.first("the mayor", wanted) == meant


def test_who_is_named_in_a_source_speaks_before_having_spoken() -> None:
    participants = Participants({1: True, 2: False})
    assert [participants.speaks(one) for one in (1, 2, 3)] == [True, False, False]

    participants.speak(3)
    assert participants.speaks(3)


@given(
    st.lists(st.integers(0, 40), unique=True),
    st.lists(st.tuples(st.integers(0, 40), st.booleans())),
    st.frozensets(st.integers(0, 40), max_size=40),
)
def test_who_is_meant_spoke_last_or_was_named_first(
    named: list[int], steps: list[tuple[int, bool]], wanted: frozenset[int]
) -> None:
    company = Participants(dict.fromkeys(named, False))
    spoke: list[int] = []

    for candidate, asks in steps:
        company.speak(candidate)
        spoke.append(candidate)
        if asks:
            expected = [a for a in (*reversed(spoke), *named) if a in wanted]
            assert company.first("they", wanted) == next(iter(expected), None)


def test_who_is_meant_is_found_as_fast_among_thousands() -> None:
    many = range(20_000)
    company, wanted = Participants(dict.fromkeys(many, True)), frozenset(range(20_000, 30_000))
    began = time.process_time()

    for candidate in many:
        company.speak(candidate)
        assert company.first("the ambassador", wanted) is None
    assert time.process_time() - began < 2
