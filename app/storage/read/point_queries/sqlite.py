"""The small questions on SQLite: each takes some microseconds, so that they are asked on the event loop."""

from sqlite3 import Connection
from sqlite3 import Error as SQLiteError
from time import monotonic
from typing import Any

from sqlalchemy import Engine

from app.domain.errors import NotReadyError
from app.storage.database.engine import file_of
from app.storage.database.wal_index import WalIndex
from app.storage.read.point_queries.questions import BODIES, SCHEMA, VERSION
from app.storage.schema import tables as t

# Within so long it is noticed that another file stands in the place of the one that is read.
LOOK_SECONDS = 1
# In kB: enough for all that leads to the claims of a million.
CACHE = 16_000


class SQLitePointQueries:
    """Asks on a connection that serves nothing else, waits for nobody, and makes no file."""

    at_once = True

    def __init__(self, engine: Engine) -> None:
        file = file_of(engine)
        assert file is not None  # noqa: S101 - every SQLite database is one
        self._file = file
        self._look_at = 0.0
        self._own: Connection | None = None
        self._commits: WalIndex | None = None
        self._known: tuple[bytes | None, int | None] = None, None
        one = BODIES.where(t.claim_json.c.claim_id == "")
        self._version, self._claim, self._schema = (
            str(query.compile(engine)) for query in (VERSION, one, SCHEMA)
        )

    async def version(self) -> int | None:
        """The number kept from the last time, where nobody has committed since."""
        if self._is_lost():
            return None
        # Looked at before the number, which then is never older.
        mark = None if self._commits is None else self._commits.mark()
        known, number = self._known
        if mark is None or mark != known:
            (number,) = self._ask(self._version) or (None,)
            self._known = mark, number
        if self._commits is None and self._own is not None and number is not None:
            self._commits = WalIndex(str(self._file.path))
        return number

    async def claim(self, claim_id: str) -> bytes | None:
        """The claim as JSON."""
        _, body = (not self._is_lost() and self._ask(self._claim, claim_id)) or (claim_id, None)
        return body

    async def schema(self) -> str | None:
        """The version of the schema."""
        (name,) = (not self._is_lost() and self._ask(self._schema)) or (None,)
        return name

    async def close(self) -> None:
        """Give the connection back."""
        self._close()

    def _is_lost(self) -> bool:
        """True where the file is another one than it was; looked after from time to time."""
        now = monotonic()
        if now >= self._look_at:
            self._look_at = now + LOOK_SECONDS
            self._file.look()
        return self._file.is_lost

    def _close(self) -> None:
        self._commits, self._known = None, (None, None)
        if self._own is not None:
            self._own.close()
            self._own = None

    def _ask(self, statement: str, *values: str) -> Any:
        try:
            # All of it, since a question that is left half answered would hold back writers.
            rows = self._opened().execute(statement, values).fetchall()
        except (SQLiteError, NotReadyError):
            self._close()
            return None
        return next(iter(rows), None)

    def _opened(self) -> Connection:
        """A connection in which each statement is a transaction."""
        if self._own is None:
            self._own = self._file.connect(timeout=0, isolation_level=None, check_same_thread=False)
            self._own.execute(f"PRAGMA cache_size = -{CACHE}")
        return self._own
