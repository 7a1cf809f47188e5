"""Outermost layer: request ids, ETags, the response cache, HEAD, metrics and the log.

Each response carries `X-Request-ID`. A whole response to GET carries a strong ETag and is cached; a
client that has it gets 304. HEAD works wherever GET does.
"""

import time
from contextlib import suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.middleware.buffered_response import BufferedResponse, StopStreaming
from app.api.middleware.cache import Cache
from app.api.middleware.metrics import Metrics
from app.storage.read.point_queries.questions import PointQueries


class ResponseCache:
    """Answers GET and HEAD from the cache where it can, and fills it from the application."""

    def __init__(
        self,
        app: ASGIApp,
        point_queries: PointQueries,
        cache: Cache,
        metrics: Metrics,
        cache_seconds: int,
    ) -> None:
        self.app = app
        self.point_queries = point_queries
        self.cache = cache
        self.metrics = metrics
        self.cache_control = b"public, max-age=%d" % cache_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, response = time.perf_counter(), BufferedResponse(scope, send)
        scope["request_id"] = response.request_id.decode()
        try:
            if "refusal" in scope:
                # The server could not read the request: its refusal goes past cache and routes.
                await scope["refusal"](scope, receive, response.pass_on)
            elif scope["method"] in {"GET", "HEAD"}:
                await self._get(scope, receive, response)
            else:
                await self.app(scope, receive, response.pass_on)
        finally:
            self.metrics.observe(scope, response.status, time.perf_counter() - began)

    async def _get(self, scope: Scope, receive: Receive, response: BufferedResponse) -> None:
        version, key = None, None
        if self.cache.size and (scope["path"].startswith("/v1/") or scope["path"] == "/"):
            version = await self.point_queries.version()
            key = response.key(scope)
            answer = None if version is None else self.cache.get(version, key)
            if answer is not None:
                scope["route"] = answer.route
                await response.give(answer)
                return
        inner = scope if scope["method"] == "GET" else {**scope, "method": "GET"}
        with suppress(StopStreaming):
            await self.app(inner, receive, response.collect)
        scope["route"] = inner.get("route")
        answer = response.whole(self.cache_control, scope["route"])
        if answer is not None:
            if version is not None and key is not None:
                self.cache.put(version, key, answer)
            await response.give(answer)
