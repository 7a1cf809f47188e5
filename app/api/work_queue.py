"""Bounded queue for database work: so many requests work, so many wait for a short time, others are refused.

Few work at a time, about as many as there are processor cores: each also holds Python's interpreter
lock, for which the event loop competes with all of them, and with it what never waits here: health,
cached responses, single claims.

Downloads yield to all other requests: their number is bounded, and only one of them at a time waits
for its next page.
"""

from asyncio import Lock, Semaphore, timeout
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from math import ceil
from time import monotonic

from app.domain.errors import OverloadedError
from app.storage.database import timeouts

WAITING = 100
DOWNLOADS = 20
# A request that has waited for this share of its budget is refused, so that enough is left for the others.
PATIENCE = 0.2


class WorkQueue:
    """First come, first served; each request has a budget of so many seconds, waiting included."""

    def __init__(
        self, working: int, seconds: float, waiting: int = WAITING, downloads: int = DOWNLOADS
    ) -> None:
        self._free = Semaphore(working)
        self._seconds = seconds
        self._patience = seconds * PATIENCE
        self._room = waiting
        self._downloads = downloads
        self._next_page = Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A place among those who work; OverloadedError where there is none in time."""
        came = monotonic()
        if self._free.locked():
            await self._wait()
        else:
            await self._free.acquire()
        with self._working(came):
            yield

    @asynccontextmanager
    async def another_turn(self) -> AsyncIterator[None]:
        """A place for the next page of a download, which waits as long as it takes: it cannot be refused any more.

        It first waits among downloads only, so that other requests wait for at most one of them.
        """
        async with self._next_page:
            await self._free.acquire()
        with self._working(monotonic()):
            yield

    @contextmanager
    def download(self) -> Iterator[None]:
        """A place among the downloads, from the first page to the last; OverloadedError where there is none."""
        if self._downloads == 0:
            raise OverloadedError(ceil(self._patience))
        self._downloads -= 1
        try:
            yield
        finally:
            self._downloads += 1

    async def _wait(self) -> None:
        if self._room == 0:
            raise OverloadedError(ceil(self._patience))
        self._room -= 1
        try:
            async with timeout(self._patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise OverloadedError(ceil(self._patience)) from error
        finally:
            self._room += 1

    @contextmanager
    def _working(self, since: float) -> Iterator[None]:
        try:
            with timeouts.budget(self._seconds, since):
                yield
        finally:
            self._free.release()
