"""No statement that reads may take longer than it is given, whatever a client asks for.

What writes may: ingest and migrations are nobody's request.
"""

import sqlite3
from math import inf
from sqlite3 import Connection as SQLiteConnection
from time import monotonic

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

# SQLite asks whether to go on each time it has done this many of its own instructions.
INSTRUCTIONS = 10_000
# PostgreSQL's name for a statement that was stopped.
QUERY_CANCELED = "57014"
DEADLINE = "deadline"


def install(engine: Engine, seconds: float) -> None:
    """Stop what reads through this engine after so many seconds."""

    def watch_sqlite(connection: SQLiteConnection, entry: ConnectionPoolEntry) -> None:
        connection.set_progress_handler(
            lambda: monotonic() > entry.info.get(DEADLINE, inf), INSTRUCTIONS
        )

    def start_the_clock(connection: Connection, *_: object) -> None:
        connection.info[DEADLINE] = inf if _writes(connection) else monotonic() + seconds

    def let_writers_be(connection: Connection) -> None:
        # Who reads has the limit that `servers` sets for each connection.
        if _writes(connection):
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")

    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", watch_sqlite)
        event.listen(engine, "before_cursor_execute", start_the_clock)
    else:
        event.listen(engine, "begin", let_writers_be)


def is_over(error: DBAPIError) -> bool:
    """True where a statement was stopped because its time was over."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_INTERRUPT or (
        getattr(error.orig, "sqlstate", None) == QUERY_CANCELED
    )


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))
