"""Claims that lie ready to be sent: always what their tables say, whoever changes those."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

import orjson
import pytest
from hypothesis import given, settings
from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.storage.database import engine as engines
from app.storage.derived import claim_json
from app.storage.read.claims import reader
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.paging import PageRequest
from app.storage.read.point_queries.point_queries import VERSION
from app.storage.schema import tables as t
from tests.coded_samples import A, coded, load, said
from tests.conftest import NOW
from tests.databases import on_postgresql, on_sqlite
from tests.storage.derived.test_stance_records import after_each, steps


def lie_ready(session: Session) -> dict[str, bytes | None]:
    kept = t.claim_shown.c
    return {row[0]: row[1] for row in session.execute(select(kept.claim_id, kept.body))}


def as_tables_say(session: Session) -> dict[str, bytes]:
    ids = list(session.execute(select(t.claim.c.id)).scalars())
    return {one: claim_json.as_json(item) for one, item in reader.of(session, ids).items()}


@settings(max_examples=60)
@given(steps=steps)
def test_after_every_step_what_lies_ready_is_what_the_tables_say(
    engine: Engine, steps: Iterable[tuple[object, ...]]
) -> None:
    for session, _ in after_each(engine, steps):
        expected = as_tables_say(session)
        kept = lie_ready(session)
        assert kept.keys() == expected.keys()
        assert all(body in {None, expected[one]} for one, body in kept.items())
        claim_json.fill(session)
        assert lie_ready(session) == expected


BY_HAND = (
    "UPDATE claim SET text = 'Other words' WHERE id = 'c-stop'",
    "UPDATE claim SET status = 'rejected' WHERE id = 'c-stop'",
    "UPDATE claim SET restates_id = NULL",
    "UPDATE claim_span SET exact = 'Other' WHERE role = 'content'",
    "UPDATE entity SET name = 'Somebody else'",
    "UPDATE entity SET kind = 'organisation' WHERE kind = 'person'",
    "UPDATE document SET title = 'Another title'",
    "UPDATE document SET published_on = '2020-01-01'",
    "UPDATE passage SET headline = 'Another headline'",
    "UPDATE relation SET status = 'rejected'",
    "UPDATE relation SET type = 'agrees'",
    "DELETE FROM relation",
    "DELETE FROM passage",
    "DELETE FROM claim_span WHERE role <> 'content'",
    "DELETE FROM claim WHERE id = 'c-stop'",
    "DELETE FROM document",
)


@pytest.mark.parametrize("change", BY_HAND)
def test_what_somebody_changes_by_hand_is_shown(ferry_session: Session, change: str) -> None:
    claim_json.fill(ferry_session)
    before = lie_ready(ferry_session)
    assert None not in before.values()
    ferry_session.execute(text(change))
    expected = as_tables_say(ferry_session)
    assert expected != before
    page = claim_json.page(ferry_session, ALL, PageRequest(limit=200))
    assert set(page.bodies) == set(expected.values())
    claim_json.fill(ferry_session)
    assert lie_ready(ferry_session) == expected


@pytest.mark.parametrize("change", BY_HAND)
@pytest.mark.parametrize("filters", [ClaimFilters(), ClaimFilters(speaker=("ines-duarte",))])
def test_a_glance_shows_the_same_page_or_none(
    ferry_session: Session, filters: ClaimFilters, change: str
) -> None:
    def glance() -> claim_json.Page | None:
        return claim_json.glance(ferry_session.connection(), filters, PageRequest(limit=2))

    claim_json.fill(ferry_session)
    assert glance() is not None
    ferry_session.execute(text(change))
    for _ in range(2):
        page = claim_json.page(ferry_session, filters, PageRequest(limit=2))
        all_ready = None not in lie_ready(ferry_session).values()
        assert glance() in ([page] if all_ready else [page, None])
        claim_json.fill(ferry_session)


@pytest.mark.parametrize(
    ("filters", "total"), [(ClaimFilters(), True), (ClaimFilters(q="ferry"), False)]
)
def test_who_asks_for_more_is_not_answered_at_a_glance(
    ferry_session: Session, filters: ClaimFilters, *, total: bool
) -> None:
    request = PageRequest(include_total=total)
    assert claim_json.glance(ferry_session.connection(), filters, request) is None


ALL = ClaimFilters(restatements=True, status=tuple(Status))


def test_a_position_by_hand_is_shown(session: Session) -> None:
    load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    claim_json.fill(session)
    for change in (
        "UPDATE claim_position SET stance = 'denies'",
        "UPDATE proposition SET text = 'The ferry stays.' WHERE id = 'ferry-stops'",
        "DELETE FROM proposition WHERE id = 'ferry-stops'",
    ):
        before = as_tables_say(session)
        session.execute(text(change))
        assert lie_ready(session) == {"d-0": None}
        claim_json.fill(session)
        assert lie_ready(session) == as_tables_say(session) != before


def version(session: Session) -> int | None:
    return session.execute(VERSION).scalar()


def test_each_change_of_the_data_makes_another_version(engine: Engine, session: Session) -> None:
    load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    for table in t.metadata.sorted_tables:
        if table.name in {"data_version", "claim_shown", "entity_account"}:
            continue
        before = version(session)
        first = next(iter(table.primary_key))
        changed = session.execute(update(table).values({first.name: first})).rowcount  # type: ignore[attr-defined]
        after = version(session)
        assert before is not None
        assert after is not None
        assert (after != before) == (changed > 0), table.name


@on_postgresql
@pytest.mark.parametrize("table", ["relation", "claim_position", "statement"])
def test_what_is_truncated_is_shown_no_more(ferry_session: Session, table: str) -> None:
    claim_json.fill(ferry_session)
    before = version(ferry_session)
    ferry_session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    ferry_session.execute(text(f"TRUNCATE {table} CASCADE"))
    assert version(ferry_session) != before
    claim_json.fill(ferry_session)
    assert lie_ready(ferry_session) == as_tables_say(ferry_session)


@on_sqlite
def test_what_is_replaced_is_shown(migrated_url: str) -> None:
    """As the shell of SQLite does it, which minds no links and calls it no deletion."""
    engine = engines.create(migrated_url)
    with engines.write_transaction(engine) as session:
        load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    with closing(sqlite3.connect(str(engine.url.database))) as shell:
        columns = [row[1] for row in shell.execute("PRAGMA table_info(entity)")]
        named = ", ".join("'Renamed'" if name == "name" else name for name in columns)
        shell.execute(f"REPLACE INTO entity SELECT {named} FROM entity WHERE id = 'ada'")  # noqa: S608
        shell.commit()
    with engines.read_session(engine) as session:
        (body,) = claim_json.page(session, ClaimFilters(), PageRequest()).bodies
        assert orjson.loads(body)["speakers"][0]["name"] == "Renamed"
    engine.dispose()


def test_reading_changes_no_version(ferry_session: Session) -> None:
    claim_json.fill(ferry_session)
    before = version(ferry_session)
    claim_json.page(ferry_session, ClaimFilters(), PageRequest())
    assert version(ferry_session) == before
