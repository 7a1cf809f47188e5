"""Derived rows that are written anew, document by document."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Delete, Insert, Select, select
from sqlalchemy.orm import Session

from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of

Documents = BindParameter[Any] | Select[str]
Changes = tuple[Delete, Insert]

GIVEN = any_of("documents")
ALL = select(t.document.c.id)


def rewrite(
    session: Session,
    changes: Callable[[Documents], Changes],
    documents: Sequence[str] | Select[str],
) -> None:
    """Delete the rows of these documents (ids) and insert them anew, as `changes` says."""
    if isinstance(documents, Select):
        write(session, _changes(changes, documents))
    else:
        write(session, _changes(changes, GIVEN), {GIVEN.key: documents})


def write(session: Session, changes: Changes, values: dict[str, Any] | None = None) -> None:
    """One change after the other."""
    for change in changes:
        session.execute(change, values)


@lru_cache(maxsize=10)
def _changes(changes: Callable[[Documents], Changes], documents: Documents) -> Changes:
    """Made once, because making them takes longer than they do."""
    return changes(documents)
