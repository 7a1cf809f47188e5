import re
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, event, inspect, select, text

from app.domain.errors import NotReadyError
from app.storage.database import engine as engines
from app.storage.database.address import shown
from app.storage.database.migrate import downgrade, is_current, upgrade
from app.storage.schema.tables import document, metadata
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
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


@pytest.mark.parametrize("revision", ["0001", "0011"])
def test_a_database_of_an_earlier_draft_is_to_be_loaded_again(
    migrated_url: str, revision: str
) -> None:
    engine = engines.create(migrated_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :old"), {"old": revision})
    assert not is_current(engine)
    with pytest.raises(NotReadyError) as raised:
        upgrade(engine)
    assert str(raised.value) == (
        f"The database {shown(engine.url)} was made by an earlier draft of Onrecord: "
        "load your documents again into a new one (`python -m app seed …`)"
    )
    engine.dispose()


def test_the_step_back_takes_what_there_is_along(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with engines.write_transaction(engine) as session:
        reconcile_reference(session, REFERENCE)
        reconcile(session, ferry(), "1", NOW)
    downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrade(engine)
    with engines.read_session(engine) as session:
        assert session.execute(select(document)).all() == []
    engine.dispose()


def test_a_database_of_another_version_is_left_alone(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'zzz'"))
    assert not is_current(engine)
    with pytest.raises(NotReadyError, match=r"'zzz'; another version of Onrecord made it$"):
        upgrade(engine)
    engine.dispose()
