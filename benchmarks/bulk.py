"""Loading in bulk: the application's own writing beside a bare executemany of the same rows."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from app.storage import engine as engines
from app.storage import tables as t
from app.storage.migrate import upgrade
from app.storage.reconcile import Plan, write
from benchmarks.database import NOW, Records, batches
from benchmarks.rounds import Spread

CLAIMS = 20_000

Rows = Sequence[tuple[str, list[tuple[object, ...]]]]


def bulk(rounds: int) -> Spread:
    """How many times as many rows a second the application writes."""
    with TemporaryDirectory() as folder:
        records = list(batches(CLAIMS))
        rows: Rows = []
        ratios = []
        for number in range(rounds):
            ours = Path(folder) / f"ours-{number}.sqlite3"
            seconds = _written(ours, records)
            rows = rows or _rows(ours)
            bare = _executed(Path(folder) / f"bare-{number}.sqlite3", rows)
            ratios.append(bare / seconds)
            print(f"  {sum(len(some) for _, some in rows) / seconds:,.0f} rows a second")
    return Spread.of(ratios)


def _written(file: Path, records: Sequence[Records]) -> float:
    """The seconds that the application takes, one transaction for each batch."""
    engine = engines.create(f"sqlite:///{file}")
    upgrade(engine)
    began = time.perf_counter()
    for batch in records:
        with engines.writing(engine) as session:
            for kind, added in batch.items():
                write(session, Plan(kind, added, [], [], []), NOW)
    took = time.perf_counter() - began
    engine.dispose()
    return took


def _rows(file: Path) -> Rows:
    """All that is in the tables, each behind those that it points to."""
    with closing(sqlite3.connect(file)) as connection:
        found = [
            (table.name, connection.execute(f"SELECT * FROM {table.name}").fetchall())  # noqa: S608
            for table in t.metadata.sorted_tables
        ]
    return [(name, rows) for name, rows in found if rows]


def _executed(file: Path, rows: Rows) -> float:
    """The seconds that bare statements take, in one transaction, on a database like the other one."""
    engine = engines.create(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for name, some in rows:
            places = ", ".join("?" * len(some[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({places})", some)  # noqa: S608
        connection.execute("COMMIT")
        return time.perf_counter() - began
