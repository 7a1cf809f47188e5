"""How long SQLite itself takes to find the newest claims with a common word."""

import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import event

from app.main import create_app
from app.settings import Settings
from benchmarks.rounds import Spread
from benchmarks.words import COMMON

TIMES = 5


def common_words(database: Path) -> Spread:
    """The milliseconds of the statement for each of the most common words: the median of them, and
    the least and the most that one of them takes.
    """
    with closing(sqlite3.connect(f"file:{database.resolve()}?mode=ro", uri=True)) as connection:
        took = [_milliseconds(connection, statement) for statement in _statements(database)]
    return Spread.of(took)


def _statements(database: Path) -> Iterator[str]:
    """The statement of the service's own that finds claims, with its values, for each word."""
    seen: list[str] = []

    def listen(connection: sqlite3.Connection, _record: object) -> None:
        connection.set_trace_callback(seen.append)

    app = create_app(Settings(database_url=f"sqlite:///{database.resolve()}"))
    event.listen(app.state.engine, "connect", listen)
    with TestClient(app) as client:
        for word in COMMON:
            seen.clear()
            client.get("/v1/claims", params={"q": word}).raise_for_status()
            yield next(
                s for s in seen if s.lstrip().startswith(("SELECT", "WITH")) and "MATCH" in s
            )


def _milliseconds(connection: sqlite3.Connection, statement: str) -> float:
    """The median of some times, with all rows read."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        connection.execute(statement).fetchall()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)
