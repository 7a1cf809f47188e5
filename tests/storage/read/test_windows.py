"""Within documents and days, it is as if nothing else had been said."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.domain.enums import Level
from app.domain.knowledge import Claim, Knowledge
from app.storage.read import changes, positions, propositions
from app.storage.read.changes import ChangeFilters
from app.storage.read.paging import PageRequest
from app.storage.read.positions import PositionFilters
from app.storage.read.propositions import PropositionFilters
from app.storage.read.windows import EVERYTHING, Window
from app.storage.write.documents import reconcile
from tests.coded_samples import CODEBOOK, A, D, Said, U, coded, day, load, said
from tests.conftest import NOW

PEOPLE = ("ada", "ben", "cara", "ministry", "norland")
ALL = PageRequest(200)

sayings = st.builds(
    Said,
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(tuple),
    st.dictionaries(st.sampled_from([p.id for p in CODEBOOK]), st.sampled_from([A, D, U])),
    st.none() | st.integers(1, 6),
)
windows = st.builds(
    Window,
    document=st.lists(st.sampled_from(("x", "y", "other")), max_size=2, unique=True).map(tuple),
    said_from=st.none() | st.integers(1, 7).map(day),
    said_to=st.none() | st.integers(1, 7).map(day),
)


def answers(session: Session, window: Window) -> list[Any]:
    """All that is asked about these people within this window."""
    asked = [
        positions.page(session, PositionFilters(level=level, entity=entity, window=window), ALL)
        for level in Level
        for entity in PEOPLE
    ]
    asked += [
        positions.page(session, PositionFilters(level=level, proposition=p.id, window=window), ALL)
        for level in Level
        for p in CODEBOOK
    ]
    asked += [
        changes.page(session, ChangeFilters(entity=entity, window=window), ALL) for entity in PEOPLE
    ]
    return [*(page["items"] for page in asked), *taken(session, window)]


def taken(session: Session, window: Window) -> list[list[str]]:
    """On which propositions anybody, and each of these people at each level, takes a stance."""
    levels = (None, *Level)
    filters = [PropositionFilters(level=level, window=window) for level in Level]
    filters += [
        PropositionFilters(entity=(entity,), level=level, window=window)
        for entity in PEOPLE
        for level in levels
    ]
    pages: list[Any] = [propositions.page(session, asked, ALL)["items"] for asked in filters]
    return [[item["id"] for item in page] for page in pages]


def within(known: Knowledge, window: Window) -> Knowledge:
    """The document with only those of its claims that lie in the window."""

    def is_there(claim: Claim) -> bool:
        on = claim.said_on or known.document.published_on
        return (
            (not window.document or known.document.id in window.document)
            and (window.said_from is None or window.said_from <= on)
            and (window.said_to is None or on <= window.said_to)
        )

    return replace(known, claims=tuple(filter(is_there, known.claims)))


@settings(max_examples=50, deadline=None)
@given(one=st.lists(sayings, max_size=5), other=st.lists(sayings, max_size=5), window=windows)
def test_as_if_nothing_else_had_been_said(
    engine: Engine, one: Sequence[Said], other: Sequence[Said], window: Window
) -> None:
    documents = (coded("x", 4, one), coded("y", 5, other))
    with engine.connect() as connection, connection.begin() as transaction:
        session = Session(connection, join_transaction_mode="create_savepoint")
        load(session, NOW, *documents)
        asked = answers(session, window)
        for known in documents:
            reconcile(session, within(known, window), "2", NOW)
        assert asked == answers(session, EVERYTHING)
        session.close()
        transaction.rollback()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"ferry-stops", "ferry-safe"}),
        # Ada speaks of the one in the first document, and of the other one in the second.
        ({"entity": ("ada",)}, {"ferry-stops", "ferry-safe"}),
        ({"entity": ("ada",), "window": Window(document=("x",))}, {"ferry-stops"}),
        ({"entity": ("ada",), "window": Window(said_from=day(5))}, {"ferry-safe"}),
        ({"entity": ("norland",)}, {"ferry-stops", "ferry-safe"}),
        ({"entity": ("norland",), "level": Level.COUNTRY}, {"ferry-stops", "ferry-safe"}),
        ({"entity": ("norland",), "level": Level.SPEAKER}, set()),
        ({"entity": ("cara",), "level": Level.SPEAKER}, {"ferry-safe"}),
        ({"level": Level.ORGANISATION, "window": Window(document=("x",))}, {"ferry-stops"}),
    ],
)
def test_propositions_of_somebody_somewhere(
    session: Session, filters: dict[str, Any], expected: set[str]
) -> None:
    load(
        session,
        NOW,
        coded("x", 4, [said("ada", "ferry-stops", A), said("cara", "ferry-safe", A)]),
        coded("y", 5, [said("ada", "ferry-safe", A)]),
    )
    page: Any = propositions.page(session, PropositionFilters(**filters), ALL)
    assert {item["id"] for item in page["items"]} == expected
