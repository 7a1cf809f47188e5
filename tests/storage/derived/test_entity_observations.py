"""Whatever is read in whatever order, what is known in the end is the same."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, Level, Status
from app.domain.knowledge import Entity, Knowledge
from app.storage.read import entities, positions, relations
from app.storage.read.paging import PageRequest
from app.storage.read.positions import PositionFilters
from app.storage.read.relations import RelationFilters
from app.storage.schema import tables as t
from app.storage.write.documents import reconcile, remove_former_names
from app.storage.write.entities import reconcile_reference
from app.storage.write.review import review
from tests.coded_samples import (
    OFFICIAL,
    REFERENCE,
    A,
    D,
    Said,
    U,
    coded,
    day,
    extracted,
    load,
    refs,
    said,
)
from tests.conftest import NOW

UNKNOWN = replace(OFFICIAL, country=None)
AT_MINISTRY = replace(OFFICIAL, country="norland", member_of="ministry", role="spokesman")

# The ministry denies what the official affirms. Only the second one tells that he is the ministry's.
BARE = extracted(
    coded("bare", 5, [said("official", "ferry-stops", A), said("ministry", "ferry-stops", D)]),
    UNKNOWN,
)
FULL = extracted(coded("full", 6, [said("official", "ferry-stops", A)]), AT_MINISTRY)
LAST = extracted(coded("last", 7, [said("official", "ferry-stops", D)]), UNKNOWN)


def state(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """All that is known, but for when and how often it was written."""
    dated = {"version", "recorded_at", "ingested_at"}
    return {
        table.name: [
            tuple(row)
            for row in session.execute(
                select(*(c for c in table.c if c.name not in dated)).order_by(*table.primary_key)
            )
        ]
        for table in t.metadata.sorted_tables
        # A claim's JSON holds its version and moment too.
        if table not in (t.data_version, t.claim_json)
    }


def fresh(engine: Engine, documents: Iterable[Knowledge]) -> dict[str, list[tuple[Any, ...]]]:
    """The state of a database that has read only these."""
    with engine.connect() as connection, connection.begin() as transaction:
        session = Session(connection, join_transaction_mode="create_savepoint")
        load(session, NOW, *documents)
        found = state(session)
        session.close()
        transaction.rollback()
    return found


@pytest.mark.parametrize("documents", list(permutations((BARE, FULL, LAST))))
def test_in_every_order(session: Session, engine: Engine, documents: tuple[Knowledge, ...]) -> None:
    expected = fresh(engine, (BARE, FULL, LAST))
    load(session, NOW, *documents)
    official = entities.get(session, "official")
    assert (official["role"], official["member_of"]) == ("spokesman", refs("ministry")[0])
    # He counts for the ministry in every document, and has no dispute with it in any.
    asked = PositionFilters(level=Level.ORGANISATION, entity="ministry")
    page: dict[str, Any] = positions.page(session, asked, PageRequest())
    (ministry,) = page["items"]
    assert ministry["claims"] == ["last-0", "full-0", "bare-0", "bare-1"]
    assert relation_ids(session) == []
    assert state(session) == expected


def test_who_joins_a_body_has_no_dispute_with_it_any_more(session: Session) -> None:
    load(session, NOW, BARE)
    assert relation_ids(session) != []
    reconcile(session, FULL, "1", NOW)
    assert relation_ids(session) == []


def test_who_leaves_a_body_may_dispute_it(session: Session, engine: Engine) -> None:
    expected = fresh(engine, [BARE])["relation"]
    load(session, NOW, BARE, FULL)
    reconcile(session, replace(FULL, entities=(UNKNOWN, *REFERENCE)), "2", NOW)
    assert relation_ids(session) != []
    assert state(session)["relation"] == expected


def test_the_reference_data_joins_and_parts_as_well(session: Session) -> None:
    known = coded("d", 5, [said("dan", "ferry-stops", A), said("ministry", "ferry-stops", D)])
    load(session, NOW, extracted(known))
    apart = relation_ids(session)
    assert apart != []
    joined = [replace(e, member_of="ministry") if e.id == "dan" else e for e in REFERENCE]
    reconcile_reference(session, joined, NOW)
    assert relation_ids(session) == []
    reconcile_reference(session, REFERENCE, NOW)
    assert relation_ids(session) == apart


def test_whom_a_body_speaks_for_its_speakers_speak_for(session: Session, engine: Engine) -> None:
    """One document has the official speak for an office, another one tells whose office that is."""
    office = Entity("office", EntityKind.ORGANISATION, "Office")
    official = replace(UNKNOWN, member_of="office")
    sayings = [said("official", "ferry-stops", A), said("norland", "ferry-stops", D)]
    here = extracted(coded("d", 5, sayings), official)
    here = replace(here, entities=(*here.entities, office))
    there = replace(coded("e", 6, []), entities=(replace(office, country="norland"),))
    expected = fresh(engine, (there, here))
    load(session, NOW, here)
    assert relation_ids(session) != []
    reconcile(session, there, "1", NOW)
    assert relation_ids(session) == []
    assert state(session) == expected


def test_the_newest_document_has_the_last_word(session: Session) -> None:
    older = replace(coded("d", 5, []), entities=(AT_MINISTRY,))
    newer = replace(coded("e", 6, []), entities=(OFFICIAL,))
    for documents in ((older, newer), (newer, older)):
        load(session, NOW, *documents)
        official = entities.get(session, "official")
        assert (official["country"], official["member_of"]) == (refs("sudland")[0], None)


def test_what_a_document_told_under_another_name_is_forgotten(session: Session) -> None:
    load(session, NOW, BARE, FULL)
    renamed = replace(FULL.document, id="renamed", published_on=day(1))
    remove_former_names(session, renamed, NOW)
    assert entities.get(session, "official")["member_of"] is None
    assert relation_ids(session) != []


def test_whom_the_reference_data_knows_no_document_changes(session: Session) -> None:
    load(session, NOW)
    reconcile_reference(session, (*REFERENCE, replace(UNKNOWN, curated=True)), NOW)
    reconcile(session, FULL, "1", NOW)
    assert entities.get(session, "official")["member_of"] is None


def relation_ids(session: Session) -> list[object]:
    page: dict[str, Any] = relations.page(session, RelationFilters(), PageRequest(200))
    return sorted(item["id"] for item in page["items"])


sayings = st.builds(
    Said,
    st.lists(
        st.sampled_from(("ada", "cara", "official", "ministry")),
        min_size=1,
        max_size=2,
        unique=True,
    ).map(tuple),
    st.dictionaries(st.sampled_from(("ferry-stops", "ferry-safe")), st.sampled_from((A, D, U))),
    st.none() | st.integers(1, 4),
)
officials = st.builds(
    lambda **facts: replace(OFFICIAL, **facts),
    role=st.sampled_from((None, "spokesman", "minister")),
    country=st.sampled_from((None, "norland", "sudland")),
    member_of=st.sampled_from((None, "ministry", "coast-guard")),
    aliases=st.sampled_from(((), ("the spokesman",), ("the aide", "the spokesman"))),
)


@st.composite
def readings(draw: st.DrawFn) -> Knowledge:
    """A document of the three that there are, as it may be read at some time."""
    name = draw(st.sampled_from(("x", "y", "z")))
    published = 5 + ("y", "x", "z").index(name) // 2
    known = coded(name, published, draw(st.lists(sayings, max_size=4)))
    return extracted(known, draw(officials))


@settings(max_examples=60, deadline=None)
@given(read=st.lists(readings(), max_size=7), rejected=st.sets(st.sampled_from(("x-0", "y-1"))))
def test_it_is_as_if_each_document_had_been_read_once(
    engine: Engine, read: list[Knowledge], rejected: set[str]
) -> None:
    """By the last of its readings, in order of name."""
    last = {known.document.id: known for known in read}
    in_order = [last[name] for name in sorted(last)]
    there = {claim.id for known in in_order for claim in known.claims}
    with engine.connect() as connection, connection.begin() as transaction:
        session = Session(connection, join_transaction_mode="create_savepoint")
        load(session, NOW, *read)
        found = state(session)
        for claim in sorted(rejected & there):
            review(session, claim, Status.REJECTED, NOW)
        for claim in sorted(rejected & there):
            review(session, claim, Status.EXTRACTED, NOW)
        assert state(session) == found
        session.close()
        transaction.rollback()
    assert found == fresh(engine, in_order)
