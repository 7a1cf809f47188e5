"""Walking a list: every page size shows the same rows, whatever comes and goes meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind
from app.domain.errors import InvalidCursorError
from app.domain.knowledge import Entity
from app.storage.read import (
    counterparts,
    documents,
    entities,
    relations,
)
from app.storage.read.claims.filters import ClaimFilters, ClaimSort
from app.storage.read.counterparts import CounterpartFilters
from app.storage.read.entities import EntityFilters, EntitySort
from app.storage.read.paging import PageRequest
from app.storage.read.relations import RelationFilters
from app.storage.schema.full_text import searchable
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from tests import read_claims
from tests.conftest import NOW
from tests.knowledge_samples import many

LATER = datetime(2024, 4, 1, tzinfo=UTC)
Read = Callable[[Session, PageRequest], dict[str, Any]]

LISTS: dict[str, Read] = {
    "entities": lambda s, p: entities.page(s, EntityFilters(), p),
    "entities by claims": lambda s, p: entities.page(
        s, EntityFilters(sort=EntitySort.MOST_CLAIMS), p
    ),
    "counterparts": lambda s, p: counterparts.page(s, CounterpartFilters(entity="speaker-3"), p),
    "claims": lambda s, p: read_claims.page(s, ClaimFilters(), p),
    "claims in reading order": lambda s, p: read_claims.page(
        s, ClaimFilters(sort=ClaimSort.READING), p
    ),
    "claims with a word": lambda s, p: read_claims.page(s, ClaimFilters(q="line"), p),
    "claims by relevance": lambda s, p: read_claims.page(
        s, ClaimFilters(q="line", sort=ClaimSort.RELEVANCE), p
    ),
    "relations": lambda s, p: relations.page(s, RelationFilters(), p),
    "documents": documents.page,
    "passages": lambda s, p: documents.passages(s, "many", p),
}


@pytest.fixture
def crowded(ferry_session: Session) -> Session:
    for identifier, count in (("many", 60), ("more", 3), ("last", 2)):
        reconcile(ferry_session, many(identifier, count), "1", NOW)
    return ferry_session


def walk(session: Session, read: Read, limit: int) -> list[dict[str, Any]]:
    items, cursor = [], None
    while True:
        page = read(session, PageRequest(limit, cursor))
        assert len(page["items"]) <= limit
        items += page["items"]
        assert len(items) < 1000, "this list never ends"
        cursor = page["next_cursor"]
        if cursor is None:
            return items


@pytest.mark.parametrize("read", LISTS.values(), ids=LISTS)
def test_every_page_size_shows_the_same_rows(crowded: Session, read: Read) -> None:
    whole = walk(crowded, read, 200)
    assert len(whole) > 1
    assert walk(crowded, read, 1) == walk(crowded, read, 7) == whole
    assert read(crowded, PageRequest(1, include_total=True))["total"] == len(whole)
    assert "total" not in read(crowded, PageRequest(1))


def test_newest_first_and_without_a_day_last(crowded: Session) -> None:
    days = [item["said_on"] for item in walk(crowded, LISTS["claims"], 9)]
    known = [day for day in days if day is not None]
    assert known == sorted(known, reverse=True)
    assert days == known + [None] * (len(days) - len(known))
    assert 0 < len(known) < len(days)


def test_those_with_most_claims_come_first(crowded: Session) -> None:
    found = walk(crowded, LISTS["entities by claims"], 9)
    counts = [item["counts"]["claims"] for item in found]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] == 0


@pytest.mark.parametrize("sort", ClaimSort)
def test_rows_that_come_and_go_hide_and_repeat_no_other(session: Session, sort: ClaimSort) -> None:
    known = many("many", 60)
    reconcile(session, replace(known, relations=()), "1", NOW)
    filters = ClaimFilters(sort=sort, q="line" if sort is ClaimSort.RELEVANCE else None)
    read: Read = lambda s, p: read_claims.page(s, filters, p)  # noqa: E731
    first = read(session, PageRequest(20))
    seen = [item["id"] for item in first["items"]]
    # Half of what was shown goes, some of what was not goes, and new rows come before and behind.
    gone = {*seen[::2], seen[-1], "many-c7", "many-c33"}
    left = tuple(claim for claim in known.claims if claim.id not in gone)
    reconcile(session, replace(known, claims=left, relations=()), "2", LATER)
    reconcile(session, many("newer", 30), "1", NOW)
    cursor = first["next_cursor"]
    while cursor is not None:
        page = read(session, PageRequest(20, cursor))
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen))
    assert {claim.id for claim in left} <= set(seen)


def test_a_cursor_belongs_to_one_list_with_its_filters(crowded: Session) -> None:
    cursor = LISTS["claims"](crowded, PageRequest(5))["next_cursor"]
    with pytest.raises(InvalidCursorError):
        read_claims.page(crowded, ClaimFilters(disputed=True), PageRequest(5, cursor))
    with pytest.raises(InvalidCursorError):
        read_claims.page(crowded, ClaimFilters(sort=ClaimSort.READING), PageRequest(5, cursor))
    with pytest.raises(InvalidCursorError):
        relations.page(crowded, RelationFilters(), PageRequest(5, cursor))


def test_names_are_ordered_by_code_points(session: Session) -> None:
    """No locale's order, in which ł stands beside l and ø beside o."""
    names = [
        "ab",
        "Ab",
        "a-b",
        "ä",
        "z",
        "łódź",
        "lodz",
        "østby",
        "oz",
        "æ",
        "é",
        "e",
        "Ω",
        "10",
        "9",
    ]
    everybody = [Entity(f"{n}-{name}", EntityKind.PERSON, name) for n, name in enumerate(names)]
    reconcile_reference(session, everybody)
    shown = walk(session, LISTS["entities"], 2)
    expected = sorted((searchable(one.name), one.id) for one in everybody)
    assert [item["id"] for item in shown] == [identifier for _, identifier in expected]
