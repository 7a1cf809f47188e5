"""One request and its answer, as the outermost layer sees them."""

import re
from http import HTTPStatus
from itertools import count
from secrets import token_hex

from starlette.types import Message, Scope, Send

from app.api.cache import Answer, Headers, Key
from app.api.conditional import kept_by_304, matches, tag_of

FIT_TO_BE_LOGGED = re.compile(rb"[\x20-\x7e]{1,128}")
MINDED = frozenset(
    (b"host", b"accept", b"accept-encoding", b"origin", b"if-none-match", b"x-request-id")
)
# Ids of requests begin with what no other process has, and end with the request's number.
PROCESS, NUMBERS = token_hex(8), count()


class Asked:
    """The headers of a request that decide about its answer."""

    __slots__ = ("accept", "encoding", "host", "known", "origin", "request_id")

    def __init__(self, scope: Scope) -> None:
        self.host: bytes | None = None
        self.origin: bytes | None = None
        self.accept = self.encoding = b""
        self.known: list[str] = []
        self.request_id = ""
        for name, value in scope["headers"]:
            if name in MINDED:
                self._mind(name, value)
        if not self.request_id:
            self.request_id = f"{PROCESS}{next(NUMBERS):016x}"

    def key(self, scope: Scope) -> Key:
        """All that an answer hangs on: what is asked, where, in which form, and for which page."""
        return (
            scope["path"], scope["query_string"], self.host or b"", self.accept, self.encoding,
            self.origin or b"", scope["scheme"],
        )  # fmt: skip

    def _mind(self, name: bytes, value: bytes) -> None:
        # Of several, the application minds the first.
        if name == b"host":
            self.host = value if self.host is None else self.host
        elif name == b"accept":
            self.accept += b"," + value
        elif name == b"accept-encoding":
            self.encoding += b"," + value
        elif name == b"origin":
            self.origin = value if self.origin is None else self.origin
        elif name == b"if-none-match":
            self.known.append(value.decode("latin-1"))
        elif FIT_TO_BE_LOGGED.fullmatch(value) and not self.request_id:
            self.request_id = value.decode()


class Exchange:
    """A request on its way out: what has been said of the answer, and what is held back of it."""

    __slots__ = ("_body", "_held", "_send", "_without_body", "asked", "status")

    def __init__(self, asked: Asked, method: str, send: Send) -> None:
        self.asked = asked
        self.status = 500
        self._without_body = method == "HEAD"
        self._send = send
        self._held: Message | None = None
        self._body = b""

    async def pass_on(self, message: Message) -> None:
        """Send it as it is, with the request's id."""
        if message["type"] == "http.response.start":
            await self._begin(message["status"], message["headers"])
        elif self._without_body and message["type"] == "http.response.body":
            await self._send({"type": "http.response.body", "body": b""})
            if message.get("more_body", False):
                # Of a download no more is read than it takes to begin it.
                raise Enough
        else:
            await self._send(message)

    async def collect(self, message: Message) -> None:
        """Hold a whole answer back; errors, and downloads, which have no length, are passed on."""
        if message["type"] == "http.response.start" and _is_whole(message):
            self._held = message
        elif self._held is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
        else:
            await self.pass_on(message)

    def whole(self, cache_control: bytes, route: object) -> Answer | None:
        """What was held back, with its tag; None where all has been sent."""
        if self._held is None:
            return None
        headers: Headers = list(self._held["headers"])
        tag = tag_of(self._body)
        headers.append((b"etag", tag.encode()))
        if not any(name == b"cache-control" for name, _ in headers):
            headers.append((b"cache-control", cache_control))
        return Answer(headers, kept_by_304(headers), self._body, tag, route)

    async def give(self, answer: Answer) -> None:
        """Send the answer, or that it is known."""
        known = self.asked.known
        if known and matches(answer.tag, known):
            await self._begin(int(HTTPStatus.NOT_MODIFIED), answer.headers_of_304)
            await self._send({"type": "http.response.body", "body": b""})
            return
        await self._begin(int(HTTPStatus.OK), answer.headers)
        body = b"" if self._without_body else answer.body
        await self._send({"type": "http.response.body", "body": body})

    async def _begin(self, status: int, headers: Headers) -> None:
        self.status = status
        named = (b"x-request-id", self.asked.request_id.encode())
        start = {"type": "http.response.start", "status": status, "headers": [*headers, named]}
        await self._send(start)


class Enough(Exception):  # noqa: N818 - nothing went wrong
    """Ends an answer of which only the head was asked for."""


def _is_whole(start: Message) -> bool:
    """True of an answer with a length, of which nobody else has said what it is."""
    names = {name for name, _ in start["headers"]}
    return start["status"] == HTTPStatus.OK and b"content-length" in names and b"etag" not in names
