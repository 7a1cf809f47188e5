"""Fast path for common, valid requests for claims; everything else goes through FastAPI.

To find a route, to check each parameter and to pass a session through several threads takes FastAPI
longer than these answers take. What is not plainly valid is refused by it, in its words.
"""

from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager
from functools import cache, partial
from typing import Any, Protocol, cast, get_origin
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from app.storage.database.engine import Connection, Session

CLAIMS = "/v1/claims"
Opened = AbstractContextManager[Session] | AbstractContextManager[Connection]
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class SingleClaim:
    """Answers `/v1/claims/{id}` with the stored JSON, before FastAPI looks for a route."""

    def __init__(self, app: ASGIApp, route: BaseRoute) -> None:
        self.app = app
        self.route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and not scope["query_string"]:
            start, _, claim_id = scope["path"].rpartition("/")
            if start == CLAIMS:
                body = await scope["app"].state.point_queries.claim(claim_id)
                if body is not None:
                    scope["route"] = self.route
                    await Response(body, media_type="application/json")(scope, receive, send)
                    return
        await self.app(scope, receive, send)


class ClaimsQuery(Protocol):
    """What a list of claims is asked for."""

    def is_short(self) -> bool:
        """True where it is answered by one short statement."""


class ClaimsRoute(APIRoute):
    """A route that lists claims: besides what its path holds it takes a `session` and a `query`."""

    def get_route_handler(self) -> Handler:
        """FastAPI's place for what comes before its own handling."""
        usual, answer = super().get_route_handler(), self.endpoint
        (parameter,) = self.dependant.query_params
        shape = cast("type[BaseModel]", parameter.field_info.annotation)

        async def handle(request: Request) -> Response:
            query = _parsed(shape, request.scope["query_string"])
            if query is None:
                return await usual(request)
            state, ask = request.app.state, partial(answer, query=query, **request.path_params)
            # What a path names has to be looked up first.
            is_plain = state.point_queries.at_once and not request.path_params
            if is_plain and cast("ClaimsQuery", query).is_short():
                # On the event loop, as it takes less time than to hand it to a thread.
                return _asked(state.sessions.autocommit, ask)
            async with state.queue.turn():
                return await run_in_threadpool(_asked, state.sessions, ask)

        return handle


def _asked(opened: Callable[[], Opened], ask: Callable[..., Response]) -> Response:
    with opened() as session:
        return ask(session=session)


def _parsed(shape: type[BaseModel], query_string: bytes) -> BaseModel | None:
    """The query, or None where anything about it is not as declared."""
    repeatable, given = _repeatable(shape), dict[str, Any]()
    for name, value in parse_qsl(query_string.decode("latin-1"), keep_blank_values=True):
        if repeatable.get(name, False):
            given.setdefault(name, []).append(value)
        elif name in given:
            return None
        else:
            given[name] = value
    try:
        return shape.model_validate(given)
    except ValidationError:
        return None


@cache
def _repeatable(shape: type[BaseModel]) -> dict[str, bool]:
    """Of each parameter, by the name that clients know, whether it takes several values."""
    return {
        field.alias or name: get_origin(field.annotation) is list
        for name, field in shape.model_fields.items()
    }
