"""Untrusted files, read safely: regular ones only, of a bounded size, in UTF-8."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import SeedError

# The most that a character takes in UTF-8.
BYTES_A_CHARACTER = 4
# PostgreSQL cannot store it, and no text needs it.
NUL = "a NUL character cannot be stored; take it out"
KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_utf8(path: Path, most_bytes: int, within: Path | None = None) -> str:
    """A file's text of at most so many bytes; line breaks stay as they are.

    Where the file belongs to a folder, `within`, no link may lead out of that.
    """
    data = _read_bytes(path, most_bytes, within)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_in(data, error.start)
        raise SeedError(path, place, "this is not UTF-8 text; save it as UTF-8") from error
    if "\0" in text:
        raise SeedError(path, _place_in(data, data.index(b"\0")), NUL)
    return text


def require_inside(path: Path, folder: Path) -> None:
    """SeedError where a link leads out of the folder."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise SeedError(path, "", "is a link out of its folder; put the file itself there")


def _read_bytes(path: Path, most_bytes: int, within: Path | None) -> bytes:
    try:
        if within is not None:
            require_inside(path, within)
        # Checked before it is opened: opening a device may have an effect.
        _require_regular(path, path.stat())
        with _opened(path) as file:
            _require_regular(path, os.fstat(file.fileno()))
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise SeedError(path, "", error.strerror or str(error)) from error
    if len(data) > most_bytes:
        raise SeedError(path, "", f"is longer than {most_bytes:,} bytes; split or shorten it")
    return data


def _opened(path: Path) -> BinaryIO:
    """The file, opened without blocking: since it was checked, a pipe may have taken its place."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def _require_regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((name for is_kind, name in KINDS if is_kind(status.st_mode)), "no file")
        raise SeedError(path, "", f"is {kind}; a file of text is wanted")


def _place_in(data: bytes, byte: int) -> str:
    line = data.count(b"\n", 0, byte) + 1
    return f"line {line}, byte {byte}"
