"""Bounded queue for database work: so many requests work, so many wait for a short time, others are refused.

Few work at a time, about as many as there are processor cores. Beside waiting for the database, each
holds Python's interpreter lock, for which the event loop queues with all of them, and with it what
never waits here: health, answers from memory, single claims.

Downloads stand behind all others: there are only so many of them, and of these only one at a time
waits among the others for its next page.
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
# Who has waited for this share of the budget is refused, so that enough is left to answer the others.
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
        """A place for a download that goes on, which waits as long as it takes: it cannot be refused any more.

        It first waits among downloads only, so that whoever comes has at most one of them before it.
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
