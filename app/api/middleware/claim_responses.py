"""Answers that are JSON already: claims, which storage keeps as JSON, and what is long.

FastAPI sends a response as it is, whatever shape its route declares; tests hold these to that shape.
"""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

import orjson
from fastapi import Response
from pydantic import BaseModel

from app.api.schemas.sparse_fields import MEDIA_TYPE, ClaimField
from app.storage.derived.claim_json import as_json
from app.storage.read.claims.reader import Page

Json = dict[str, Any]
T = TypeVar("T", bound=BaseModel)


def one(shape: type[T], body: bytes) -> T:
    """One resource, declared to have this shape."""
    return _declared(shape, body)


def page(
    shape: type[T], found: Page, items: list[Json] | None = None, fields: Sequence[ClaimField] = ()
) -> T:
    """One page, declared to have this shape.

    `items` stand for its claims where these were changed; of `fields`, only those and the ids are sent.
    """
    if not fields:
        whole = [orjson.Fragment(body) for body in found.bodies] if items is None else items
        return _declared(shape, _page(found, whole))
    wanted = {ClaimField.ID, *fields}
    all_of_it = found.items() if items is None else items
    few = [{name: item[name] for name in item if name in wanted} for item in all_of_it]
    return _declared(shape, _page(found, few), MEDIA_TYPE)


def _page(found: Page, items: list[Any]) -> bytes:
    whole: Json = {"items": items, "next_cursor": found.next_cursor}
    return as_json(whole if found.total is None else {**whole, "total": found.total})


def _declared(_: type[T], body: bytes, media_type: str = "application/json") -> T:
    return cast("T", Response(body, media_type=media_type))
