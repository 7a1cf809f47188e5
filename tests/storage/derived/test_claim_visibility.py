"""Which claims lists show by default: in SQL as `app.domain.review` has it."""

from itertools import combinations

import pytest
from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.domain.review import upheld
from app.storage.derived.claim_visibility import alike, heir, is_gone, listed, repeats
from app.storage.schema import tables as t
from tests.coded_samples import A, Said, coded, load
from tests.conftest import NOW

OWN = Said(("ada",), {"ferry-stops": A})
AGAIN = Said(("ada",), {"ferry-stops": A}, restates="d-0")
OTHER = Said(("ada",), {"ferry-safe": A}, restates="d-2")
KNOWN = coded("d", 5, [OWN, AGAIN, OWN, OTHER, AGAIN, AGAIN])
CLAIMS = KNOWN.claims


@pytest.fixture
def said(session: Session) -> Session:
    """One claim that three others repeat, and one that is repeated once."""
    load(session, NOW, KNOWN)
    return session


def judge(session: Session, status: Status, *claims: str) -> None:
    """Give these claims this status, and all others that of a claim that nobody has seen."""
    given = case((t.claim.c.id.in_(claims), status), else_=Status.EXTRACTED)
    session.execute(update(t.claim).values(status=given))


def on_lists(session: Session) -> list[str]:
    found = select(t.claim.c.id).where(listed()).order_by(t.claim.c.ordinal)
    return list(session.execute(found).scalars())


def test_a_restatement_is_on_no_list(said: Session) -> None:
    assert on_lists(said) == ["d-0", "d-2"]


def test_a_confirmed_claim_is_shown_as_one_that_nobody_has_seen(said: Session) -> None:
    judge(said, Status.CONFIRMED, "d-0", "d-1")
    assert on_lists(said) == ["d-0", "d-2"]


def test_the_next_that_repeats_a_rejected_claim_is_shown_in_its_place(said: Session) -> None:
    judge(said, Status.REJECTED, "d-0")
    assert on_lists(said) == ["d-1", "d-2"]
    judge(said, Status.REJECTED, "d-0", "d-1")
    assert on_lists(said) == ["d-2", "d-4"]


@pytest.mark.parametrize("number", range(len(CLAIMS) + 1))
def test_whatever_is_rejected_the_domain_has_the_same_left(said: Session, number: int) -> None:
    claim = t.claim.c
    repeated = case((is_gone(), heir()), else_=claim.restates_id)
    left = select(claim.id, repeated).where(claim.status != Status.REJECTED)
    for rejected in combinations([claim.id for claim in CLAIMS], number):
        judge(said, Status.REJECTED, *rejected)
        expected = upheld(CLAIMS, rejected)
        shown = [(claim.id, claim.restates) for claim in expected]
        assert [tuple(row) for row in said.execute(left.order_by(claim.ordinal))] == shown
        assert on_lists(said) == [claim.id for claim in expected if claim.restates is None]


def test_of_each_claim_that_is_left_it_is_known_whether_it_repeats_another(said: Session) -> None:
    judge(said, Status.REJECTED, "d-0", "d-2")
    found = select(t.claim.c.id).where(repeats())
    # d-3 stands for d-2 and d-1 for d-0, which the others repeat now.
    assert sorted(said.execute(found).scalars()) == ["d-4", "d-5"]


@pytest.mark.parametrize("family", [("d-0", "d-1", "d-4", "d-5"), ("d-2", "d-3")])
def test_one_may_stand_for_any_other_that_repeats_the_same(
    said: Session, family: tuple[str, ...]
) -> None:
    for reviewed in family:
        found = said.execute(alike(), {"reviewed": reviewed}).scalars()
        assert sorted(found) == list(family)
