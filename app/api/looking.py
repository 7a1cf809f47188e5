"""How requests ask the small questions of `app.storage.lookups`."""

from asyncio import Semaphore
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from app.storage.lookups import Lookups

T = TypeVar("T")


class Looking:
    """At once where that takes some microseconds, else as all questions: in a slot, in a thread."""

    def __init__(self, lookups: Lookups, slots: Semaphore) -> None:
        self.lookups = lookups
        self.slots = slots

    async def version(self) -> int | None:
        """The number that is another one after each change of the data."""
        return await self._ask(self.lookups.version)

    async def claim(self, claim_id: str) -> bytes | None:
        """The claim as it lies ready, if it does."""
        return await self._ask(lambda: self.lookups.claim(claim_id))

    async def _ask(self, question: Callable[[], T]) -> T:
        if self.lookups.at_once:
            return question()
        async with self.slots:
            return await run_in_threadpool(question)
