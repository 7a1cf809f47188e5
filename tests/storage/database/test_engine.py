from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, delete, event, func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import NotReadyError
from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.schema import tables as t
from app.storage.schema.column_types import UtcDateTime
from tests.databases import on_postgresql, on_sqlite

ROW = {"id": "p", "text": "The ferry stops.", "open_disputes": False, "folded": "the ferry stops"}


@on_sqlite
def test_sqlite_is_set_up(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"


def test_foreign_keys_hold_at_the_end_of_a_transaction(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    mention = {
        "id": "m", "document_id": "nowhere", "entity_id": "nobody", "start": 0, "end": 1, "exact": "x",
    }  # fmt: skip
    with pytest.raises(IntegrityError), engines.write_transaction(engine) as session:
        session.execute(insert(t.mention), [mention])
    engine.dispose()


def test_vocabularies_are_checked(session: Session) -> None:
    statement = (
        "INSERT INTO entity (id, kind, name, folded, anonymous, curated) "
        "VALUES ('x', 'PERSON', 'X', 'x', false, false)"
    )
    with pytest.raises(IntegrityError, match="ck_entity_kind"):
        session.execute(text(statement))


def test_readers_see_one_state_while_a_writer_writes(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    count = select(t.proposition.c.id)
    with engines.read_session(engine) as reader:
        assert reader.execute(count).all() == []
        with engines.write_transaction(engine) as writer:
            writer.execute(insert(t.proposition), [ROW])
        assert reader.execute(count).all() == []
    with engines.read_session(engine) as reader:
        assert len(reader.execute(count).all()) == 1
    engine.dispose()


def test_a_single_statement_sees_what_was_committed_last(migrated_url: str) -> None:
    """Each statement stands alone; those who come after on this connection have one state again."""
    engine = engines.create(migrated_url, connections=2)
    count = select(t.proposition.c.id)
    with engines.autocommit_connection(engine) as connection:
        assert connection.execute(count).all() == []
        with engines.write_transaction(engine) as writer:
            writer.execute(insert(t.proposition), [ROW])
        assert len(connection.execute(count).all()) == 1
    with engines.read_session(engine) as reader:
        assert len(reader.execute(count).all()) == 1
        with engines.write_transaction(engine) as writer:
            writer.execute(delete(t.proposition))
        assert len(reader.execute(count).all()) == 1
    engine.dispose()


def test_an_error_leaves_the_database_as_it_was(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with (  # noqa: PT012
        pytest.raises(IntegrityError, match=r"(?i)unique"),
        engines.write_transaction(engine) as writer,
    ):
        writer.execute(insert(t.proposition), [ROW])
        writer.execute(insert(t.proposition), [ROW])
    with engines.read_session(engine) as reader:
        assert reader.execute(select(t.proposition.c.id)).all() == []
    engine.dispose()


def test_moments_are_aware_and_in_utc() -> None:
    column, east = UtcDateTime(), timezone(timedelta(hours=2))
    stored = column.process_bind_param(datetime(2024, 3, 6, 14, tzinfo=east), None)  # type: ignore[arg-type]
    assert stored is not None
    assert stored.isoformat() == "2024-03-06T12:00:00+00:00"
    read = column.process_result_value(datetime(2024, 3, 6, 12), None)  # type: ignore[arg-type] # noqa: DTZ001
    assert read == datetime(2024, 3, 6, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        column.process_bind_param(datetime(2024, 3, 6), None)  # type: ignore[arg-type] # noqa: DTZ001


def test_no_folder_is_made_before_it_is_needed(tmp_path: Path) -> None:
    engines.create(f"sqlite:///{tmp_path / 'var' / 'x.sqlite3'}").dispose()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["", "nonsense", "oracle9://x", "sqlite://", "sqlite:///:memory:"])
def test_an_unusable_address_is_one_clear_error(url: str) -> None:
    with pytest.raises(NotReadyError):
        engines.create(url)


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    engine = engines.create(f"sqlite:///{tmp_path / 'file' / 'sub' / 'x.sqlite3'}")
    with pytest.raises(NotReadyError, match="cannot be made"):
        upgrade(engine)
    engine.dispose()


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(b"no database " * 100)
    engine = engines.create(f"sqlite:///{path}")
    with pytest.raises(NotReadyError):
        upgrade(engine)
    engine.dispose()


@on_sqlite
def test_a_damaged_file_does_not_answer(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    file = Path(str(engine.url.database))
    # Its first page says which tables there are; what they hold is lost.
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * (size - 4096))
    with pytest.raises(NotReadyError, match="malformed"), engines.read_session(engine) as session:
        session.execute(select(t.proposition.c.id))
    engine.dispose()


@on_postgresql
def test_a_server_that_hangs_up_on_everybody_does_not_answer(fresh_url: str) -> None:
    engine, other = engines.create(fresh_url), engines.create(fresh_url)

    def hang_up(connection: Any, _record: object) -> None:
        with other.connect() as killer:
            killer.execute(select(func.pg_terminate_backend(connection.info.backend_pid, 5000)))

    event.listen(engine, "connect", hang_up)
    with pytest.raises(NotReadyError), engines.read_session(engine) as session:
        session.execute(text("SELECT 1"))
    engine.dispose()
    other.dispose()


def test_who_writes_waits_for_whoever_writes_longer_than_who_reads_does(
    fresh_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a load in one transaction: it may take minutes."""
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    first, second = engines.create(fresh_url), engines.create(fresh_url)
    upgrade(first)
    waiting = Event()
    asked = ("BEGIN IMMEDIATE", "SELECT pg_advisory_xact_lock")

    @event.listens_for(second, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(asked):
            waiting.set()

    def write() -> None:
        with engines.write_transaction(second) as session:
            session.execute(insert(t.proposition), [{**ROW, "id": "q"}])

    with ThreadPoolExecutor(1) as pool:
        with engines.write_transaction(first) as session:
            session.execute(insert(t.proposition), [ROW])
            done = pool.submit(write)
            assert waiting.wait(10)
            with pytest.raises(TimeoutError):
                done.result(0.2)
        done.result(10)
    with engines.read_session(first) as session:
        assert set(session.execute(select(t.proposition.c.id)).scalars()) == {"p", "q"}
    first.dispose()
    second.dispose()
