"""Compression for who wants it, which Starlette does well but believes of `gzip;q=0` too."""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from app.api.negotiation import takes_gzip


class Gzip(GZipMiddleware):
    """Starlette's, told in one word what the weights in `Accept-Encoding` come to."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            wish = b"gzip" if takes_gzip(Headers(scope=scope)) else b"identity"
            others = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            # No copy of the scope, in which the route is noted for who stands outside of this.
            scope["headers"] = [*others, (b"accept-encoding", wish)]
        await super().__call__(scope, receive, send)
