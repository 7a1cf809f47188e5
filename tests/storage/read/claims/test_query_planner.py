"""Whatever the plan of a page of claims, it finds the same ones in the same order."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.enums import Quotation, Status
from app.storage.read.claims import query_planner
from app.storage.read.claims.filters import ClaimFilters, ClaimSort, speaks_for
from app.storage.read.claims.query_planner import is_along_index, planned, says_much
from app.storage.read.paging import PageRequest
from app.storage.write.documents import reconcile
from app.storage.write.review import review
from tests import read_claims
from tests.conftest import NOW
from tests.knowledge_samples import many

COUNTED = PageRequest(include_total=True)


def walked(session: Session, filters: ClaimFilters, *, include_total: bool) -> list[Any]:
    """All claims, two on a page."""
    found: list[Any] = []
    cursor = None
    while True:
        request = PageRequest(2, cursor, include_total=include_total)
        page = read_claims.page(session, filters, request)
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 9),
        ({"entity": "ines-duarte"}, 3),
        ({"speaker": ["ines-duarte"]}, 3),
        ({"entity": "karl-berg", "speaker": ["karl-berg"]}, 2),
        ({"speaker": ["karl-berg", "karl-berg"]}, 2),
        ({"speaker": ["nobody"]}, 0),
        ({"speaker": [""]}, 0),
        ({"entity": ""}, 0),
    ],
)
def test_a_page_along_an_index_is_the_collected_one(
    ferry_session: Session, filters: dict[str, Any], number: int
) -> None:
    reconcile(ferry_session, many("many", 3), "1", NOW)
    review(ferry_session, "c-calm", Status.REJECTED, NOW)
    asked = ClaimFilters(**filters)
    assert is_along_index(asked, PageRequest())
    assert not is_along_index(asked, COUNTED)
    collected = read_claims.page(ferry_session, asked, COUNTED)
    assert collected["total"] == len(collected["items"]) == number
    assert walked(ferry_session, asked, include_total=False) == collected["items"]
    assert walked(ferry_session, asked, include_total=True) == collected["items"]


@pytest.mark.parametrize(
    "filters",
    [
        {"speaker": ["karl-berg", "port-office"]},
        {"entity": "ines-duarte", "speaker": ["karl-berg"]},
        {"speaker": ["karl-berg"], "sort": ClaimSort.READING},
        {"speaker": ["karl-berg"], "restatements": True},
        {"said_to": date(2024, 3, 4)},
        {"disputed": False},
        {"quotation": [Quotation.DIRECT]},
        {"country": [""]},
        {"q": "ferry"},
    ],
)
def test_no_index_holds_what_is_asked_otherwise(filters: dict[str, Any]) -> None:
    assert not is_along_index(ClaimFilters(**filters), PageRequest())


def broad(session: Session, limit: int = 50, **filters: Any) -> set[str]:
    """The filters of which each claim is asked in its turn."""
    asked = ClaimFilters(**filters)
    scope, values = ("claims", asked), asked.values()
    shape = planned(session, asked.shape(), PageRequest(limit), scope, values)
    return set(shape.broad_filters)


# Norland has six of the ferry's claims, and lists show five of them.
@pytest.mark.parametrize(
    ("most", "limit", "expected"),
    [
        (6, 2, set()),
        (5, 2, {"country"}),
        (5, 4, {"country"}),
        # All of them fit on one page.
        (5, 5, set()),
    ],
)
def test_many_claims_are_met_on_the_way_until_a_page_is_full(
    ferry_session: Session,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    limit: int,
    expected: set[str],
) -> None:
    monkeypatch.setattr(query_planner, "MANY", most)
    assert broad(ferry_session, limit, country=["norland"]) == expected


# Newest first stand c-calm and c-stop, and then those without a day, of which c-badly is the first.
@pytest.mark.parametrize(("far", "expected"), [(3, {"country"}), (2, set())])
def test_claims_that_lie_too_far_behind_are_collected(
    ferry_session: Session, monkeypatch: pytest.MonkeyPatch, far: int, expected: set[str]
) -> None:
    monkeypatch.setattr(query_planner, "MANY", 5)
    monkeypatch.setattr(query_planner, "FAR", far)
    assert broad(ferry_session, 2, country=["norland"]) == expected


@pytest.mark.parametrize(("far", "expected"), [(6, set()), (5, {"country"})])
def test_beside_another_filter_it_takes_more_to_be_many(
    ferry_session: Session, monkeypatch: pytest.MonkeyPatch, far: int, expected: set[str]
) -> None:
    monkeypatch.setattr(query_planner, "MANY", 0)
    monkeypatch.setattr(query_planner, "FAR", far)
    assert broad(ferry_session, country=["norland"], disputed=True) == expected


def test_one_speaker_s_claims_are_never_asked_in_their_turn(
    ferry_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_planner, "MANY", 0)
    monkeypatch.setattr(query_planner, "FAR", 0)
    assert broad(ferry_session, speaker=["ines-duarte"], disputed=True) == set()
    assert broad(ferry_session, speaker=["ines-duarte", "nobody"], disputed=True) == {"speaker"}


@pytest.mark.parametrize(("far", "expected"), [(6, False), (5, True)])
def test_who_says_much_has_more_claims_than_one_looks_along(
    ferry_session: Session,
    monkeypatch: pytest.MonkeyPatch,
    far: int,
    expected: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(query_planner, "FAR", far)
    assert says_much(ferry_session, speaks_for(["norland"])) is expected
