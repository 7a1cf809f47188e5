"""The outermost layer: what every request and answer has, whoever answers it.

Each answer carries `X-Request-ID`; each whole answer to GET a strong ETag, and is kept for who asks the
same again; who has it already hears 304. HEAD is answered wherever GET is, without a body. All of it
is counted and logged.
"""

import re
import time
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from secrets import token_hex
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.cache import Answer, Cache, Headers
from app.api.conditional import kept_by_304, matches, tag_of
from app.api.metrics import Metrics

if TYPE_CHECKING:
    from app.storage.lookups import Lookups

FIT_TO_BE_LOGGED = re.compile(rb"[\x20-\x7e]{1,128}")


@dataclass(slots=True)
class Asked:
    """The headers of a request that this layer minds."""

    request_id: str = ""
    known: list[str] = field(default_factory=list)
    host: bytes = b""
    accept: bytes = b""
    encoding: bytes = b""
    origin: bytes = b""


class Front:
    """Asks the application what it has not been asked before, and keeps what it says."""

    def __init__(self, app: ASGIApp, cache: Cache, metrics: Metrics, cache_seconds: int) -> None:
        self.app = app
        self.cache = cache
        self.metrics = metrics
        self.cache_control = b"public, max-age=%d" % cache_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, asked = time.perf_counter(), _asked(scope)
        scope["request_id"] = asked.request_id
        exchange = _Exchange(asked, scope["method"], send)
        try:
            if scope["method"] in {"GET", "HEAD"}:
                await self._get(scope, receive, exchange)
            else:
                await self.app(scope, receive, exchange.pass_on)
        finally:
            self.metrics.tell(scope, exchange.status, time.perf_counter() - began)

    async def _get(self, scope: Scope, receive: Receive, exchange: "_Exchange") -> None:
        version = await self._version(scope)
        key = _key(scope, exchange.asked)
        answer = None if version is None else self.cache.get(version, key)
        if answer is None:
            inner = scope if scope["method"] == "GET" else {**scope, "method": "GET"}
            with suppress(_Enough):
                await self.app(inner, receive, exchange.collect)
            scope["route"] = inner.get("route")
            answer = exchange.whole(self.cache_control, scope["route"])
            if answer is None:
                return
            if version is not None:
                self.cache.put(version, key, answer)
        else:
            scope["route"] = answer.route
        await exchange.give(answer)

    async def _version(self, scope: Scope) -> int | None:
        """The data's version; None where nothing of what this asks for is kept."""
        if not self.cache.size or not scope["path"].startswith("/v1/"):
            return None
        lookups: Lookups = scope["app"].state.lookups
        if lookups.at_once:
            return lookups.version()
        return await run_in_threadpool(lookups.version)


class _Exchange:
    """One request on its way out: what has been said of the answer, and what is held back of it."""

    def __init__(self, asked: Asked, method: str, send: Send) -> None:
        self.asked = asked
        self.status = 500
        self._without_body = method == "HEAD"
        self._send = send
        self._held: Message | None = None
        self._body = bytearray()

    async def pass_on(self, message: Message) -> None:
        """Send it as it is, with the request's id."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            named = (b"x-request-id", self.asked.request_id.encode("latin-1"))
            message = {**message, "headers": [*message["headers"], named]}
        elif self._without_body and message["type"] == "http.response.body":
            more, message = message.get("more_body", False), {"type": "http.response.body"}
            await self._send(message)
            if more:
                # Of a download no more is read than it takes to begin it.
                raise _Enough
            return
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
        body = bytes(self._body)
        tag = tag_of(body)
        headers.append((b"etag", tag.encode()))
        if not any(name == b"cache-control" for name, _ in headers):
            headers.append((b"cache-control", cache_control))
        return Answer(headers, body, tag, route)

    async def give(self, answer: Answer) -> None:
        """Send the answer, or that it is known."""
        status, headers, body = int(HTTPStatus.OK), answer.headers, answer.body
        if self.asked.known and matches(answer.tag, self.asked.known):
            status, headers, body = int(HTTPStatus.NOT_MODIFIED), kept_by_304(headers), b""
        start = {"type": "http.response.start", "status": status, "headers": headers}
        await self.pass_on(start)
        await self.pass_on({"type": "http.response.body", "body": body})


class _Enough(Exception):  # noqa: N818 - nothing went wrong
    """Ends an answer of which only the head was asked for."""


def _asked(scope: Scope) -> Asked:
    asked = Asked()
    for name, value in scope["headers"]:
        if name == b"host":
            asked.host = value
        elif name == b"accept-encoding":
            asked.encoding += value
        elif name == b"accept":
            asked.accept += b"," + value
        elif name == b"if-none-match":
            asked.known.append(value.decode("latin-1"))
        elif name == b"origin":
            asked.origin = value
        elif name == b"x-request-id" and FIT_TO_BE_LOGGED.fullmatch(value):
            asked.request_id = asked.request_id or value.decode("latin-1")
    asked.request_id = asked.request_id or token_hex(16)
    return asked


def _key(scope: Scope, asked: Asked) -> Hashable:
    """All that answers hang on: what is asked, where, in which form, and for which page."""
    return (
        scope["path"],
        scope["query_string"],
        asked.accept,
        b"gzip" in asked.encoding,
        asked.origin,
        asked.host,
        scope["scheme"],
    )


def _is_whole(start: Message) -> bool:
    """True of an answer with a length, of which nobody else has said what it is."""
    names = {name for name, _ in start["headers"]}
    return start["status"] == HTTPStatus.OK and b"content-length" in names and b"etag" not in names
