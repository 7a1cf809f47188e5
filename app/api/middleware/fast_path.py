"""What is asked most takes a short way, where the question is plainly right.

FastAPI's usual way finds a route, finds and checks each parameter and hands a session through several
threads, which takes longer than the answer. What is not plainly right, and what does not lie ready,
goes that way, and so is refused in its words.
"""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import cache, partial
from typing import Any, NoReturn, cast, get_origin
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.dependencies import Sessions, get_sessions

CLAIMS = "/v1/claims"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ReadyClaim:
    """Answers with a claim as it lies ready, before anybody looks for a route: that takes longest."""

    def __init__(self, app: ASGIApp, route: BaseRoute) -> None:
        self.app = app
        self.route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and not scope["query_string"]:
            start, _, claim_id = scope["path"].rpartition("/")
            if start == CLAIMS:
                body = await scope["app"].state.lookups.claim(claim_id)
                if body is not None:
                    scope["route"] = self.route
                    await Response(body, media_type="application/json")(scope, receive, send)
                    return
        await self.app(scope, receive, send)


class ReadyClaims(APIRoute):
    """A route that lists claims: besides what its path holds it takes a `slot`, `sessions` and a `query`."""

    def get_route_handler(self) -> Handler:
        """FastAPI's place for what comes before its own handling."""
        usual, answer = super().get_route_handler(), self.endpoint
        (parameter,) = self.dependant.query_params
        shape = cast("type[BaseModel]", parameter.field_info.annotation)

        async def read_first(request: Request) -> Response:
            query = _plain(shape, request.scope["query_string"])
            if query is None:
                return await usual(request)
            opened = request.app.dependency_overrides.get(get_sessions, get_sessions)
            sessions = await opened(request)
            ask = partial(answer, slot=None, query=query, **request.path_params)
            if request.app.state.lookups.at_once and _is_short(query):
                with suppress(NotAtOnce):
                    return cast("Response", ask(sessions=AtOnce(sessions)))
            async with request.app.state.queue.turn():
                return cast("Response", await run_in_threadpool(ask, sessions=sessions))

        return read_first


class AtOnce:
    """Opens what a page takes that lies ready along one index, and nothing that takes longer."""

    def __init__(self, sessions: Sessions) -> None:
        self.glance = sessions.glance

    def __call__(self) -> NoReturn:
        raise NotAtOnce


class NotAtOnce(Exception):  # noqa: N818 - nothing went wrong
    """Says that the answer takes so long that nobody else should wait for it."""


def _is_short(query: BaseModel) -> bool:
    """True of a page along one index, which SQLite reads in less time than threads take to meet.

    More than that could keep all others waiting.
    """
    one_speaker = len(getattr(query, "speaker", ())) <= 1
    return one_speaker and query.model_fields_set <= {"limit", "cursor", "speaker", "fields_"}


def _plain(shape: type[BaseModel], query_string: bytes) -> BaseModel | None:
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
