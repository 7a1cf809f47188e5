"""Limits on how long reading may take: one budget for a request, from which each statement takes what is left.

What writes has no limit: ingest and migrations are nobody's request.

SQLite is interrupted from another thread, which stops a statement wherever it is, in full text too. A
progress handler would be called only between SQLite's own instructions, of which a search for words
takes few and long ones, and would make the threads that read compete for the interpreter.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from app.domain.errors import TooCostlyError

# How often the thread looks whether a statement's time is over.
LOOK_SECONDS = 0.02
# PostgreSQL's name for a statement that was stopped.
QUERY_CANCELED = "57014"
# Up to this share of its budget a request may have used before PostgreSQL gets to know how much is left.
UNTOLD = 0.1
TOLD = "statement_timeout"

_budget: ContextVar[tuple[float, float] | None] = ContextVar("budget", default=None)


@contextmanager
def budget(seconds: float, since: float) -> Iterator[None]:
    """Let all that is read within end so many seconds after `since`, a moment of the monotonic clock."""
    token = _budget.set((since + seconds, seconds))
    try:
        yield
    finally:
        _budget.reset(token)


def install(engine: Engine, seconds: float) -> None:
    """Stop what reads through this engine at the end of its budget, or after so many seconds without one."""
    if engine.dialect.name == "sqlite":
        _watch_sqlite(engine, seconds)
    else:
        _tell_postgresql(engine, seconds)


def is_over(error: DBAPIError) -> bool:
    """True where a statement was stopped because its time was over."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_INTERRUPT or (
        getattr(error.orig, "sqlstate", None) == QUERY_CANCELED
    )


def is_shortened() -> bool:
    """True where so much of the budget is used that PostgreSQL has to know what is left."""
    if (budget := _budget.get()) is None:
        return False
    end, seconds = budget
    return end - monotonic() < (1 - UNTOLD) * seconds


def _left(seconds: float) -> float:
    """How long a statement may take: so long, or what is left of the budget."""
    if (budget := _budget.get()) is None:
        return seconds
    left = min(seconds, budget[0] - monotonic())
    if left <= 0:
        raise TooCostlyError
    return left


class Watch:
    """A thread that interrupts SQLite connections at the end of their time; it sleeps while there are none."""

    def __init__(self) -> None:
        self._ends: dict[sqlite3.Connection, float] = {}
        self._lock = Lock()
        self._wanted = Event()
        self._thread: Thread | None = None

    def add(self, connection: sqlite3.Connection, end: float) -> None:
        """Interrupt what this connection does at that moment of the monotonic clock."""
        with self._lock:
            self._ends[connection] = end
            if self._thread is None:
                self._thread = Thread(target=self._run, name="deadlines", daemon=True)
                self._thread.start()
        if not self._wanted.is_set():
            self._wanted.set()

    def remove(self, connection: sqlite3.Connection) -> None:
        """Leave this connection alone: from here on it may serve somebody else."""
        with self._lock:
            self._ends.pop(connection, None)

    def _run(self) -> None:
        rest = Event()
        while self._wanted.wait():
            rest.wait(LOOK_SECONDS)
            # Under the lock, so that nobody is interrupted for the one before.
            with self._lock:
                now = monotonic()
                for connection, end in self._ends.items():
                    if end < now:
                        with suppress(sqlite3.ProgrammingError):
                            connection.interrupt()
                if not self._ends:
                    self._wanted.clear()


_watch = Watch()


def _watch_sqlite(engine: Engine, seconds: float) -> None:
    def start(connection: Connection, *_: object) -> None:
        if not _writes(connection):
            driver: Any = connection.connection.driver_connection
            _watch.add(driver, monotonic() + _left(seconds))

    def end(driver: sqlite3.Connection | None, _record: object) -> None:
        if driver is not None:
            _watch.remove(driver)

    event.listen(engine, "before_cursor_execute", start)
    for moment in ("checkin", "close"):
        event.listen(engine, moment, end)


def _tell_postgresql(engine: Engine, seconds: float) -> None:
    """Each connection has a limit of its own, which `servers` sets; a request that has less left says so."""

    def begin(connection: Connection) -> None:
        if _writes(connection):
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.info[TOLD] = seconds

    def start(connection: Connection, *_: object) -> None:
        if _writes(connection):
            return
        left = _left(seconds)
        driver: Any = connection.connection.driver_connection
        # A statement alone has no transaction for which it could be said.
        if not driver.autocommit and left < (1 - UNTOLD) * connection.info[TOLD]:
            connection.info[TOLD] = left
            driver.execute(f"SET LOCAL statement_timeout = {max(1, round(left * 1000))}")

    event.listen(engine, "begin", begin)
    event.listen(engine, "before_cursor_execute", start)


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))
