"""What stances add up to, and what follows from two positions: the laws, on any stances."""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.enums import RelationType, Stance
from app.domain.inference import infer
from app.domain.stances import latest, of_day, opposed
from tests.coded_samples import CODEBOOK, OFFICIAL, REFERENCE, SAFE, STOPS, A, D, Said, U, coded

PEOPLE = ("ada", "ben", "cara", "dan", "official", "norland")
ENTITIES = (*REFERENCE, OFFICIAL)


@pytest.mark.parametrize(
    ("stances", "expected"),
    [([A], A), ([A, A, D], A), ([D, A], U), ([A, A, D, D, U], U), ([U, U, A], U), ([U, A], U)],
)
def test_a_days_stance_is_the_one_taken_most(stances: list[Stance], expected: Stance) -> None:
    assert of_day(stances) is expected


@given(st.lists(st.sampled_from(Stance), min_size=1))
def test_the_order_of_a_day_does_not_matter(stances: list[Stance]) -> None:
    assert of_day(stances) is of_day(stances[::-1])
    most = Counter(stances).most_common(1)[0][1]
    assert of_day(stances) is U or stances.count(of_day(stances)) == most


def test_what_disputes_what() -> None:
    assert opposed(A, STOPS) == {D}
    assert opposed(A, SAFE) == {D, U}
    assert opposed(U, STOPS) == set()
    for proposition in CODEBOOK:
        for one, other in combinations(Stance, 2):
            assert (one in opposed(other, proposition)) == (other in opposed(one, proposition))


sayings = st.builds(
    Said,
    st.sampled_from(PEOPLE).map(lambda name: (name,)),
    st.dictionaries(st.sampled_from([STOPS.id, SAFE.id]), st.sampled_from(Stance), min_size=1),
    st.none() | st.integers(1, 4),
)


@given(st.lists(sayings, max_size=10))
def test_every_relation_follows_from_two_positions(said_there: list[Said]) -> None:
    known = coded("d", 5, said_there)
    claims = {claim.id: claim for claim in known.claims}
    found = list(infer(known.document, known.claims, ENTITIES, CODEBOOK))
    pairs = [
        (frozenset(claims[claim_id].speakers for claim_id in relation.claims), relation.proposition)
        for relation in found
    ]
    assert len(pairs) == len(set(pairs)), "two speakers meet once on a proposition"
    for relation in found:
        proposition = next(p for p in CODEBOOK if p.id == relation.proposition)
        stances = []
        for claim_id in relation.claims:
            taken = [
                (claim.said_on or date(2024, 3, 5), coding.stance)
                for claim in known.claims
                if claim.speakers == claims[claim_id].speakers
                for coding in claim.stances
                if coding.proposition == proposition.id
            ]
            stances.append(latest(taken)[1])
        one, other = stances
        agrees = relation.type is RelationType.AGREES
        assert one is other if agrees else one in opposed(other, proposition)
        assert len({claims[claim_id].speakers for claim_id in relation.claims}) == 2
