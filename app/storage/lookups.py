"""Two small questions, asked without a session: how new the data are, and one claim as it is sent.

On SQLite each takes some microseconds, less than it takes to hand it to a thread; then it may be asked
on the event loop, on a connection that serves nothing else and waits for nobody.
"""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from sqlite3 import Error as SQLiteError
from sqlite3 import connect
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from app.storage import tables as t
from app.storage.commits import Commits

VERSION = select(t.data_version.c.number)
BODY = select(t.claim_shown.c.body).where(t.claim_shown.c.claim_id == bindparam("claim_id"))


class Lookups:
    """Asks the database; where that cannot answer just now, the answer is None."""

    def __init__(self, database: Engine | Connection) -> None:
        self.database = database
        self.at_once = isinstance(database, Engine) and database.dialect.name == "sqlite"
        self._file = str(database.engine.url.database)
        self._own: SQLiteConnection | None = None
        self._commits: Commits | None = None
        self._known: tuple[bytes | None, int | None] = None, None
        self._texts = {query: _text(query, database) for query in (VERSION, BODY)}

    def version(self) -> int | None:
        """A number that is another one after each change of the data, as soon as that is committed."""
        # Looked at before the number, which then is never older.
        mark = None if self._commits is None else self._commits.mark()
        known, number = self._known
        if mark is None or mark != known:
            number = self._ask(VERSION)
            self._known = mark, number
        if self._commits is None and self._own is not None and number is not None:
            self._commits = Commits(self._file)
        return number

    def claim(self, claim_id: str) -> bytes | None:
        """The claim as JSON; None also where it has changed and is not made anew yet."""
        body: bytes | None = self._ask(BODY, claim_id=claim_id)
        return body

    def close(self) -> None:
        """Give the connection back."""
        self._commits, self._known = None, (None, None)
        if self._own is not None:
            self._own.close()
            self._own = None

    def _ask(self, query: Select[Any], **parameters: str) -> Any:
        try:
            if self.at_once:
                rows = self._sqlite().execute(self._texts[query], tuple(parameters.values()))
                # All of it, since a question that is left half answered would hold back writers.
                return next(iter(rows.fetchall()), (None,))[0]
            with self._connected() as connection:
                return connection.execute(query, parameters).scalar()
        except (SQLiteError, SQLAlchemyError):
            self.close()
            return None

    def _sqlite(self) -> SQLiteConnection:
        """A connection in which each statement is a transaction, and which waits for nobody.

        It is none of the pool's, whose connections may all be out, and makes no file.
        """
        if self._own is None:
            address = f"{Path(self._file).absolute().as_uri()}?mode=rw"
            self._own = connect(
                address, uri=True, timeout=0, isolation_level=None, check_same_thread=False
            )
        return self._own

    def _connected(self) -> AbstractContextManager[Connection]:
        if isinstance(self.database, Connection):
            return nullcontext(self.database)
        return self.database.connect().execution_options(isolation_level="AUTOCOMMIT")


def _text(query: Select[Any], database: Engine | Connection) -> str:
    return str(query.compile(dialect=database.dialect))
