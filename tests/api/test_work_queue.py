"""Under load, so many requests work and so many wait; others are refused, and what is short waits for none."""

import threading
from asyncio import Event, Future, Runner, TaskGroup, gather, sleep, to_thread, wait
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.types import Message, Scope

from app.api.dependencies import SessionDep
from app.api.work_queue import DOWNLOADS, WorkQueue
from app.domain.errors import OverloadedError
from app.main import create_app
from app.settings import Settings
from app.storage.database import engine as engines
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from tests.conftest import NOW
from tests.databases import Databases, on_sqlite
from tests.knowledge_samples import REFERENCE, ferry, many

ENDLESS = text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
)
SHORT = ("/health/live", "/health/ready", "/v1/claims/c-stop", "/v1/stats")
# Who waits is refused after a fifth of it, seconds before its end.
BUDGET = 3
EXPORT: Scope = {
    "type": "http",
    "http_version": "1.1",
    "method": "GET",
    "scheme": "http",
    "path": "/v1/claims/export",
    "query_string": b"format=ndjson",
    "root_path": "",
    "headers": [],
    "server": ("service", 80),
}


async def never() -> Message:
    """What a client says that has nothing more to say."""
    return await Future[Message]()


@pytest.fixture(scope="module")
def ferry_url(databases: Databases, blank_url: str) -> Iterator[str]:
    with databases(blank_url) as url:
        engine = engines.create(url)
        with engines.write_transaction(engine) as session:
            reconcile_reference(session, REFERENCE)
            reconcile(session, ferry(), "1", NOW)
            reconcile(session, many("many", 450), "1", NOW)
        engine.dispose()
        yield url


@asynccontextmanager
async def asking(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://service") as client,
    ):
        yield client


def service(url: str, seconds: float = 10) -> FastAPI:
    """One that works on a single request at once, and tells when it works on what takes for ever."""
    app = create_app(Settings(database_url=url, connections=1, request_seconds=seconds))
    app.state.endless = threading.Event()

    @app.get("/endless")
    def ask(session: SessionDep) -> None:
        app.state.endless.set()
        session.execute(ENDLESS)

    return app


def test_who_finds_no_place_is_told_when_to_try_again(ferry_url: str) -> None:
    async def scene() -> None:
        app = service(ferry_url, seconds=0.5)
        async with asking(app) as client:
            async with app.state.queue.turn():
                for path in ("/v1/relations", "/v1/claims?q=ferry", "/v1/claims/export"):
                    answer = await client.get(path)
                    assert answer.status_code == 503
                    assert answer.headers["retry-after"] == "1"
                    assert answer.headers["content-type"] == "application/problem+json"
                    problem = answer.json()
                    assert problem["type"] == "urn:onrecord:overloaded"
                    assert problem["title"] == "Overloaded"
                    assert problem["status"] == 503
                    assert "in 1 s" in problem["detail"]
            assert (await client.get("/v1/relations")).status_code == 200

    with Runner() as runner:
        runner.run(scene())


def test_what_is_short_or_known_waits_for_nobody(ferry_url: str) -> None:
    async def scene() -> None:
        app = service(ferry_url)
        async with asking(app) as client:
            known = await client.get("/v1/stats")
            async with app.state.queue.turn():
                answers = [await client.get(path) for path in SHORT]
                tag = {"If-None-Match": known.headers["etag"]}
                again = await client.get("/v1/stats", headers=tag)
        assert [answer.status_code for answer in answers] == [200] * len(SHORT)
        assert again.status_code == 304

    with Runner() as runner:
        runner.run(scene())


@on_sqlite
def test_pages_along_an_index_wait_for_nobody(ferry_url: str) -> None:
    async def scene() -> None:
        app = service(ferry_url)
        async with asking(app) as client, app.state.queue.turn():
            for path in ("/v1/claims", "/v1/claims?speaker=ines-duarte", "/v1/claims?limit=5"):
                assert (await client.get(path)).status_code == 200

    with Runner() as runner:
        runner.run(scene())


def test_endless_questions_of_many_slow_down_nobody_else(ferry_url: str) -> None:
    async def scene() -> None:
        app = service(ferry_url, BUDGET)
        async with asking(app) as client, TaskGroup() as group:
            await gather(*(client.get(path) for path in SHORT))
            working = group.create_task(client.get("/endless"))
            assert await to_thread(app.state.endless.wait, BUDGET)
            storm = gather(*(client.get("/endless") for _ in range(59)))
            while not storm.done():
                short = await gather(*(client.get(path) for path in SHORT))
                assert [answer.status_code for answer in short] == [200] * len(SHORT)
                assert not working.done(), "they come while it still works"
            refused = [answer.json()["type"] for answer in await storm]
            assert not working.done()
        assert refused == ["urn:onrecord:overloaded"] * 59
        assert (await working).json()["type"] == "about:blank", "it has used up its budget"

    with Runner() as runner:
        runner.run(scene())


def test_a_download_that_has_begun_is_not_refused(ferry_url: str) -> None:
    async def scene() -> int:
        app = service(ferry_url, seconds=0.5)
        queue: WorkQueue = app.state.queue
        lines, taken = 0, Event()

        async def take_the_place() -> None:
            async with queue.turn():
                taken.set()
                # Longer than one would wait who has not begun.
                await sleep(0.15)

        async with asking(app), TaskGroup() as group:

            async def send(message: Message) -> None:
                nonlocal lines
                lines += message.get("body", b"").count(b"\n")
                if lines and not taken.is_set():
                    group.create_task(take_the_place())
                    await taken.wait()

            await app(EXPORT, never, send)
        return lines

    with Runner() as runner:
        assert runner.run(scene()) > 450


class Downloads:
    """As many downloads as are allowed, which have begun and whose clients take no more until told to."""

    def __init__(self, app: FastAPI, group: TaskGroup) -> None:
        self.parts, self._begun, self._all_begun, self._more = 0, 0, Event(), Event()
        self._tasks = [group.create_task(self._one(app)) for _ in range(DOWNLOADS)]

    async def have_begun(self) -> None:
        await self._all_begun.wait()

    def take_more(self) -> None:
        self._more.set()

    async def cut_one_off(self) -> None:
        self._tasks[0].cancel()
        await wait(self._tasks[:1])

    async def _one(self, app: FastAPI) -> None:
        has_begun = False

        async def send(message: Message) -> None:
            nonlocal has_begun
            if not message.get("body"):
                return
            if has_begun:
                self.parts += 1
                return
            has_begun = True
            self._begun += 1
            if self._begun == DOWNLOADS:
                self._all_begun.set()
            await self._more.wait()

        await app(EXPORT, never, send)


def test_there_are_only_so_many_downloads_at_once(ferry_url: str) -> None:
    async def scene() -> None:
        app = service(ferry_url)
        async with asking(app) as client, TaskGroup() as group:
            going_on = Downloads(app, group)
            await going_on.have_begun()
            for path in ("/v1/claims/export", "/v1/relations/export"):
                answer = await client.get(path)
                assert answer.status_code == 503
                assert answer.headers["retry-after"] == "2"
                assert answer.json()["type"] == "urn:onrecord:overloaded"
            await going_on.cut_one_off()
            for _ in range(3):
                assert (await client.get("/v1/claims/export")).status_code == 200
            going_on.take_more()
        # More than one page each, of all but the one that was cut off.
        assert going_on.parts >= 2 * (DOWNLOADS - 1)

    with Runner() as runner:
        runner.run(scene())


def test_downloads_stand_behind_ordinary_requests(ferry_url: str) -> None:
    async def scene() -> None:
        app = service(ferry_url)
        queue: WorkQueue = app.state.queue
        async with asking(app) as client, TaskGroup() as group:
            going_on = Downloads(app, group)
            await going_on.have_begun()
            async with queue.turn():
                going_on.take_more()
                # All of them come for their next page before the list is asked for.
                for _ in range(20):
                    await sleep(0)
                asked = group.create_task(client.get("/v1/relations"))
                for _ in range(20):
                    await sleep(0)
                assert going_on.parts == 0
            assert (await asked).status_code == 200
            assert going_on.parts < DOWNLOADS / 2

    with Runner() as runner:
        runner.run(scene())


def test_no_more_wait_than_there_is_room_for() -> None:
    async def scene() -> None:
        queue, done = WorkQueue(2, seconds=50, waiting=3), Event()
        order: list[int] = []

        async def work(number: int) -> None:
            async with queue.turn():
                order.append(number)
                await done.wait()

        async with TaskGroup() as group:
            for number in range(5):
                group.create_task(work(number))
                await sleep(0)
            assert order == [0, 1]
            with pytest.raises(OverloadedError):
                await work(5)
            done.set()
        assert order == [0, 1, 2, 3, 4]
        await work(6)

    with Runner() as runner:
        runner.run(scene())


def test_who_gives_up_leaves_room_for_others() -> None:
    async def scene() -> None:
        queue = WorkQueue(1, seconds=0.05, waiting=1)
        async with queue.turn():
            for _ in range(3):
                with pytest.raises(OverloadedError):
                    await queue.turn().__aenter__()
        async with queue.turn():
            pass

    with Runner() as runner:
        runner.run(scene())
