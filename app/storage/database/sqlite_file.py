"""An SQLite file: who makes it, how it is opened, and what is done when another one stands in its place.

Connections to two files of one name must never be open at the same time: both would use the files
beside it, `-wal` and `-shm`, and each would read what the other one wrote.

A file is known by its place on the disk: one whose bytes are overwritten is not known for another one.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from app.domain.errors import NotReadyError

OWNER_ONLY_FOLDER, OWNER_ONLY_FILE = 0o700, 0o600
# Why SQLite cannot make the files beside one that it could read: no room, or no right.
CANNOT_WRITE = {
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
}  # fmt: skip
PRIMARY = 0xFF

Identity = tuple[int, ...]


class SQLiteFile:
    """The file that was opened first: whoever opens it later gets the same one or none."""

    def __init__(self, path: str) -> None:
        self.path = Path(path).absolute()
        self.is_lost = False
        self._known: Identity | None = None
        self._is_frozen = False

    def prepare(self) -> None:
        """Make the file, for its owner only, where there is none, and let it be read beside a writer."""
        try:
            if not self.path.exists():
                self.path.parent.mkdir(OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
                with suppress(FileExistsError):
                    os.close(os.open(self.path, os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE))
        except OSError as error:
            raise NotReadyError(
                f"The database cannot be made: {error.filename}: {error.strerror}"
            ) from error
        # Whoever needs more than to read says what is wrong.
        with suppress(sqlite3.Error), closing(self.connect()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")

    def connect(self, **options: Any) -> sqlite3.Connection:
        """A new connection; nothing is made by it but the files beside the database.

        Where these cannot be made and are not there, nobody writes, and SQLite reads the file alone.
        """
        self.require()
        address = self.path.as_uri()
        try:
            connection = _opened(
                f"{address}?mode={'ro&immutable=1' if self._is_frozen else 'rw'}", options
            )
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY not in CANNOT_WRITE:
                raise
            self._require_no_rest(error)
            if not self._stands_alone():
                raise
            connection = _opened(f"{address}?mode=ro&immutable=1", options)
            self._is_frozen = True
        if self._known is None:
            self._known = self._found()
        return connection

    def require(self) -> None:
        """NotReadyError where the file is no more the one that was opened first."""
        self.look()
        if self.is_lost:
            raise NotReadyError(
                f"The database {self.path} was replaced or deleted while it was in use; start again."
            )

    def look(self) -> None:
        """Find out whether it still is."""
        self.is_lost = self._known is not None and self._found() != self._known

    def _found(self) -> Identity | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        same = (found.st_dev, found.st_ino)
        if not self._is_frozen:
            return same
        # SQLite takes it for a file that never changes.
        return (*same, found.st_size, found.st_mtime_ns) if self._stands_alone() else None

    def _require_no_rest(self, error: sqlite3.OperationalError) -> None:
        """NotReadyError where a part of what was committed is beside the file, and nothing can be written there."""
        log = f"{self.path}-wal"
        is_readable = os.access(self.path, os.R_OK) and os.access(log, os.R_OK)
        if not is_readable or not _size(log) or os.access(self.path.parent, os.W_OK):
            return
        raise NotReadyError(
            f"The database {self.path} cannot be read: what was written last is still in {log}, "
            "and is moved into it only where both can be written to; start once there, "
            "or copy both to such a place."
        ) from error

    def _stands_alone(self) -> bool:
        """True where the file holds all that was committed."""
        try:
            return self.path.stat().st_size > 0 and not _size(f"{self.path}-wal")
        except OSError:
            return False


def _size(path: str) -> int:
    return Path(path).stat().st_size if Path(path).exists() else 0


def _opened(address: str, options: dict[str, Any]) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlite3.connect(address, **{**options, "uri": True})
    try:
        # Before it is read, nothing says that it cannot be.
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
