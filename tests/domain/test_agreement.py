"""The measures' laws; tests/api/test_agreement.py holds their values."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.agreement import Cell, Counts, matrix
from app.domain.enums import Measure, Normalisation, Stance

ways = pytest.mark.parametrize(("measure", "normalisation"), list(product(Measure, Normalisation)))
counts = st.dictionaries(
    st.tuples(st.sampled_from("pqr"), st.sampled_from(Stance)), st.integers(1, 5), min_size=1
)


def cell(one: Counts, other: Counts, measure: Measure, normalisation: Normalisation) -> Cell:
    (found,) = matrix({"a": one, "b": other}, {"q", "r"}, measure, normalisation)
    return found


@ways
@given(one=counts, other=counts)
def test_both_see_the_same(
    measure: Measure, normalisation: Normalisation, one: Counts, other: Counts
) -> None:
    there, back = (cell(*pair, measure, normalisation) for pair in ((one, other), (other, one)))
    assert (there.agreements, there.disputes) == (back.agreements, back.disputes)
    assert there.score == pytest.approx(back.score)


@ways
@given(one=counts, other=counts)
def test_a_normalised_score_has_its_bounds(
    measure: Measure, normalisation: Normalisation, one: Counts, other: Counts
) -> None:
    found = cell(one, other, measure, normalisation)
    if normalisation is Normalisation.NONE:
        raw = {"congruence": found.agreements, "conflict": found.disputes}
        assert found.score == raw.get(measure, found.agreements - found.disputes)
    else:
        least = -1 if measure is Measure.SUBTRACT else 0
        assert least - 1e-9 <= found.score <= 1 + 1e-9


@pytest.mark.parametrize("normalisation", list(Normalisation)[1:])
@given(one=counts)
def test_who_says_the_same_agrees_fully(normalisation: Normalisation, one: Counts) -> None:
    assert cell(one, one, Measure.CONGRUENCE, normalisation).score == pytest.approx(1)


def test_who_opposes_twice_over_is_not_counted_twice() -> None:
    """Against one who affirms q twice, denying it three times and leaving it open once is 2 · 3."""
    a: Counts = {("q", Stance.AFFIRMS): 2}
    b: Counts = {("q", Stance.DENIES): 3, ("q", Stance.UNCERTAIN): 1}
    assert cell(a, b, Measure.CONFLICT, Normalisation.NONE).disputes == 6


def test_each_pair_is_there_once() -> None:
    one: Counts = {("p", Stance.AFFIRMS): 1}
    cells = list(matrix(dict.fromkeys("abcd", one), set(), Measure.SUBTRACT, Normalisation.AVERAGE))
    assert [c.a + c.b for c in cells] == ["ab", "ac", "ad", "bc", "bd", "cd"]
