"""The database: how it is opened, and `read_session`, `autocommit_connection` and `write_transaction`."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SQLiteConnection
from sqlite3 import DatabaseError as DamagedError
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    InvalidRequestError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as NoneFreeError
from sqlalchemy.orm import Session

from app.domain.errors import NotReadyError, TooCostlyError
from app.storage.database import address, postgres, timeouts
from app.storage.database.sqlite_file import SQLiteFile

__all__ = [
    "Connection",
    "Engine",
    "Session",
    "as_writer",
    "autocommit_connection",
    "create",
    "file_of",
    "lock_out_writers",
    "read_session",
    "write_transaction",
]  # fmt: skip

BUSY_SECONDS = 10
# How long a writer to SQLite waits for other writers: a load in one transaction may take minutes.
WRITER_SECONDS = 600
# What those who write to PostgreSQL lock, so that no two wait for each other: any number.
WRITERS = 20220128
CONNECTIONS = 20
STATEMENT_SECONDS = 10
# The execution option that holds the file of an SQLite database.
FILE = "onrecord_file"
# What tells each that a statement stands alone. SQLite begins a transaction only where we say so.
ALONE: dict[str, dict[str, Any]] = {
    "sqlite": {"alone": True},
    "postgresql": {"isolation_level": "AUTOCOMMIT"},
}
# PostgreSQL's names for a schema, a table and a column that are not there, and for what may not be read;
# to SQLite they are no errors of their own.
OUT_OF_REACH = {"3F000", "42P01", "42703", "42501"}


def create(
    url: str, statement_seconds: float = STATEMENT_SECONDS, connections: int = CONNECTIONS
) -> Engine:
    """An engine for `sqlite:///var/onrecord.sqlite3` or `postgresql+psycopg://…`; connects to nothing.

    An SQLite file has to be there: only `migrate.upgrade` makes one. A statement that only reads is
    stopped after `statement_seconds`, or at the end of its request's budget. There are never more than
    so many connections; a request for one more waits until one is free.
    """
    found = address.read(url)
    is_sqlite = found.get_backend_name() == "sqlite"
    more: dict[str, Any] = (
        {"execution_options": {FILE: SQLiteFile(str(found.database))}}
        if is_sqlite
        # What SQLite does anyway: all statements of a transaction see one state.
        else {"isolation_level": "REPEATABLE READ"}
    )
    try:
        engine = create_engine(
            found, pool_size=connections, max_overflow=0, pool_timeout=BUSY_SECONDS, **more
        )
    except (ArgumentError, ImportError) as error:
        raise NotReadyError(f"The database address cannot be used: {error}") from error
    timeouts.install(engine, statement_seconds)
    if is_sqlite:
        _install_sqlite(engine)
    else:
        postgres.install(engine, statement_seconds)
    return engine


def file_of(engine: Engine) -> SQLiteFile | None:
    """The file of an SQLite database."""
    file: SQLiteFile | None = engine.get_execution_options().get(FILE)
    return file


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """A session whose statements all see the same state of the database."""
    with _translated(engine), Session(engine) as session, session.begin():
        yield session


@contextmanager
def autocommit_connection(engine: Engine) -> Iterator[Connection]:
    """A connection for a single statement: a transaction around it would cost as much as it does."""
    alone = {} if timeouts.is_shortened() else ALONE[engine.dialect.name]
    with _translated(engine), engine.connect() as connection:
        yield connection.execution_options(**alone)


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Session]:
    """One transaction that changes things: all of it or, on any error, nothing.

    Whoever writes does so alone: all changes renew one number. On SQLite it takes the write lock at
    once, because a reader that turns writer fails when another one wrote in between.
    """
    with (
        _translated(engine),
        Session(as_writer(engine)) as session,
        session.begin(),
    ):
        lock_out_writers(session.connection())
        yield session


def as_writer(engine: Engine) -> Engine:
    """The engine with what tells it that its transactions write."""
    # Who waits for the lock must afterwards see what the one before has written.
    is_postgresql = engine.dialect.name == "postgresql"
    more: dict[str, Any] = {"isolation_level": "READ COMMITTED"} if is_postgresql else {}
    return engine.execution_options(writes=True, **more)


def lock_out_writers(connection: Connection) -> None:
    """Wait until nobody else writes, and let nobody until the end of the transaction; SQLite does at its begin."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(WRITERS)))


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    try:
        yield
    except NoneFreeError as error:
        raise NotReadyError("The database has too much to do.") from error
    except InvalidRequestError as error:
        # SQLAlchemy says so of a connection that was cut off, opened again and cut off again.
        raise NotReadyError("The database does not answer.") from error
    except DBAPIError as error:
        if timeouts.is_over(error):
            raise TooCostlyError from error
        if _is_away(error):
            reason = address.without_secrets(str(error.orig), engine.url)
            raise NotReadyError(f"The database does not answer: {reason}") from error
        raise


def _is_away(error: DBAPIError) -> bool:
    """True where the fault is not the statement's: nobody answers, who does has other tables, or the file
    is damaged, for which Python has no name of its own.
    """
    return (
        error.connection_invalidated
        or _is_refused(error)
        or isinstance(error, OperationalError | InterfaceError)
        or type(error.orig) is DamagedError
        or getattr(error.orig, "sqlstate", None) in OUT_OF_REACH
    )


def _is_refused(error: DBAPIError) -> bool:
    """True where the driver does not take an option of the address."""
    return isinstance(error, ProgrammingError) and error.statement is None


def _install_sqlite(engine: Engine) -> None:
    file = file_of(engine)
    assert file is not None  # noqa: S101 - every SQLite database is one

    def connect(_d: object, _r: object, _a: object, named: dict[str, Any]) -> SQLiteConnection:
        return file.connect(**named)

    def check_out(*_: object) -> None:
        file.require()

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "checkout", check_out)
    event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: SQLiteConnection, _record: object) -> None:
    """Foreign keys on, and transactions that begin when we say so."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("alone", False):
        if not options.get("writes", False):
            connection.exec_driver_sql("BEGIN")
            return
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {WRITER_SECONDS * 1000}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
