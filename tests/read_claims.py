"""Claims as the service reads them, with the values of their tables, of which their JSON is made."""

from typing import Any

from sqlalchemy.orm import Session

from app.storage.derived import claim_json
from app.storage.read.claims import reader
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.paging import PageRequest


def page(session: Session, filters: ClaimFilters, request: PageRequest) -> dict[str, Any]:
    """A page of claims, each of which has been found to be stored as its tables say."""
    found = reader.page(session, filters, request)
    read: list[dict[str, Any]] = found.items()
    there = {item["id"]: item for item in claim_json.items_of(session, [one["id"] for one in read])}
    items = [there[one["id"]] | {"highlight": one["highlight"]} for one in read]
    assert [claim_json.as_json(item) for item in items] == found.bodies
    page: dict[str, Any] = {"items": items, "next_cursor": found.next_cursor}
    return page if found.total is None else page | {"total": found.total}


def get(session: Session, claim_id: str) -> dict[str, Any]:
    """One claim, in the same way."""
    body = reader.get(session, claim_id)
    (item,) = claim_json.items_of(session, [claim_id])
    assert claim_json.as_json(item) == body
    return item
