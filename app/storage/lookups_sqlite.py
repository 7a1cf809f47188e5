"""The small questions on SQLite: each takes some microseconds, so that they are asked on the event loop."""

from pathlib import Path
from sqlite3 import Connection, connect
from sqlite3 import Error as SQLiteError
from typing import Any

from sqlalchemy import Engine

from app.storage import tables as t
from app.storage.commits import Commits
from app.storage.lookups import BODIES, SCHEMA, VERSION

# In kB: enough for all that leads to the claims of a million.
CACHE = 16_000


class SQLiteLookups:
    """Asks on a connection that serves nothing else, waits for nobody, and makes no file."""

    at_once = True

    def __init__(self, engine: Engine) -> None:
        self._file = str(engine.url.database)
        self._own: Connection | None = None
        self._commits: Commits | None = None
        self._known: tuple[bytes | None, int | None] = None, None
        one = BODIES.where(t.claim_shown.c.claim_id == "")
        self._version, self._claim, self._schema = (
            str(query.compile(engine)) for query in (VERSION, one, SCHEMA)
        )

    async def version(self) -> int | None:
        """The number kept from the last time, where nobody has committed since."""
        # Looked at before the number, which then is never older.
        mark = None if self._commits is None else self._commits.mark()
        known, number = self._known
        if mark is None or mark != known:
            (number,) = self._ask(self._version) or (None,)
            self._known = mark, number
        if self._commits is None and self._own is not None and number is not None:
            self._commits = Commits(self._file)
        return number

    async def claim(self, claim_id: str) -> bytes | None:
        """The claim as JSON."""
        _, body = self._ask(self._claim, claim_id) or (claim_id, None)
        return body

    async def schema(self) -> str | None:
        """The version of the schema."""
        (name,) = self._ask(self._schema) or (None,)
        return name

    async def close(self) -> None:
        """Give the connection back."""
        self._close()

    def _close(self) -> None:
        self._commits, self._known = None, (None, None)
        if self._own is not None:
            self._own.close()
            self._own = None

    def _ask(self, statement: str, *values: str) -> Any:
        try:
            # All of it, since a question that is left half answered would hold back writers.
            rows = self._opened().execute(statement, values).fetchall()
        except SQLiteError:
            self._close()
            return None
        return next(iter(rows), None)

    def _opened(self) -> Connection:
        """A connection in which each statement is a transaction."""
        if self._own is None:
            address = f"{Path(self._file).absolute().as_uri()}?mode=rw"
            self._own = connect(
                address, uri=True, timeout=0, isolation_level=None, check_same_thread=False
            )
            self._own.execute(f"PRAGMA cache_size = -{CACHE}")
        return self._own
