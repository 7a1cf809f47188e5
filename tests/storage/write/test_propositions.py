"""Propositions that change or go, and what follows from them in documents that are not read again."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.enums import Stance
from app.domain.knowledge import Proposition
from app.storage.derived.refresh import rebuild
from app.storage.read import relations
from app.storage.read.paging import PageRequest
from app.storage.read.relations import RelationFilters
from app.storage.schema import tables as t
from app.storage.write import propositions
from tests.coded_samples import SAFE, STOPS, A, U, coded, extracted, load, said
from tests.conftest import NOW


@pytest.fixture
def told(session: Session) -> Session:
    """Ada says that the ferry is safe, Cara leaves it open."""
    known = extracted(coded("d", 5, [said("ada", "ferry-safe", A), said("cara", "ferry-safe", U)]))
    load(session, NOW, known)
    return session


def found(session: Session) -> list[Any]:
    page: Any = relations.page(session, RelationFilters(), PageRequest())
    return list(page["items"])


def counts(session: Session) -> list[tuple[object, ...]]:
    table = t.entity_counts
    return [tuple(row) for row in session.execute(select(table).order_by(table.c.entity_id))]


def test_a_relation_tells_the_proposition_as_it_is_now(told: Session) -> None:
    propositions.reconcile(told, [STOPS, replace(SAFE, text="The crossing holds.")])

    (relation,) = found(told)
    assert "The crossing holds." in relation["rationale"]
    assert relation["proposition"] == {"id": "ferry-safe", "text": "The crossing holds."}


@pytest.mark.parametrize(
    "kept",
    [[STOPS], [STOPS, replace(SAFE, open_disputes=False)]],
    ids=["gone", "not open any more"],
)
def test_what_no_longer_follows_is_gone_and_counted_nowhere(
    told: Session, kept: list[Proposition]
) -> None:
    assert [relation["type"] for relation in found(told)] == ["disputes"]

    propositions.reconcile(told, kept)

    assert found(told) == []
    after = counts(told)
    rebuild(told)
    assert counts(told) == after


def test_stances_go_with_their_proposition(told: Session) -> None:
    stances = select(t.claim_stance.c.stance).order_by(t.claim_stance.c.claim_id)
    assert list(told.execute(stances).scalars()) == [A, U]

    propositions.reconcile(told, [STOPS])

    assert list(told.execute(stances).scalars()) == list[Stance]()
    assert told.execute(select(t.stance_record.c.stance)).scalars().all() == []
