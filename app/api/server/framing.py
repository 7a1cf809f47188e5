"""Framing of requests: where each begins and ends, counted before any parser keeps its bytes.

A parser that is given a head in pieces keeps what it has read of it, however long that grows. Here a
head is gathered first, within bounds, and the parser gets it whole; of a body, it gets no more than
belongs to it, so that nothing is taken for the next request that is a part of this one.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import unquote

from app.api.middleware.metrics import METHODS
from app.api.middleware.requests import LONGEST_ADDRESS

# No parser here reads an address of more than 64 kB.
LONGEST_LINE = 2**16 - 1
LONGEST_HEADERS = 64 * 1024
LONGEST_BODY = 64 * 1024  # of what is sent, with all that `chunked` adds
BROKEN = "Invalid HTTP request received."
OVERLONG = b"?" + b"x" * (LONGEST_ADDRESS + 1)

EMPTY_LINE = b"\r\n\r\n"
END_OF_LINE = len(b" HTTP/1.1\r\n")
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
HOST = re.compile(rb"(\[[0-9A-Fa-f:.]+\]|[!$&'()*+,;=._~%0-9A-Za-z-]*)(:[0-9]*)?")
VERSIONS = frozenset(("1.0", "1.1"))
BARE_LINE_FEED = re.compile(rb"(?<!\r)\n")
# The parser refuses methods that it does not know before it has seen the address.
PARSED = tuple(f"{method} ".encode() for method in METHODS)


class Refused(Exception):  # noqa: N818 - it is the request that is wrong
    """A refused request, with the status and the message for its client."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail


class Head:
    """The first line and the headers of one request, kept as they come in."""

    __slots__ = ("_is_overlong", "_kept", "_line", "_whole", "unparsed")

    def __init__(self) -> None:
        self._whole = b""
        self._kept = bytearray()  # until it is
        self._line = 0  # where the first line ends
        self._is_overlong = False
        # The method, where the parser is given another one for it.
        self.unparsed: str | None = None

    def __len__(self) -> int:
        return len(self._whole) or len(self._kept)

    def add(self, data: bytes) -> bytes | None:
        """Keep what belongs to the head; what stands behind it, or None while it is not whole."""
        kept = self._kept
        if not kept:
            # Nearly all heads are like this one; the rest is for the others.
            size = data.find(EMPTY_LINE) + len(EMPTY_LINE)
            if len(EMPTY_LINE) <= size <= LONGEST_LINE and data.startswith(PARSED):
                self._whole = data[:size]
                return data[size:]
            data = data.lstrip(b"\r\n")
        before, size = len(kept), through_empty_line(kept, data)
        kept += data[:size] if size else data
        if not self._line:
            self._find_line(before)
        if self._line and len(kept) - self._line > LONGEST_HEADERS:
            raise Refused(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                f"The headers are longer than {LONGEST_HEADERS} bytes.",
            )
        if size:
            self._whole = bytes(kept)
            return data[size:]
        if kept and (BARE_LINE_FEED.search(kept, before) or not TOKEN.match(kept)):
            # Nothing that follows could mend it, so nobody has to wait for the end.
            raise Refused(HTTPStatus.BAD_REQUEST, BROKEN)
        return None

    def _find_line(self, before: int) -> None:
        """Find the end of the first line, and cut out its middle where it is too long."""
        line = self._kept.find(b"\n", before) + 1
        end = line or len(self._kept)
        if end > LONGEST_LINE:
            del self._kept[LONGEST_LINE - END_OF_LINE : end - END_OF_LINE]
            self._is_overlong = True
            line = line and LONGEST_LINE
        self._line = line

    def for_parser(self) -> bytes:
        """The whole head, with a method that the parser knows and an address that it can read.

        An address that is too long stays too long, so that the application refuses it.
        """
        is_parsed = self._whole.startswith(PARSED)
        if is_parsed and not self._is_overlong:
            return self._whole
        words = self._words()
        if words is None:
            raise Refused(HTTPStatus.BAD_REQUEST, BROKEN)
        method, address, rest = words
        if self._is_overlong:
            address = address.partition(b"?")[0][:100] + OVERLONG
        if not is_parsed:
            self.unparsed, method = method.decode(), b"POST"
        return b"%b %b %b%b" % (method, address, rest, self._whole[self._line :])

    @property
    def method(self) -> str:
        """What stands in the first line, whether the parser knows it or not; `-` if nothing does."""
        words = self._words()
        return "-" if words is None else words[0].decode()

    @property
    def path(self) -> str:
        """What is known of a refused request, for its response."""
        words = self._words()
        path = (
            "/" if words is None else unquote(words[1].partition(b"?")[0][:100].decode("latin-1"))
        )
        return path if path.startswith("/") else "/"

    def _words(self) -> tuple[bytes, bytes, bytes] | None:
        """Method, address and what follows; None where the line is none, or not there yet."""
        line, feed, _ = (self._whole or bytes(self._kept)).partition(b"\n")
        method, *others = (line + feed).split(b" ")
        match others:
            case [address, rest] if feed and TOKEN.fullmatch(method):
                return method, address, rest
            case _:
                return None


class Body:
    """How much of what comes in belongs to one request's body."""

    __slots__ = ("_left", "_tail", "_taken")

    def __init__(self, length: int | None) -> None:
        """Without a length it is chunked."""
        self._left = length
        self._taken = length or 0
        self._tail = b""
        self._require_short()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What to give to the parser, one after the other, until it has found the end.

        Of a chunked body, each ends at an empty line: there the last one ends, and the body with it.
        """
        start = 0
        while start < len(data) and self._left != 0:
            end = start + self._take(data, start)
            yield data[start:end]
            start = end

    def _take(self, data: bytes, start: int) -> int:
        come = len(data) - start
        if self._left is not None:
            size = min(come, self._left)
            self._left -= size
            return size
        end = through_empty_line(self._tail, data, start)
        self._tail = b"" if end else (self._tail + data[max(start, len(data) - 3) :])[-3:]
        size = end or come
        self._taken += size
        self._require_short()
        return size

    def _require_short(self) -> None:
        if self._taken > LONGEST_BODY:
            raise Refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The body is longer than {LONGEST_BODY} bytes; nothing here takes one.",
            )


def through_empty_line(before: bytes | bytearray, data: bytes, start: int = 0) -> int:
    """How many bytes from `start` to the end of the first empty line, which may begin in `before`."""
    tail = before[-3:]
    found = (tail + data[start : start + 3]).find(EMPTY_LINE)
    if found >= 0:
        return found + len(EMPTY_LINE) - len(tail)
    found = data.find(EMPTY_LINE, start)
    return found + len(EMPTY_LINE) - start if found >= 0 else 0


def require_clear(
    version: str, headers: list[tuple[bytes, bytes]], given: dict[bytes, bytes]
) -> None:
    """Refuse what does not say, or says twice, whom it is for and where it ends."""
    hosts = [value for name, value in headers if name == b"host"]
    if version not in VERSIONS:
        detail = "The version of HTTP is none that is spoken here: HTTP/1.1 is."
    elif len(hosts) > 1 or (version == "1.1" and not hosts):
        detail = "A request has one Host header, no more and no less."
    elif hosts and not HOST.fullmatch(hosts[0]):
        detail = "The Host header names no host, such as example.org or example.org:8000."
    elif version == "1.0" and b"transfer-encoding" in given:
        detail = "HTTP/1.0 has no Transfer-Encoding."
    else:
        return
    raise Refused(HTTPStatus.BAD_REQUEST, detail)
