"""CORS, bounds on addresses, and unexpected errors, as plain ASGI."""

import logging
from functools import partial
from http import HTTPStatus
from urllib.parse import quote, unquote_to_bytes

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.middleware.negotiation import send_varying
from app.api.problems import problem

# Ten kilobytes of any text, each byte of them escaped, and something around.
LONGEST_ADDRESS = 32 * 1024
logger = logging.getLogger(__name__)


class Cors(CORSMiddleware):
    """Starlette's CORS for requests with `Origin`; a refused preflight is a problem, as every error is."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "origin" not in Headers(scope=scope):
            await self.app(scope, receive, partial(send_varying, b"Origin", send))
            return
        try:
            await super().__call__(scope, receive, send)
        except HTTPException as refused:
            answer = problem(scope, refused.status_code, refused.detail, headers=refused.headers)
            await answer(scope, receive, send)

    def preflight_response(self, request_headers: Headers) -> Response:
        answer = super().preflight_response(request_headers)
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            detail = f"{bytes(answer.body).decode()}."
            raise HTTPException(answer.status_code, detail, self.preflight_headers)
        return answer


class Address:
    """Refuses addresses that are too long or no UTF-8 text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        query, raw = scope["query_string"], scope.get("raw_path")
        # In `path`, what is no text stands replaced already.
        path = unquote_to_bytes(raw) if raw else scope["path"].encode("utf-8", "surrogatepass")
        if len(query) + len(path) > LONGEST_ADDRESS:
            detail = f"The address is longer than {LONGEST_ADDRESS} bytes."
            scope = {**scope, "path": scope["path"][:100]}
            await problem(scope, HTTPStatus.REQUEST_URI_TOO_LONG, detail)(scope, receive, send)
        elif not (_is_text(path) and _is_text(unquote_to_bytes(query))):
            detail = "The address is not UTF-8 text without NUL characters."
            await problem(scope, HTTPStatus.BAD_REQUEST, detail)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_text(given: bytes) -> bool:
    try:
        return "\0" not in given.decode()
    except UnicodeDecodeError:
        return False


class Unexpected:
    """Last resort: an unexpected error is logged with its trace and answered with 500."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched_send(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched_send)
        except Exception:
            if scope["type"] != "http" or started:
                raise
            request_id = scope.get("request_id", "-")
            place = (request_id, quote(scope["path"], errors="replace")[:200])
            logger.exception("request %s to %s failed", *place, extra={"request_id": request_id})
            detail = f"Something went wrong here; it is logged under request {request_id}."
            await problem(scope, HTTPStatus.INTERNAL_SERVER_ERROR, detail)(scope, receive, send)
