"""Rows by the thousand come in as one by one: the same values, the same promises, the same errors."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy import insert as one_by_one
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import NotReadyError
from app.storage.database import bulk
from app.storage.database import engine as engines
from app.storage.schema import tables as t
from app.storage.write.documents import delete_document, reconcile
from tests.conftest import NOW
from tests.databases import on_postgresql
from tests.knowledge_samples import many

MOMENT = datetime(2024, 3, 6, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
# Whatever a text format could take for something else.
TEXTS = [
    "",
    "\\N",
    "\t \n \r \\ \\.",
    "“Ínes” 🛳",
    "'; DROP TABLE claim; --",
    '"quoted", % ? :x',
    "NULL",
]
DOCUMENTS = [
    {
        "id": f"d{n}", "title": title, "publisher": "Gazette", "url": None, "language": "en",
        "published_on": date(2024, 3, 5), "recency": -n, "sha256": "0" * 64, "characters": n,
        "text": title * 3, "fingerprint": "1", "ingested_at": MOMENT,
    }
    for n, title in enumerate(TEXTS)
]  # fmt: skip
ENTITIES = [
    {
        "id": "ada", "kind": "person", "name": "Ada", "folded": "ada", "description": None,
        "anonymous": False, "role": None, "country_id": "norland", "member_of_id": None,
        "wikidata_id": None, "iso_code": None, "curated": True,
    },
]  # fmt: skip
PASSAGES = [
    {
        "id": "p", "document_id": "d1", "ordinal": 0, "headline": None,
        "bylines": ["Ínes “D” Duarte", "\\N"], "start": 0, "end": 5,
    },
]  # fmt: skip


def test_what_comes_in_at_once_is_what_comes_in_one_by_one(session: Session) -> None:
    batches = ((t.document, DOCUMENTS), (t.passage, PASSAGES))
    for table, rows in batches:
        bulk.insert(session, table, rows)
    at_once = [session.execute(select(table).order_by("id")).all() for table, _ in batches]
    session.rollback()
    for table, rows in batches:
        session.execute(one_by_one(table), rows)
    assert [session.execute(select(table).order_by("id")).all() for table, _ in batches] == at_once
    titles = session.execute(select(t.document.c.title).order_by(t.document.c.id)).scalars().all()
    assert titles == TEXTS
    stored = session.execute(select(t.document.c.ingested_at)).scalars().first()
    assert stored == MOMENT.astimezone(UTC)


def test_more_rows_than_are_held_at_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 3)
    bulk.insert(session, t.document, iter(DOCUMENTS))
    assert len(session.execute(select(t.document.c.id)).all()) == len(DOCUMENTS)


def test_no_rows_are_nothing_to_do(session: Session) -> None:
    bulk.insert(session, t.document, [])
    assert session.execute(select(t.document.c.id)).all() == []


def test_a_row_that_is_there_already_is_the_usual_error(session: Session) -> None:
    bulk.insert(session, t.document, DOCUMENTS)
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        bulk.insert(session, t.document, DOCUMENTS[:1])


def test_a_link_to_nothing_is_found_at_the_end_of_the_transaction(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with pytest.raises(IntegrityError), engines.write_transaction(engine) as session:
        bulk.insert(session, t.entity, ENTITIES)
    with engines.read_session(engine) as session:
        assert session.execute(select(t.entity.c.id)).all() == []
    engine.dispose()


def test_a_database_without_tables_is_not_ready(fresh_url: str) -> None:
    engine: Engine = engines.create(fresh_url)
    with pytest.raises(NotReadyError), engines.write_transaction(engine) as session:
        bulk.insert(session, t.document, DOCUMENTS)
    engine.dispose()


@on_postgresql
def test_a_table_that_was_counted_when_it_was_empty_is_counted_anew(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    known = many("many", 60)
    with engines.write_transaction(engine) as session:
        reconcile(session, known, "1", NOW)
    with engines.write_transaction(engine) as session:
        delete_document(session, "many", NOW)
        session.execute(text("ANALYZE"))
    believed = text("SELECT reltuples FROM pg_class WHERE relname = 'claim'")
    with engines.write_transaction(engine) as session:
        assert session.execute(believed).scalar_one() == 0
        reconcile(session, known, "1", NOW)
        assert session.execute(believed).scalar_one() == 60
    engine.dispose()
