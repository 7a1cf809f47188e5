"""Conditional requests: a strong ETag on every answer to GET but downloads, and 304 for who has it.

The tag is a hash of the bytes that are sent, so that it differs between gzip and plain, as a
strong tag must; that is why this stands outside of the compression.
"""

import hashlib
import re
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEPT_BY_304 = ("etag", "cache-control", "vary", "expires", "date")


class Conditional:
    """Adds `ETag` and, where the route says nothing else, `Cache-Control` for `cache_seconds`."""

    def __init__(self, app: ASGIApp, cache_seconds: int) -> None:
        self.app = app
        self.cache_control = f"public, max-age={cache_seconds}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        known = Headers(scope=scope).getlist("if-none-match")
        start: Message = {}
        body = bytearray()

        async def send_tagged(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _taggable(message):
                start = message
            elif start and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await self._finish(start, bytes(body), known, send)
            else:
                await send(message)

        await self.app(scope, receive, send_tagged)

    async def _finish(self, start: Message, body: bytes, known: list[str], send: Send) -> None:
        headers = MutableHeaders(raw=start["headers"])
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers["ETag"] = tag
        headers.setdefault("Cache-Control", self.cache_control)
        if matches(tag, known):
            kept = [(name, value) for name, value in headers.raw if name.decode() in KEPT_BY_304]
            start = {**start, "status": HTTPStatus.NOT_MODIFIED, "headers": kept}
            body = b""
        await send(start)
        await send({"type": "http.response.body", "body": body})


def matches(tag: str, known: list[str]) -> bool:
    """True where If-None-Match names the tag: `W/"a", "b,*"` names "a" and "b,*", a bare `*` any."""
    return [line.strip() for line in known] == ["*"] or any(
        tag in re.findall(r'"[^"]*"', line) for line in known
    )


def _taggable(start: Message) -> bool:
    """True of a whole answer; what has no length is a download, sent on while it is read."""
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == HTTPStatus.OK and "etag" not in headers and "content-length" in headers
    )
