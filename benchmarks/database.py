"""Databases of made-up news, made once and kept until what makes them changes."""

import random
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from sqlite3 import Connection

from sqlalchemy import event, text, update

import app.storage
from app.domain.enums import Status
from app.domain.knowledge import Knowledge
from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.derived.refresh import rebuild
from app.storage.mapping.diff import RecordDiff, write
from app.storage.mapping.to_rows import (
    ENTITY,
    PROPOSITION,
    Kind,
    Record,
    entity_record,
    proposition_record,
    records_of,
)
from app.storage.schema import tables as t
from benchmarks.people import People, people
from benchmarks.synthetic import documents

SEED = 20220128
FINGERPRINT = "made-up"
NOW = datetime(2025, 1, 1, tzinfo=UTC)
DOCUMENTS_AT_ONCE = 200
# So many times.
TOLD_AFTER = 25
COUNTED_AFTER = {1, 2, 5, 20, 100}
# Ids are chance, and so is what stands at their end.
REVIEWED = {Status.REJECTED: "%00", Status.CONFIRMED: "%1"}

Records = Mapping[Kind, list[Record]]


def sqlite(claims: int, folder: Path) -> Path:
    """The file of a database with so many claims; one that was made by something else is replaced."""
    path = folder / f"{claims}-{_made_by()}.sqlite3"
    if not path.exists():
        for old in folder.glob(f"{claims}-*.sqlite3*"):
            old.unlink()
        unfinished = folder / f"{claims}-unfinished.sqlite3"
        engine = engines.create(f"sqlite:///{unfinished}")
        event.listen(engine, "connect", _hurry)
        fill(engine, claims)
        engine.dispose()
        unfinished.rename(path)
    return path


def fill(engine: engines.Engine, claims: int) -> None:
    """Migrate a database and write so many claims into it, batch by batch."""
    upgrade(engine)
    began = time.perf_counter()
    for number, records in enumerate(batches(claims), start=1):
        with engines.write_transaction(engine) as session:
            write_records(session, records)
        if number in COUNTED_AFTER:
            count_rows(engine)
        if number % TOLD_AFTER == 0:
            print(f"  {number * DOCUMENTS_AT_ONCE} documents, {time.perf_counter() - began:.0f} s")
    with engines.write_transaction(engine) as session:
        for status, ending in REVIEWED.items():
            session.execute(update(t.claim).where(t.claim.c.id.like(ending)).values(status=status))
    with engines.write_transaction(engine) as session:
        rebuild(session)
    count_rows(engine)
    print(f"  {claims} claims written in {time.perf_counter() - began:.0f} s")


def count_rows(engine: engines.Engine) -> None:
    """Let PostgreSQL know how much there is, as its own daemon would; SQLite does without."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                text("VACUUM ANALYZE")
            )


def news(claims: int) -> tuple[People, Iterator[Knowledge]]:
    """Who speaks in so many claims, and the documents in which they do."""
    chance = random.Random(SEED)
    everybody = people(claims, chance)
    return everybody, documents(claims, everybody, chance)


def batches(claims: int) -> Iterator[Records]:
    """All records, each after those that it points to, in parts that fit into memory."""
    everybody, found = news(claims)
    yield _of_reference(everybody)
    ready = (records_of(known, FINGERPRINT) for known in found)
    while some := list(islice(ready, DOCUMENTS_AT_ONCE)):
        yield _joined(pair for pairs in some for pair in pairs)


def write_records(session: engines.Session, records: Records) -> None:
    """Write records none of which is there yet."""
    for kind, added in records.items():
        write(session, RecordDiff(kind, added, [], [], []), NOW)


def _of_reference(everybody: People) -> Records:
    return {
        ENTITY: [entity_record(entity) for entity in everybody.entities],
        PROPOSITION: [proposition_record(one) for one in everybody.propositions],
    }


def _joined(pairs: Iterable[tuple[Kind, list[Record]]]) -> Records:
    records = defaultdict[Kind, list[Record]](list)
    for kind, some in pairs:
        records[kind] += some
    return records


def _hurry(connection: Connection, _record: object) -> None:
    """A file that is not there until it is finished need not be safe, nor what is in it checked."""
    settings = ("foreign_keys = OFF", "journal_mode = OFF", "cache_size = -500000")
    for setting in settings:
        connection.execute(f"PRAGMA {setting}")


def _made_by() -> str:
    """A digest of all that makes these files: the generator, and the schema with what fills it."""
    storage, here = Path(app.storage.__file__).parent, Path(__file__).parent
    generator = ("database", "synthetic", "sentences", "people", "words")
    sources = [
        *(here / f"{name}.py" for name in generator),
        *sorted((storage / "schema").glob("*.py")),
        *sorted((storage / "derived").glob("*.py")),
        storage / "mapping" / "to_rows.py",
    ]
    return sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]
