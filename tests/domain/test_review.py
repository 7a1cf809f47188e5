"""What is left of a document's claims once a person has rejected some."""

import pytest

from app.domain.review import upheld
from tests.coded_samples import A, Said, coded

OWN = Said(("ada",), {"ferry-stops": A})
AGAIN = Said(("ada",), {"ferry-stops": A}, restates="d-0")
# The first is repeated by the second, third and fifth one.
CLAIMS = coded("d", 5, [OWN, AGAIN, AGAIN, OWN, AGAIN]).claims


def left(*rejected: str) -> dict[str, str | None]:
    """What each claim that is left repeats."""
    return {claim.id: claim.restates for claim in upheld(CLAIMS, rejected)}


@pytest.mark.parametrize("rejected", [(), ("elsewhere-0",)])
def test_without_a_rejection_all_are_left_as_they_are(rejected: tuple[str, ...]) -> None:
    assert upheld(CLAIMS, rejected) == CLAIMS


def test_a_rejected_claim_is_gone_and_the_others_stay_in_reading_order() -> None:
    assert upheld(CLAIMS, {"d-3"}) == (*CLAIMS[:3], CLAIMS[4])


def test_a_rejected_restatement_changes_no_other_claim() -> None:
    assert left("d-1") == {"d-0": None, "d-2": "d-0", "d-3": None, "d-4": "d-0"}


@pytest.mark.parametrize(
    ("rejected", "expected"),
    [
        (("d-0",), {"d-1": None, "d-2": "d-1", "d-3": None, "d-4": "d-1"}),
        (("d-0", "d-1"), {"d-2": None, "d-3": None, "d-4": "d-2"}),
        (("d-0", "d-1", "d-2"), {"d-3": None, "d-4": None}),
        (("d-0", "d-1", "d-2", "d-4"), {"d-3": None}),
    ],
)
def test_the_first_that_repeats_a_rejected_claim_stands_for_it(
    rejected: tuple[str, ...], expected: dict[str, str | None]
) -> None:
    assert left(*rejected) == expected


def test_what_stands_for_another_keeps_all_else_that_it_says() -> None:
    (heir, *_) = upheld(CLAIMS, {"d-0"})
    assert (heir.text, heir.ordinal, heir.stances) == (
        CLAIMS[1].text,
        CLAIMS[1].ordinal,
        CLAIMS[1].stances,
    )


def test_each_rejected_claim_has_its_own_heir() -> None:
    other = Said(("ada",), {"ferry-stops": A}, restates="d-1")
    claims = coded("d", 5, [OWN, OWN, other, AGAIN, other, AGAIN]).claims
    repeated = [claim.restates for claim in upheld(claims, {"d-0", "d-1"})]
    assert repeated == [None, None, "d-2", "d-3"]
