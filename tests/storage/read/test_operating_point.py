"""What is less sure is stored, and shown to those who ask for all."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.enums import OperatingPoint, Status
from app.domain.knowledge import Knowledge
from app.storage.read import relations, stats
from app.storage.read.paging import PageRequest
from app.storage.read.relations import RelationFilters
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from tests import read_claims
from tests.conftest import NOW
from tests.knowledge_samples import REFERENCE, ferry

PRECISE, COMPLETE = OperatingPoint.PRECISE, OperatingPoint.COMPLETE


def unsure() -> Knowledge:
    """The ferry document, in which only the first relation is sure."""
    known = ferry()
    first, *others = known.relations
    less = (replace(relation, operating_point=COMPLETE) for relation in others)
    return replace(known, relations=(first, *less))


def load(session: Session, point: OperatingPoint) -> None:
    reconcile_reference(session, REFERENCE)
    reconcile(session, unsure(), "1", NOW, point)


def shown(session: Session, **filters: Any) -> set[object]:
    page: Any = relations.page(session, RelationFilters(**filters), PageRequest(100))
    return {item["id"] for item in page["items"]}


@pytest.mark.parametrize("filters", [{}, {"status": [Status.EXTRACTED]}])
def test_lists_show_the_sure_ones_and_all_on_request(
    session: Session, filters: dict[str, Any]
) -> None:
    load(session, PRECISE)
    first, *others = (relation.id for relation in unsure().relations)

    assert others
    assert shown(session, **filters) == {first}
    assert shown(session, **filters, operating_point=COMPLETE) == {first, *others}


def test_counts_have_the_sure_ones(session: Session) -> None:
    load(session, PRECISE)

    counts = [read_claims.get(session, c.id)["counts"] for c in unsure().claims]
    assert sum(sum(count.values()) for count in counts) == 2
    totals: Any = stats.get(session)
    assert sum(totals["relations_by_type"].values()) == 1


def test_a_service_that_is_to_be_complete_shows_all(session: Session) -> None:
    load(session, COMPLETE)

    assert shown(session) == {relation.id for relation in unsure().relations}
