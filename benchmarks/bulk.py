"""Loading in bulk: the application's own writing beside a bare executemany of the same rows."""

import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.schema import tables as t
from app.storage.write import propositions
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from benchmarks.database import FINGERPRINT, NOW, batches, news, write_records
from benchmarks.rounds import Spread

CLAIMS = 10_000

Rows = Sequence[tuple[str, list[tuple[object, ...]]]]
Load = Callable[[engines.Engine], None]


def bulk(rounds: int) -> Mapping[str, Spread]:
    """How many times as many rows a second the application writes, for each way in which it does."""
    return {
        "records inserted": _ratio(_inserting(), rounds),
        "documents loaded": _ratio(_reconciling(), rounds),
    }


def _ratio(load: Load, rounds: int) -> Spread:
    rows: Rows = []
    ratios = []
    with TemporaryDirectory() as folder:
        for number in range(rounds):
            ours = Path(folder) / f"ours-{number}.sqlite3"
            seconds = _loaded(ours, load)
            rows = rows or _rows(ours)
            bare = _executed(Path(folder) / f"bare-{number}.sqlite3", rows)
            ratios.append(bare / seconds)
            total = sum(len(some) for _, some in rows)
            print(f"  {total / seconds:,.0f} rows a second, {total / bare:,.0f} bare")
    return Spread.of(ratios)


def _inserting() -> Load:
    """Records that are ready, of which nothing is there yet."""
    records = list(batches(CLAIMS))

    def load(engine: engines.Engine) -> None:
        for batch in records:
            with engines.write_transaction(engine) as session:
                write_records(session, batch)

    return load


def _reconciling() -> Load:
    """Documents one by one, as seeds are loaded: made into records, compared, and counted as statements."""
    everybody, found = news(CLAIMS)
    documents = list(found)

    def load(engine: engines.Engine) -> None:
        with engines.write_transaction(engine) as session:
            reconcile_reference(session, everybody.entities)
            propositions.reconcile(session, everybody.propositions)
            for known in documents:
                reconcile(session, known, FINGERPRINT, NOW)

    return load


def _loaded(file: Path, load: Load) -> float:
    """The seconds that it takes into a new database."""
    engine = engines.create(f"sqlite:///{file}")
    upgrade(engine)
    began = time.perf_counter()
    load(engine)
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
            # What migrations and triggers fill is filled already, if with less.
            sql = f"INSERT OR REPLACE INTO {name} VALUES ({places})"  # noqa: S608
            connection.executemany(sql, some)
        connection.execute("COMMIT")
        return time.perf_counter() - began
