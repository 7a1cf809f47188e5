"""Keyset paging, written once for every list.

A cursor holds the sort keys of the last row seen, so that the next page begins behind that row
whatever was added or removed meanwhile. All keys ascend and none is null; one row comparison,
`(recency, id) > (:a, :b)`, then resumes the list along its index.

It also holds a checksum over the list, its filters and the keys, and has only one spelling, so that
a cursor of another list, or one that was changed in between, is refused. There is no secret in
it: who reads this file can make one that passes, and gets what they could have asked for anyway.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Select,
    bindparam,
    func,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from app.domain.errors import InvalidCursorError
from app.domain.identity import content_hash

Item = dict[str, object]
"""One resource as the API shows it: plain values, lists and dicts."""

CURSOR_VERSION = 2
LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How much of a list, from where on, and whether to count all of it."""

    limit: int = 50
    cursor: str | None = None
    include_total: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of one page and the cursor of the next."""

    rows: Sequence[RowMapping]
    next_cursor: str | None
    total: int | None

    def answer(self, items: list[Item]) -> Item:
        """The page as the API shows it: `total` is there only where it was asked for."""
        page: Item = {"items": items, "next_cursor": self.next_cursor}
        return page if self.total is None else {**page, "total": self.total}


class Listing:
    """A list in its order: a query, and the keys that order it, the last of which is unique.

    Its statements are made once, and asked again with other values. `counted` is a query of as many
    rows, where one is at hand that looks at less.
    """

    def __init__(
        self,
        query: Select[*tuple[object, ...]],
        keys: Sequence[ColumnElement[str] | ColumnElement[int]],
        counted: Select[*tuple[object, ...]] | None = None,
    ) -> None:
        self.query = query
        self.keys = keys
        self._counted = query if counted is None else counted

    @cached_property
    def _first(self) -> Select[*tuple[object, ...]]:
        paged = self.query.add_columns(*(key.label(f"key_{n}") for n, key in enumerate(self.keys)))
        return paged.order_by(*self.keys).limit(bindparam("at_most", type_=Integer))

    @cached_property
    def _next(self) -> Select[*tuple[object, ...]]:
        return self._first.where(behind(self.keys))

    @cached_property
    def _total(self) -> Select[int]:
        return select(func.count()).select_from(self._counted.subquery())

    def fetch(
        self,
        session: Session | Connection,
        request: PageRequest,
        scope: object,
        values: Item | None = None,
    ) -> Slice:
        """One page. `values` are those of the query's own parameters.

        `scope` is what makes this list this list, its name and filters, such as `("claims", filters)`:
        a cursor of another scope is refused.
        """
        last = last_before(request, scope, self.keys)
        known: Item = {**(values or {}), "at_most": request.limit + 1, **last}
        paged = self._next if last else self._first
        rows = session.execute(paged, known).mappings().all()
        taken = rows[: request.limit]
        more = len(rows) > len(taken)
        return Slice(
            rows=taken,
            next_cursor=_cursor(scope, taken[-1], len(self.keys)) if more else None,
            total=session.execute(self._total, known).scalar_one()
            if request.include_total
            else None,
        )


def last_before(
    request: PageRequest,
    scope: object,
    keys: Sequence[ColumnElement[str] | ColumnElement[int]],
) -> Item:
    """The keys of the row that the page begins behind, as `last_0`, `last_1`…; none for the first."""
    if request.cursor is None:
        return {}
    values = _values(request.cursor, scope, [_type(key) for key in keys])
    return {f"last_{n}": value for n, value in enumerate(values)}


def behind(keys: Sequence[ColumnElement[str] | ColumnElement[int]]) -> ColumnElement[bool]:
    """True of the rows behind the one whose keys are given as `last_before` names them."""
    last = [bindparam(f"last_{n}", type_=key.type) for n, key in enumerate(keys)]
    return tuple_(*keys) > tuple_(*last)


def fetch(
    session: Session,
    query: Select[*tuple[object, ...]],
    keys: Sequence[ColumnElement[str] | ColumnElement[int]],
    request: PageRequest,
    scope: object,
) -> Slice:
    """One page of a list that is made for it; see `Listing.fetch`."""
    return Listing(query, keys).fetch(session, request, scope)


def cut(
    ranked: Sequence[tuple[tuple[str | int, ...], RowMapping]],
    types: list[type],
    request: PageRequest,
    scope: object,
) -> Slice:
    """One page of rows that are sorted already, each with the keys of these types that sort it."""
    left = ranked
    if request.cursor is not None:
        last = tuple(_values(request.cursor, scope, types))
        left = [(keys, row) for keys, row in ranked if keys > last]
    taken = left[: request.limit]
    return Slice(
        rows=[row for _, row in taken],
        next_cursor=cursor_after(scope, taken[-1][0]) if len(left) > len(taken) else None,
        total=len(ranked) if request.include_total else None,
    )


def _cursor(scope: object, row: RowMapping, keys: int) -> str:
    return cursor_after(scope, [row[f"key_{n}"] for n in range(keys)])


def cursor_after(scope: object, values: Sequence[str | int]) -> str:
    """The cursor of the page behind the row with these keys."""
    checksum = content_hash(_canonical(scope).decode(), orjson.dumps(values).decode())
    packed = orjson.dumps([CURSOR_VERSION, checksum, values])
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _canonical(scope: object) -> bytes:
    """The same for the same list: `kind=a&kind=b` asks for what `kind=b&kind=a` does."""
    name, filters = orjson.loads(orjson.dumps(scope, default=vars))
    if isinstance(filters, dict):
        filters = {
            key: sorted(value) if isinstance(value, list) else value
            for key, value in filters.items()
        }
    return orjson.dumps([name, filters])


def _values(cursor: str, scope: object, types: list[type]) -> list[str | int]:
    """The keys in a cursor, or InvalidCursorError where it was not made by this very list."""
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        _, _, values = orjson.loads(packed)
    except (ValueError, TypeError, binascii.Error) as error:
        raise InvalidCursorError from error
    if (
        not isinstance(values, list)
        or [type(value) for value in values] != types
        or not all(_storable(value) for value in values)
        # This holds the version, the checksum and their one spelling.
        or cursor_after(scope, values) != cursor
    ):
        raise InvalidCursorError
    return values


def _type(key: ColumnElement[str] | ColumnElement[int]) -> type:
    return int if isinstance(key.type, Integer) else str


def _storable(value: str | int) -> bool:
    """False for what a database cannot even compare: NUL characters, integers beyond 64 bits."""
    return "\0" not in value if isinstance(value, str) else abs(value) <= LARGEST_INTEGER
