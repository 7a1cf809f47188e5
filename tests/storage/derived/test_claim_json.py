"""A claim's JSON: after every way of writing what its tables say."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given, settings
from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from app.domain.enums import RelationType, Status
from app.storage.database import engine as engines
from app.storage.derived import claim_json
from app.storage.derived.claim_visibility import listed
from app.storage.read.claims import reader
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.paging import PageRequest
from app.storage.read.point_queries.questions import VERSION
from app.storage.schema import tables as t
from app.storage.write import propositions
from app.storage.write.documents import delete_document, reconcile
from app.storage.write.entities import reconcile_reference
from app.storage.write.review import review
from tests.coded_samples import ADA, SAFE, STOPS, A, coded, load, said
from tests.conftest import NOW
from tests.databases import on_postgresql, on_sqlite
from tests.knowledge_samples import BERG, DUARTE, REFERENCE, ferry
from tests.storage.derived.test_stance_records import after_each, steps


def stored(session: Session) -> dict[str, bytes]:
    kept = t.claim_json.c
    return dict(session.execute(select(kept.claim_id, kept.body)).all())


def as_tables_say(session: Session) -> dict[str, bytes]:
    ids = session.execute(select(t.claim.c.id)).scalars().all()
    items = claim_json.items_of(session, ids)
    return {item["id"]: claim_json.as_json(item) for item in items}


def stored_as_listed(session: Session) -> set[str]:
    kept = t.claim_json.c
    return set(session.execute(select(kept.claim_id).where(kept.listed)).scalars())


@settings(max_examples=60)
@given(steps=steps)
def test_after_every_step_what_is_stored_is_what_the_tables_say(
    engine: Engine, steps: Iterable[tuple[object, ...]]
) -> None:
    for session, _ in after_each(engine, steps):
        assert stored(session) == as_tables_say(session)
        visible = session.execute(select(t.claim.c.id).where(listed())).scalars()
        assert stored_as_listed(session) == set(visible)


def test_whatever_a_document_changes_is_shown(ferry_session: Session) -> None:
    known = ferry()
    first, *others = known.claims
    agreed = [replace(relation, type=RelationType.AGREES) for relation in known.relations]
    headless = tuple(replace(passage, headline="Another") for passage in known.passages)
    for number, changed in enumerate(
        (
            replace(known, claims=(replace(first, cue=None, cue_span=None), *others)),
            replace(known, claims=(replace(first, speakers=("karl-berg",)), *others)),
            replace(known, claims=(replace(first, reported_by="gazette"), *others)),
            replace(known, document=replace(known.document, title="Another title")),
            replace(known, passages=headless),
            replace(known, relations=known.relations[1:]),
            replace(known, relations=tuple(agreed)),
            replace(known, claims=known.claims[:4], relations=()),
        )
    ):
        before = stored(ferry_session)
        reconcile(ferry_session, changed, str(number), NOW)
        assert stored(ferry_session) == as_tables_say(ferry_session) != before


def test_an_entity_that_is_named_otherwise_is_shown(ferry_session: Session) -> None:
    before = stored(ferry_session)
    renamed = [replace(DUARTE, name="I. Duarte") if one is DUARTE else one for one in REFERENCE]
    reconcile_reference(ferry_session, renamed, NOW)
    after = stored(ferry_session)
    assert after == as_tables_say(ferry_session)
    assert {one for one in after if after[one] != before[one]} == {
        "c-stop", "c-again", "c-heard", "c-meet",
    }  # fmt: skip
    known = ferry()
    called = tuple(replace(e, name="Carl Berg") if e is BERG else e for e in known.entities)
    reconcile(ferry_session, replace(known, entities=called), "2", NOW)
    assert b"Carl Berg" in stored(ferry_session)["c-never"]
    assert stored(ferry_session) == as_tables_say(ferry_session)


@pytest.mark.parametrize("status", [Status.REJECTED, Status.CONFIRMED])
def test_a_review_is_shown_on_both_sides(ferry_session: Session, status: Status) -> None:
    for claim_id in ("c-stop", "c-calm", "c-never", "c-meet"):
        before = stored(ferry_session)
        review(ferry_session, claim_id, status, NOW)
        assert stored(ferry_session) == as_tables_say(ferry_session) != before


def test_a_proposition_that_changes_or_goes_is_shown(session: Session) -> None:
    load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    for codebook in ((replace(STOPS, text="The ferry stays."), SAFE), (SAFE,)):
        before = stored(session)
        propositions.reconcile(session, codebook)
        assert stored(session) == as_tables_say(session) != before


def test_what_a_removed_document_alone_said_is_shown_no_more(session: Session) -> None:
    """An entity has the name that the newest document gives it."""
    ned = replace(ADA, id="ned", name="Ned", curated=False)
    load(session, NOW)
    for name, day, called in (("d", 5, "Ned"), ("e", 6, "Edward")):
        known = coded(name, day, [said("ned", "ferry-stops", A)])
        reconcile(session, replace(known, entities=(replace(ned, name=called),)), "1", NOW)
    assert b"Edward" in stored(session)["d-0"]
    delete_document(session, "e", NOW)
    assert b"Ned" in stored(session)["d-0"]
    assert stored(session) == as_tables_say(session)


def version(session: Session) -> int | None:
    return session.execute(VERSION).scalar()


def test_each_change_of_the_data_makes_another_version(engine: Engine, session: Session) -> None:
    load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    for table in t.metadata.sorted_tables:
        if table.name in {"data_version", "entity_observation"}:
            continue
        before = version(session)
        first = next(iter(table.primary_key))
        changed = session.execute(update(table).values({first.name: first})).rowcount  # type: ignore[attr-defined]
        after = version(session)
        assert before is not None
        assert after is not None
        assert (after != before) == (changed > 0), table.name


@on_postgresql
@pytest.mark.parametrize("table", ["relation", "claim_stance", "stance_record"])
def test_what_is_truncated_makes_another_version(ferry_session: Session, table: str) -> None:
    before = version(ferry_session)
    ferry_session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    ferry_session.execute(text(f"TRUNCATE {table} CASCADE"))
    assert version(ferry_session) != before


@on_sqlite
def test_what_is_replaced_makes_another_version(migrated_url: str) -> None:
    """As the shell of SQLite does it, which minds no links and calls it no deletion."""
    engine = engines.create(migrated_url)
    with engines.write_transaction(engine) as session:
        load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
        before = version(session)
    with closing(sqlite3.connect(str(engine.url.database))) as shell:
        shell.execute("REPLACE INTO entity SELECT * FROM entity WHERE id = 'ada'")
        shell.commit()
    with engines.read_session(engine) as session:
        assert version(session) != before
    engine.dispose()


def test_reading_changes_no_version(ferry_session: Session) -> None:
    before = version(ferry_session)
    reader.page(ferry_session, ClaimFilters(), PageRequest())
    assert version(ferry_session) == before
