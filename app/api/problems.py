"""Error responses: `application/problem+json` (RFC 9457), one shape for all.

Domain errors know no HTTP; `STATUS` is the one place that gives them a status.
"""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Scope

from app.domain.errors import (
    InvalidRequestError,
    NotFoundError,
    NotReadyError,
    OnrecordError,
    OverloadedError,
    TooCostlyError,
)

MEDIA_TYPE = "application/problem+json"
STATUS: Mapping[type[OnrecordError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    InvalidRequestError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotReadyError: HTTPStatus.SERVICE_UNAVAILABLE,
    TooCostlyError: HTTPStatus.SERVICE_UNAVAILABLE,
    OverloadedError: HTTPStatus.SERVICE_UNAVAILABLE,
}
BLANK, OVERLOADED = "about:blank", "urn:onrecord:overloaded"
# The names of RFC 9110, the same from every Python; the standard library has them from 3.13 on.
TITLES: Mapping[int | str, str] = {
    413: "Content Too Large",
    414: "URI Too Long",
    422: "Unprocessable Content",
    OVERLOADED: "Overloaded",
}
NOT_READY = "The database does not answer, or its schema is not current; try again soon."
logger = logging.getLogger(__name__)


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    loc: list[str] = Field(
        description="Where it is, outermost first: `query`, then the parameter's name"
    )
    msg: str = Field(description="What would be right")


class Problem(BaseModel):
    """An error (RFC 9457). Every answer with a status from 400 up has this shape."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(
        description="`about:blank`: the problem is what its status says; `urn:onrecord:overloaded`: "
        "the same request is fine a little later, as `Retry-After` says"
    )
    title: str = Field(description="The type in words, or the status")
    status: int = Field(description="The HTTP status")
    detail: str = Field(description="What went wrong here, for people")
    instance: str = Field(description="The path that was asked for")
    errors: list[Fault] | SkipJsonSchema[None] = Field(
        default=None,
        exclude_if=lambda errors: errors is None,
        description="With status 422: each thing that is wrong",
    )


def problem(
    scope: Scope,
    status: int,
    detail: str,
    errors: Sequence[Fault] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response for an error."""
    body = describe(_path(scope), status, detail, errors)
    return Response(body.model_dump_json(), status, headers, MEDIA_TYPE)


def overloaded(scope: Scope, error: OverloadedError) -> Response:
    """503 with `Retry-After`, for a request that found no place."""
    status = STATUS[OverloadedError]
    body = describe(_path(scope), status, str(error), kind=OVERLOADED)
    headers = {"Retry-After": str(error.seconds)}
    return Response(body.model_dump_json(), status, headers, MEDIA_TYPE)


def describe(
    path: str,
    status: int,
    detail: str,
    errors: Sequence[Fault] | None = None,
    kind: str = BLANK,
) -> Problem:
    """The body of an error."""
    return Problem(
        type=kind,
        title=TITLES.get(kind) or TITLES.get(status) or HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=path,
        errors=None if errors is None else list(errors),
    )


def install(app: FastAPI) -> None:
    """Answer every expected error with a problem; `requests.Unexpected` does the others."""
    app.add_exception_handler(OnrecordError, _onrecord_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)


async def _onrecord_error(request: Request, error: Exception) -> Response:
    status = next((STATUS[kind] for kind in STATUS if isinstance(error, kind)), None)
    if status is None:
        raise error
    if isinstance(error, OverloadedError):
        # Not logged beside the request itself: under overload that costs too much.
        return overloaded(request.scope, error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        request_id = request.scope.get("request_id", "-")
        cause = " ".join(str(error).split())
        logger.error("request %s: %s", request_id, cause, extra={"request_id": request_id})
    faults = None
    if isinstance(error, InvalidRequestError):
        faults = [Fault(loc=list(error.loc), msg=str(error))]
    # The log has the database's address and message; clients get neither.
    detail = NOT_READY if isinstance(error, NotReadyError) else str(error)
    return problem(request.scope, status, detail, faults)


async def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for nothing else
    faults = [
        Fault(loc=[str(part) for part in fault["loc"]], msg=fault["msg"])
        for fault in error.errors()
    ]
    places = ", ".join(dict.fromkeys(".".join(fault.loc) for fault in faults))
    return problem(
        request.scope,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        f"The request cannot be answered as it is; see errors: {places}",
        faults,
    )


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for nothing else
    headers = dict(error.headers or {})
    detail = error.detail
    if error.status_code == HTTPStatus.NOT_FOUND:
        detail = "There is nothing at this path; /openapi.json lists all paths."
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_allowed(request))
        detail = f"This path allows {headers['Allow']}."
    return problem(request.scope, error.status_code, detail, headers=headers)


def _allowed(request: Request) -> list[str]:
    """Every method that some route has for this path; Starlette would name the first route's only."""
    routes = request.app.router.routes
    found = [
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes
        )
    ]
    # HEAD works wherever GET does.
    return ["GET", "HEAD", *found[1:]] if "GET" in found else found


def _path(scope: Scope) -> str:
    return quote(scope["path"])
