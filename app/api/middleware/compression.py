"""Gzip for clients that prefer it; Starlette alone would also compress for `gzip;q=0`."""

from functools import partial

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from app.api.middleware.negotiation import send_varying, takes_gzip


class Gzip(GZipMiddleware):
    """Starlette's middleware, for clients that prefer gzip by the weights in `Accept-Encoding`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if not takes_gzip(",".join(Headers(scope=scope).getlist("accept-encoding"))):
                await self.app(scope, receive, partial(send_varying, b"Accept-Encoding", send))
                return
            others = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            # Changed in place: outer layers read the route from this scope.
            scope["headers"] = [*others, (b"accept-encoding", b"gzip")]
        await super().__call__(scope, receive, send)
