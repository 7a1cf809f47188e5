"""What happens to every request and answer, as plain ASGI."""

import logging
import re
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import unquote_to_bytes
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problems import problem

# Ten kilobytes of any text, each byte of them escaped, and something around.
LONGEST_ADDRESS = 32 * 1024
logger = logging.getLogger(__name__)


class RequestId:
    """Every answer carries `X-Request-ID`: the client's own, if it is fit to be logged, or a new one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if re.fullmatch(r"[\x20-\x7e]{1,128}", given) else uuid4().hex
        scope["request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        await self.app(scope, receive, send_with_id)


class Cors(CORSMiddleware):
    """Starlette's, except that a refused preflight is a problem, as every error is."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
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


class Head:
    """HEAD is answered wherever GET is: the same headers without a body.

    Of a download no more is read than it takes to begin it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] != "http.response.body":
                await send(message)
                return
            await send({"type": "http.response.body", "body": b""})
            if message.get("more_body", False):
                raise _Enough

        as_get = {**scope, "method": "GET"}
        with suppress(_Enough):
            await self.app(as_get, receive, send_without_body)
        # For who stands outside of this and asks which route it was.
        scope["route"] = as_get.get("route")


class _Enough(Exception):  # noqa: N818 - nothing went wrong
    """Ends an answer of which only the head was asked for."""


class Address:
    """Refuses addresses that are longer than any honest question or are no text."""

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
    """The last resort: what nobody foresaw is logged with its trace and answered without."""

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
            told = (request_id, scope["path"])
            logger.exception("request %s to %s failed", *told, extra={"request_id": request_id})
            detail = f"Something went wrong here; it is logged under request {request_id}."
            await problem(scope, HTTPStatus.INTERNAL_SERVER_ERROR, detail)(scope, receive, send)
