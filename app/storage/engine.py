"""The database: how it is opened, and the ways to work in it, `reading`, `glancing` and `writing`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from sqlite3 import DatabaseError as DamagedError
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    InvalidRequestError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as NoneFreeError
from sqlalchemy.orm import Session

from app.domain.errors import NotReadyError, TooCostlyError
from app.storage import deadlines, servers, shown

__all__ = ["Connection", "Engine", "Session", "create", "glancing", "reading", "writing"]

BUSY_SECONDS = 10
# What those who write to PostgreSQL lock, so that no two wait for each other: any number.
WRITERS = 20220128
CONNECTIONS = 20
STATEMENT_SECONDS = 10
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

    The folder of an SQLite file is made when the file is opened first. A statement that only reads
    is stopped after `statement_seconds`. There are never more than so many connections; who asks for
    one more waits until one is free.
    """
    try:
        address = make_url(url)
        is_sqlite = address.get_backend_name() == "sqlite"
        if is_sqlite and address.database in {None, "", ":memory:"}:
            raise NotReadyError("The database must be a file: sqlite:///var/onrecord.sqlite3")
        engine = create_engine(
            address,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=BUSY_SECONDS,
            # What SQLite does anyway: all statements of a transaction see one state.
            **({} if is_sqlite else {"isolation_level": "REPEATABLE READ"}),
        )
    except (ArgumentError, ImportError) as error:
        raise NotReadyError(f"The database address cannot be used: {error}") from error
    deadlines.install(engine, statement_seconds)
    if is_sqlite:
        event.listen(engine, "do_connect", _make_folder)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        servers.install(engine, statement_seconds)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session whose statements all see the same state of the database."""
    with _translated(), Session(engine) as session, session.begin():
        yield session


@contextmanager
def glancing(engine: Engine) -> Iterator[Connection]:
    """A connection for a single statement: a transaction around it would cost as much as it does."""
    alone = {} if deadlines.is_shortened() else ALONE[engine.dialect.name]
    with _translated(), engine.connect() as connection:
        yield connection.execution_options(**alone)


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction that changes things: all of it or, on any error, nothing.

    At its end, the claims that it changed are made ready to be sent.

    Whoever writes does so alone: all changes renew one number. On SQLite it takes the write lock at
    once, because a reader that turns writer fails when another one wrote in between.
    """
    is_postgresql = engine.dialect.name == "postgresql"
    # Who waits for the lock there must afterwards see what the one before has written.
    more: dict[str, Any] = {"isolation_level": "READ COMMITTED"} if is_postgresql else {}
    with (
        _translated(),
        Session(engine.execution_options(writes=True, **more)) as session,
        session.begin(),
    ):
        if is_postgresql:
            session.execute(select(func.pg_advisory_xact_lock(WRITERS)))
        yield session
        shown.fill(session)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except NoneFreeError as error:
        raise NotReadyError("The database has too much to do.") from error
    except InvalidRequestError as error:
        # SQLAlchemy says so of a connection that was cut off, made anew and cut off again.
        raise NotReadyError("The database does not answer.") from error
    except DBAPIError as error:
        if deadlines.is_over(error):
            raise TooCostlyError from error
        if _is_away(error):
            raise NotReadyError(f"The database does not answer: {error.orig}") from error
        raise


def _is_away(error: DBAPIError) -> bool:
    """True where the fault is not the statement's: nobody answers, who does has other tables, or the file
    is damaged, for which Python has no name of its own.
    """
    return (
        error.connection_invalidated
        or isinstance(error, OperationalError | InterfaceError)
        or type(error.orig) is DamagedError
        or getattr(error.orig, "sqlstate", None) in OUT_OF_REACH
    )


def _make_folder(_dialect: object, _record: object, arguments: list[str], _more: object) -> None:
    """Before SQLite opens the file, which is its first argument."""
    try:
        Path(arguments[0]).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotReadyError(
            f"The folder of the database cannot be made: {error.filename}: {error.strerror}"
        ) from error


def _prepare_sqlite(connection: SQLiteConnection, _record: object) -> None:
    """Foreign keys on, readers beside a writer, and transactions that begin when we say so."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("alone", False):
        writes = options.get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
