"""Whether anybody has committed to an SQLite file, seen in the memory that its users share.

Asking SQLite takes two calls to the system, which cost more than all else that a kept answer takes.
What it would look at itself lies in this process's memory already: the header of the WAL index, of
which each commit changes a counter and a checksum (https://sqlite.org/walformat.html, section 2.1).
The file must not be opened a second time for that: closing it would drop SQLite's locks.
"""

import ctypes
from pathlib import Path

HEADER = 48
Header = ctypes.c_char * (2 * HEADER)


class WalIndex:
    """The header, as long as a connection of this process keeps the file open."""

    def __init__(self, database: str) -> None:
        address = _mapped(f"{database}-shm")
        self._header = None if address is None else Header.from_address(address)
        self._last = b""

    def mark(self) -> bytes | None:
        """Another one after each commit; None where that cannot be seen just now."""
        if self._header is None:
            return None
        both = self._header.raw
        if both != self._last:
            # It is written twice, so that who reads it meanwhile can tell.
            if both[:HEADER] != both[HEADER:]:
                return None
            self._last = both
        return self._last


def _mapped(path: str) -> int | None:
    """Where the beginning of this file lies in this process's memory, on Linux."""
    wanted = str(Path(path).resolve())
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    for line in maps.splitlines():
        # address-end permissions offset device inode path
        fields = line.split(maxsplit=5)
        if len(fields) == 6 and fields[5] == wanted and int(fields[2], 16) == 0:  # noqa: PLR2004
            return int(fields[0].partition("-")[0], 16)
    return None
