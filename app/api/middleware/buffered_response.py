"""A request's headers, and its response: passed on, or held back until it is whole."""

import re
from http import HTTPStatus
from itertools import count
from secrets import token_hex

from starlette.types import Message, Scope, Send

from app.api.middleware.cache import Answer, Headers, Key
from app.api.middleware.conditional import matches, tag_of

# Without blanks and quotation marks, which would make it several fields of a log line.
FIT_TO_BE_LOGGED = re.compile(rb"[A-Za-z0-9!#$%&()*+,./:;<=>?@^_`{|}~\[\]-]{1,128}")
# Repeated headers that are joined with commas; of all others the first one counts.
JOINED = frozenset((b"accept", b"accept-encoding", b"if-none-match"))
# A request's id is that of the process and the request's number.
PROCESS, NUMBERS = token_hex(8).encode(), count()
NO_SNIFFING = (b"x-content-type-options", b"nosniff")
OK, NOT_MODIFIED = int(HTTPStatus.OK), int(HTTPStatus.NOT_MODIFIED)


class BufferedResponse:
    """The headers of a request, and what of its response is sent or held back."""

    __slots__ = ("_body", "_held", "_send", "_without_body", "headers", "request_id", "status")

    def __init__(self, scope: Scope, send: Send) -> None:
        given = scope["headers"]
        self.headers: dict[bytes, bytes] = dict(given)
        if len(self.headers) < len(given):
            self.headers = _joined(given)
        named = self.headers.get(b"x-request-id")
        if named is None or not FIT_TO_BE_LOGGED.fullmatch(named):
            named = b"%b%016x" % (PROCESS, next(NUMBERS))
        self.request_id = named
        self.status = 500
        self._without_body = scope["method"] == "HEAD"
        self._send = send
        self._held: Message | None = None
        self._body = b""

    def key(self, scope: Scope) -> Key:
        """The response's key in the cache: everything that it depends on."""
        say = self.headers.get
        return (
            scope["path"], scope["query_string"], say(b"host"), say(b"accept"),
            say(b"accept-encoding"), say(b"origin"), scope["scheme"],
        )  # fmt: skip

    async def pass_on(self, message: Message) -> None:
        """Send the message with the request's id."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            await self._send({**message, "headers": self._named(message["headers"])})
        elif self._without_body and message["type"] == "http.response.body":
            await self._send({"type": "http.response.body", "body": b""})
            if message.get("more_body", False):
                # The rest of a download is not read.
                raise StopStreaming
        else:
            await self._send(message)

    async def collect(self, message: Message) -> None:
        """Hold a whole response back; pass on errors, and downloads, which have no length."""
        if message["type"] == "http.response.start" and _is_whole(message):
            self._held = message
        elif self._held is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
        else:
            await self.pass_on(message)

    def whole(self, cache_control: bytes, route: object) -> Answer | None:
        """The response that was held back, with its tag; None where it has been sent."""
        if self._held is None:
            return None
        headers: Headers = list(self._held["headers"])
        tag = tag_of(self._body)
        headers.append((b"etag", tag))
        if not any(name == b"cache-control" for name, _ in headers):
            headers.append((b"cache-control", cache_control))
        return Answer(headers, self._body, tag, route)

    async def give(self, answer: Answer) -> None:
        """Send the response, or 304 to a client that has it."""
        known = self.headers.get(b"if-none-match")
        if known is not None and matches(answer.tag, known):
            self.status, headers, body = NOT_MODIFIED, answer.headers_of_304, b""
        else:
            self.status, headers, body = OK, answer.headers, answer.body
        start = {"type": "http.response.start", "status": self.status}
        await self._send({**start, "headers": self._named(headers)})
        body = b"" if self._without_body else body
        await self._send({"type": "http.response.body", "body": body})

    def _named(self, headers: Headers) -> Headers:
        return [*headers, NO_SNIFFING, (b"x-request-id", self.request_id)]


class StopStreaming(Exception):  # noqa: N818 - nothing went wrong
    """Ends a response to HEAD after its headers."""


def _joined(given: Headers) -> dict[bytes, bytes]:
    """Each header once, where some are given more often."""
    headers: dict[bytes, bytes] = {}
    for name, value in given:
        if name not in headers:
            headers[name] = value
        elif name in JOINED:
            headers[name] += b", " + value
    return headers


def _is_whole(start: Message) -> bool:
    """True of a response of known length that has no tag of its own."""
    names = {name for name, _ in start["headers"]}
    return start["status"] == OK and b"content-length" in names and b"etag" not in names
