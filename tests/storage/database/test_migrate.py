import re
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, delete, event, func, inspect, select, text

from app.domain.errors import NotReadyError
from app.storage.database import engine as engines
from app.storage.database.migrate import downgrade, is_current, upgrade
from app.storage.read import entities
from app.storage.read.claims import reader
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.paging import PageRequest
from app.storage.schema.tables import (
    document,
    entity_account,
    metadata,
    seed_folder,
    spoken,
    tally,
)
from app.storage.write import seed_folders
from app.storage.write.knowledge import reconcile, reconcile_reference
from tests.coded_samples import OFFICIAL, A, coded, load, refs, said
from tests.conftest import NOW
from tests.knowledge_samples import REFERENCE, ferry

SECONDS = 20
# What finds words, which each database has in its own way.
FULL_TEXT = re.compile(r"(ix_)?claim_words_.|vector$")
CATALOGUE = text("""
    SELECT conname, concat_ws(' ', relname, conname, pg_get_constraintdef(c.oid)) FROM pg_constraint c
      JOIN pg_class t ON t.oid = conrelid AND t.relnamespace = 'public'::regnamespace
    UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT attname, concat_ws(' ', relname, attname, format_type(atttypid, atttypmod),
                                        collname, CASE WHEN attnotnull THEN 'NOT NULL' END)
      FROM pg_attribute
      JOIN pg_class t ON t.oid = attrelid AND relkind = 'r' AND relnamespace = 'public'::regnamespace
      LEFT JOIN pg_collation c ON c.oid = attcollation
     WHERE attnum > 0 AND NOT attisdropped
""")

# A comma within no parentheses.
OUTSIDE = re.compile(r",(?![^(]*\))")


def schema(connection: Connection) -> set[str]:
    """Every table, column, constraint and index in the database's own words, one by one."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'")
        )
        # Quotation marks aside: it sets them around the name of a table that was renamed.
        # A column that is added stands on the line of the last one.
        rows = [(name, f"{name}: {part.strip()}".replace('"', ""))
                for name, sql in found for line in sql.splitlines()
                for part in OUTSIDE.split(line.rstrip().rstrip(","))]  # fmt: skip
    else:
        rows = [(row[0], row[1]) for row in connection.execute(CATALOGUE)]
    return {
        words
        for name, words in rows
        if "alembic_version" not in words and not FULL_TEXT.match(name)
    }


def test_the_migrations_make_the_tables(engine: Engine) -> None:
    options = {"include_name": lambda name, *_: not (name and FULL_TEXT.match(name))}
    with engine.connect() as connection:
        assert (
            compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
        )


def test_the_migrations_make_the_same_constraints(engine: Engine, fresh_url: str) -> None:
    """Alembic does not compare checks, collations and names; the two schemas' own words do."""
    straight = engines.create(fresh_url)
    if file := engines.file_of(straight):
        file.prepare()
    with engine.connect() as migrated, straight.connect() as created:
        metadata.create_all(created)
        made = schema(migrated)
        assert made == schema(created)
        assert len(made) > 100
    straight.dispose()


def test_every_constraint_has_a_name() -> None:
    unnamed = [
        constraint
        for table in metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []


def test_up_and_down_from_an_empty_file(fresh_url: str) -> None:
    engine = engines.create(fresh_url)
    assert not is_current(engine)
    upgrade(engine)
    assert is_current(engine)
    upgrade(engine)
    downgrade(engine, "base")
    assert not is_current(engine)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_who_starts_at_once_all_find_a_current_schema(fresh_url: str) -> None:
    many = [engines.create(fresh_url) for _ in range(4)]
    with ThreadPoolExecutor(len(many)) as pool:
        list(pool.map(upgrade, many))
    for engine in many:
        assert is_current(engine)
        engine.dispose()


def test_a_current_schema_is_found_while_somebody_writes(migrated_url: str) -> None:
    engine, starting = engines.create(migrated_url), engines.create(migrated_url)
    with ThreadPoolExecutor(1) as pool, engines.write_transaction(engine) as session:
        session.execute(text("UPDATE data_version SET number = number + 1"))
        pool.submit(upgrade, starting).result(10)
    engine.dispose()
    starting.dispose()


def test_of_documents_from_before_folders_were_kept_some_folder_is_known(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    downgrade(engine, "0010")
    upgrade(engine)
    with engines.write_transaction(engine) as session:
        assert session.execute(select(seed_folder)).all() == []
        reconcile_reference(session, REFERENCE)
        reconcile(session, ferry(), "1", NOW)
    downgrade(engine, "0010")
    upgrade(engine)
    with engines.write_transaction(engine) as session:
        assert not seed_folders.begin(session, Path("/srv/seeds"))
    engine.dispose()


def test_who_starts_while_another_one_migrates_waits_for_it(fresh_url: str) -> None:
    first, second = engines.create(fresh_url), engines.create(fresh_url)
    made, go_on = Event(), Event()
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    def hold(_: Connection) -> None:
        made.set()
        go_on.wait(SECONDS)

    event.listen(first, "commit", hold)
    event.listen(second, "before_cursor_execute", note)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(upgrade, first)
        assert made.wait(SECONDS)
        two = pool.submit(upgrade, second)
        # Time enough to run into tables that are there already.
        wait([two], timeout=0.3)
        assert not two.done()
        go_on.set()
        one.result(SECONDS)
        two.result(SECONDS)
    assert is_current(second)
    assert asked
    assert not [statement for statement in asked if "CREATE" in statement]
    first.dispose()
    second.dispose()


def test_one_step_back_and_forth_loses_only_stances(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with engines.write_transaction(engine) as session:
        load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    downgrade(engine, "0001")
    assert "statement" not in inspect(engine).get_table_names()
    upgrade(engine)
    with engines.read_session(engine) as session:
        claim = reader.get(session, "d-0")
        assert (claim["text"], claim["positions"]) == ("Line", [])
    with engines.write_transaction(engine) as session:
        load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
        assert reader.get(session, "d-0")["positions"] != []
    engine.dispose()


def test_claims_from_before_full_text_are_found_by_it(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    known = coded("d", 5, [said("ada", "ferry-stops", A)])
    with engines.write_transaction(engine) as session:
        load(session, NOW, known)
    downgrade(engine, "0002")
    assert not [name for name in inspect(engine).get_table_names() if "words" in name]
    upgrade(engine)
    with engines.write_transaction(engine) as session:
        found = reader.page(session, ClaimFilters(q="line"), PageRequest())
        assert [item["id"] for item in found["items"]] == ["d-0"]  # type: ignore[attr-defined]
        load(session, NOW, known)
        assert reader.get(session, "d-0")["version"] == 1
    engine.dispose()


@pytest.mark.parametrize("revision", ["0003", "0004", "0005", "0006", "0007", "0008"])
def test_a_step_back_and_forth_loses_no_row(migrated_url: str, revision: str) -> None:
    def rows(engine: Engine) -> dict[str, int]:
        with engine.connect() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in metadata.tables.items()
                # Of documents from before, no folder is known.
                if name not in {"entity_account", "seed_folder"}
            }

    engine = engines.create(migrated_url)
    with engines.write_transaction(engine) as session:
        reconcile_reference(session, REFERENCE)
        reconcile(session, ferry(), "1", NOW)
    before = rows(engine)
    assert min(before[name] for name in ("relation", "relation_evidence", "claim_speaker")) > 0
    downgrade(engine, revision)
    upgrade(engine)
    assert rows(engine) == before
    engine.dispose()


def test_what_was_counted_by_no_table_before_is_counted_now(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with engines.write_transaction(engine) as session:
        reconcile_reference(session, REFERENCE)
        reconcile(session, ferry(), "1", NOW)
        before = [session.execute(select(table)).all() for table in (spoken, tally)]
        duarte = entities.get(session, "ines-duarte")["counts"]
        assert duarte == {"claims": 3, "agreements": 1, "disputes": 1}
    downgrade(engine, "0008")
    upgrade(engine)
    with engines.write_transaction(engine) as session:
        after = [session.execute(select(table)).all() for table in (spoken, tally)]
        assert list(map(sorted, after)) == list(map(sorted, before))
        # The tables are watched as before.
        session.execute(delete(document))
        assert set(session.execute(select(tally.c.claims)).scalars()) == {0}
    engine.dispose()


def test_words_that_were_folded_otherwise_are_folded_anew(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with engines.write_transaction(engine) as session:
        load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    downgrade(engine, "0007")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM claim_words"))
        connection.execute(
            text("INSERT INTO claim_words (claim_id, words) VALUES ('d-0', 'other words')")
        )
    upgrade(engine)
    with engines.read_session(engine) as session:
        for words, found in (("other", 0), ("line", 1)):
            page = reader.page(session, ClaimFilters(q=words), PageRequest())
            assert len(page["items"]) == found  # type: ignore[arg-type]
    engine.dispose()


def test_what_documents_told_before_they_were_asked_is_what_was_known(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    known, barer = (coded(name, 5, [said("official", "ferry-stops", A)]) for name in ("d", "e"))
    with engines.write_transaction(engine) as session:
        load(session, NOW, known)
        before = session.execute(select(entity_account)).all()
    downgrade(engine, "0003")
    upgrade(engine)
    with engines.write_transaction(engine) as session:
        assert session.execute(select(entity_account)).all() == before != []
        reconcile(session, replace(barer, entities=(replace(OFFICIAL, country=None),)), "1", NOW)
        assert entities.get(session, "official")["country"] == refs("sudland")[0]
    engine.dispose()


def test_a_database_of_another_version_is_left_alone(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'zzz'"))
    assert not is_current(engine)
    with pytest.raises(NotReadyError, match=r"'zzz'; another version of Onrecord made it$"):
        upgrade(engine)
    engine.dispose()
