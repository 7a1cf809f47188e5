"""The small questions: which version the data have, and one claim as it lies ready."""

import sqlite3
from asyncio import Runner, gather
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Engine, update
from sqlalchemy import text as sql

from app.domain.enums import Status
from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.read.point_queries import point_queries
from app.storage.read.point_queries.questions import PointQueries
from app.storage.schema import tables as t
from app.storage.write.review import review
from tests.coded_samples import A, coded, load, said
from tests.conftest import NOW
from tests.databases import on_postgresql, on_sqlite


@dataclass
class Asked:
    """PointQueries on an event loop that stands still between questions."""

    point_queries: PointQueries
    loop: Runner

    def version(self) -> int | None:
        return self.loop.run(self.point_queries.version())

    def claim(self, claim_id: str) -> bytes | None:
        return self.loop.run(self.point_queries.claim(claim_id))

    def claims(self, claim_ids: list[str]) -> list[bytes | None]:
        """All of them at the same time."""

        async def all_of_them() -> list[bytes | None]:
            return await gather(*map(self.point_queries.claim, claim_ids))

        return self.loop.run(all_of_them())


@pytest.fixture
def empty(fresh_url: str) -> Iterator[Engine]:
    engine = engines.create(fresh_url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine_of_its_own(empty: Engine) -> Engine:
    upgrade(empty)
    return empty


@pytest.fixture
def asked(empty: Engine) -> Iterator[Asked]:
    with Runner() as loop:
        asked = Asked(point_queries.create(empty, 10), loop)
        yield asked
        loop.run(asked.point_queries.close())


def test_a_claim_is_found_as_it_is_now(asked: Asked, engine_of_its_own: Engine) -> None:
    with engines.write_transaction(engine_of_its_own) as session:
        load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    first = orjson.loads(asked.claim("d-0") or b"")
    assert (first["status"], first["version"]) == ("extracted", 1)
    with engines.write_transaction(engine_of_its_own) as session:
        review(session, "d-0", Status.CONFIRMED, NOW)
    again = orjson.loads(asked.claim("d-0") or b"")
    assert (again["status"], again["version"]) == ("confirmed", 2)
    assert asked.claim("nowhere") is None


def test_each_of_many_who_ask_at_once_gets_their_own(
    asked: Asked, engine_of_its_own: Engine
) -> None:
    with engines.write_transaction(engine_of_its_own) as session:
        load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A) for _ in range(20)]))
    ids = [f"d-{number % 20}" for number in range(60)]
    found = asked.claims([*ids, "nowhere"])
    assert [body and orjson.loads(body)["id"] for body in found] == [*ids, None]


def test_without_tables_there_is_no_version(asked: Asked, empty: Engine) -> None:
    assert asked.version() is None
    upgrade(empty)
    assert asked.version() is not None


@on_sqlite
def test_a_copy_brought_back_has_no_version_twice(
    asked: Asked, engine_of_its_own: Engine, tmp_path: Path
) -> None:
    engine = engine_of_its_own
    seen = set()
    with engines.write_transaction(engine) as session:
        load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        with closing(sqlite3.connect(str(engine.url.database))) as live:
            live.backup(copy)
        for text_then in ("One", "Another"):
            with closing(sqlite3.connect(str(engine.url.database))) as live:
                copy.backup(live)
            with engines.write_transaction(engine) as session:
                session.execute(update(t.claim).values(text=text_then))
            seen.add(asked.version())
    assert len(seen) == 2


@on_postgresql
def test_who_is_cut_off_asks_again(asked: Asked, engine_of_its_own: Engine) -> None:
    before = asked.version()
    with engine_of_its_own.connect() as connection:
        others = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
        connection.execute(sql(f"{others} AND datname = current_database()"))
    assert asked.version() is None
    assert asked.version() == before
