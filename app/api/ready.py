"""Answers made of claims that storage keeps ready to be sent: as they are, or with a change to each.

FastAPI sends a response as it is, whatever shape its route declares; tests hold these to that shape.
"""

from typing import Any, TypeVar, cast

import orjson
from fastapi import Response
from pydantic import BaseModel

from app.api.sparse import MEDIA_TYPE, ClaimField
from app.storage.shown import Page, as_json

Json = dict[str, Any]
T = TypeVar("T", bound=BaseModel)


def one(shape: type[T], body: bytes) -> T:
    """One claim, declared to have this shape."""
    return _declared(shape, body)


def page(shape: type[T], found: Page, items: list[Json] | None = None) -> T:
    """One page, declared to have this shape; `items` stand for its claims where these were changed."""
    shown = [orjson.Fragment(body) for body in found.bodies] if items is None else items
    return _declared(shape, _page(found, shown))


def sparse(shape: type[T], found: Page, items: list[Json], fields: list[ClaimField]) -> T:
    """One page with only these fields of its claims, and their ids."""
    wanted = {ClaimField.ID, *fields}
    few = [{name: item[name] for name in item if name in wanted} for item in items]
    return _declared(shape, _page(found, few), MEDIA_TYPE)


def _page(found: Page, items: list[Any]) -> bytes:
    whole: Json = {"items": items, "next_cursor": found.next_cursor}
    return as_json(whole if found.total is None else {**whole, "total": found.total})


def _declared(_: type[T], body: bytes, media_type: str = "application/json") -> T:
    return cast("T", Response(body, media_type=media_type))
