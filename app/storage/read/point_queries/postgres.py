"""The small questions on PostgreSQL: asked one at a time, each for all who wait for it by then.

The more there are who ask, the more share one journey to the server and back, so that one connection
is enough. Nobody gets what was read before they asked.
"""

from asyncio import Lock
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import ARRAY, Engine, Select, String, any_, bindparam

from app.storage.database.postgres import arguments, settings
from app.storage.read.point_queries.questions import BODIES, SCHEMA, VERSION
from app.storage.schema import tables as t

T = TypeVar("T")
Found = Mapping[str, T]
WANTED = BODIES.where(t.claim_json.c.claim_id == any_(bindparam("wanted", type_=ARRAY(String))))
# Who has to wait for longer, as while a table is changed, does without an answer.
SECONDS = 1
# There is one version of the data and one of the schema, whoever asks for it.
ONLY = "only"


@dataclass
class Round(Generic[T]):
    """What is asked together; None until it is answered."""

    wanted: set[str] = field(default_factory=set)
    found: Found[T] | None = None


class Together(Generic[T]):
    """Asks while it holds the lock; whoever comes meanwhile is in the next round."""

    def __init__(self, lock: Lock, ask: Callable[[list[str]], Awaitable[Found[T]]]) -> None:
        self._ask = ask
        self._lock = lock
        self._next = Round[T]()

    async def get(self, key: str) -> T | None:
        """What is found under this key, as it is after now."""
        mine = self._next
        mine.wanted.add(key)
        async with self._lock:
            if mine.found is None:
                if mine is self._next:
                    self._next = Round()
                mine.found = await self._ask(list(mine.wanted))
        return mine.found.get(key)


class PostgreSQLPointQueries:
    """Asks on a connection that serves nothing else."""

    at_once = False

    def __init__(self, engine: Engine, statement_seconds: float) -> None:
        self._engine = engine
        # Found by SQLAlchemy, as it is there only where PostgreSQL is used.
        self._driver: Any = engine.dialect.loaded_dbapi
        self._settings = settings(min(statement_seconds, SECONDS))
        self._own: Any = None
        lock = Lock()
        self._versions = Together(lock, self._version)
        self._claims = Together(lock, self._bodies)
        self._schemas = Together(lock, self._schema)
        self._texts = {query: str(query.compile(engine)) for query in (VERSION, WANTED, SCHEMA)}

    async def version(self) -> int | None:
        """The number as it is after now."""
        return await self._versions.get(ONLY)

    async def claim(self, claim_id: str) -> bytes | None:
        """The claim as JSON."""
        return await self._claims.get(claim_id)

    async def schema(self) -> str | None:
        """The version of the schema."""
        return await self._schemas.get(ONLY)

    async def close(self) -> None:
        """Give the connection back."""
        own, self._own = self._own, None
        if own is not None:
            await own.close()

    async def _version(self, wanted: list[str]) -> Found[int]:
        numbers = [number for (number,) in await self._rows(VERSION)]
        return dict(zip(wanted, numbers, strict=False))

    async def _schema(self, wanted: list[str]) -> Found[str]:
        names = [name for (name,) in await self._rows(SCHEMA)]
        return dict(zip(wanted, names, strict=False))

    async def _bodies(self, wanted: list[str]) -> Found[bytes]:
        return dict(await self._rows(WANTED, wanted=wanted))

    async def _rows(self, query: Select[Any], **values: object) -> list[tuple[Any, ...]]:
        try:
            cursor = await (await self._opened()).execute(self._texts[query], values, binary=True)
            rows: list[tuple[Any, ...]] = await cursor.fetchall()
        except self._driver.Error:
            await self.close()
            return []
        return rows

    async def _opened(self) -> Any:
        if self._own is None:
            where = arguments(self._engine)
            own = await self._driver.AsyncConnection.connect(**where, autocommit=True)
            try:
                await own.execute(self._settings)
            except BaseException:
                await own.close()
                raise
            self._own = own
        return self._own
