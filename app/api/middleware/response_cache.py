"""The outermost layer: what every request and answer has, whoever answers it.

Each answer carries `X-Request-ID`; each whole answer to GET a strong ETag, and is kept for who asks the
same again; who has it already hears 304. HEAD is answered wherever GET is, without a body. All of it
is counted and logged.
"""

import time
from contextlib import suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.middleware.buffered_response import Exchange, StopStreaming
from app.api.middleware.cache import Cache
from app.api.middleware.metrics import Metrics
from app.storage.read.point_queries.point_queries import Lookups


class Front:
    """Asks the application what it has not been asked before, and keeps what it says."""

    def __init__(
        self, app: ASGIApp, lookups: Lookups, cache: Cache, metrics: Metrics, cache_seconds: int
    ) -> None:
        self.app = app
        self.lookups = lookups
        self.cache = cache
        self.metrics = metrics
        self.cache_control = b"public, max-age=%d" % cache_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, exchange = time.perf_counter(), Exchange(scope, send)
        scope["request_id"] = exchange.request_id.decode()
        try:
            if "refusal" in scope:
                # What the server could not take for a request; it is answered without a question.
                await scope["refusal"](scope, receive, exchange.pass_on)
            elif scope["method"] in {"GET", "HEAD"}:
                await self._get(scope, receive, exchange)
            else:
                await self.app(scope, receive, exchange.pass_on)
        finally:
            self.metrics.tell(scope, exchange.status, time.perf_counter() - began)

    async def _get(self, scope: Scope, receive: Receive, exchange: Exchange) -> None:
        version, key = None, None
        if self.cache.size and (scope["path"].startswith("/v1/") or scope["path"] == "/"):
            version = await self.lookups.version()
            key = exchange.key(scope)
            answer = None if version is None else self.cache.get(version, key)
            if answer is not None:
                scope["route"] = answer.route
                await exchange.give(answer)
                return
        inner = scope if scope["method"] == "GET" else {**scope, "method": "GET"}
        with suppress(StopStreaming):
            await self.app(inner, receive, exchange.collect)
        scope["route"] = inner.get("route")
        answer = exchange.whole(self.cache_control, scope["route"])
        if answer is not None:
            if version is not None and key is not None:
                self.cache.put(version, key, answer)
            await exchange.give(answer)
