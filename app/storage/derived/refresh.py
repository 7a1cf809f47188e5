"""Derived rows that are written anew, document by document."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Delete, Insert, Select, bindparam
from sqlalchemy.orm import Session

Documents = BindParameter[Any] | Select[str]
Changes = tuple[Delete, Insert]

GIVEN: BindParameter[Any] = bindparam("documents", expanding=True)


def rewrite(
    session: Session,
    changes: Callable[[Documents], Changes],
    documents: Sequence[str] | Select[str],
) -> None:
    """Delete the rows of these documents (ids) and insert them anew, as `changes` says."""
    if isinstance(documents, Select):
        write(session, changes(documents))
    else:
        write(session, _in_given(changes), {GIVEN.key: documents})


def write(session: Session, changes: Changes, values: dict[str, Any] | None = None) -> None:
    """One change after the other."""
    for change in changes:
        session.execute(change, values)


@cache
def _in_given(changes: Callable[[Documents], Changes]) -> Changes:
    """Made once, because making them takes longer than they do."""
    return changes(GIVEN)
