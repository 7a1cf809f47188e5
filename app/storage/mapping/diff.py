"""The difference between the records that are stored and those that should be, and its removal."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import cache
from typing import Any, Self

from sqlalchemy import ColumnElement, Select, bindparam, delete, select, update
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.storage.database import bulk
from app.storage.mapping.to_rows import Kind, Record, Row
from app.storage.schema.parameters import any_of


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """How many records were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Self) -> "ChangeCounts":
        return ChangeCounts(
            self.added + other.added, self.changed + other.changed, self.removed + other.removed
        )


class Upkeep(Enum):
    """What may happen to records that are there already when others are given.

    `REPLACE`: those given are all that there are to be, so that others go. `MERGE`: those given are
    added or changed. `FILL`: they are added where they are missing.
    """

    REPLACE = auto()
    MERGE = auto()
    FILL = auto()


@dataclass(frozen=True)
class RecordDiff:
    """What to do to the records of one kind. `former` are the changed ones as they are stored."""

    kind: Kind
    added: list[Record]
    changed: list[Record]
    former: list[Record]
    removed: list[str]

    @property
    def changes(self) -> ChangeCounts:
        """The plan in numbers."""
        return ChangeCounts(len(self.added), len(self.changed), len(self.removed))


Which = Callable[[Kind], ColumnElement[bool]]
"""What must be true of a record of a kind."""


def by_id(kind: Kind) -> ColumnElement[bool]:
    """True of the records with one of the `ids`."""
    return kind.table.c.id.in_(any_of("ids"))


def stored(
    session: Session, kind: Kind, which: Which, values: Mapping[str, object]
) -> dict[str, Record]:
    """The records of a kind for which `which` holds with these values, by id."""
    own, *of_parts = _queries(kind, which)
    rows = session.execute(own, values).mappings()
    records = {str(row["id"]): dict(row) for row in rows}
    parts: list[dict[str, list[Row]]] = []
    for part, query in zip(kind.parts, of_parts, strict=True):
        found: dict[str, list[Row]] = defaultdict(list)
        owner = next(iter(part.primary_key))
        for row in session.execute(query, values).mappings():
            found[row[owner.name]].append(dict(row))
        parts.append(found)
    return {
        identifier: (row, tuple(tuple(part[identifier]) for part in parts))
        for identifier, row in records.items()
    }


@cache
def _queries(kind: Kind, which: Which) -> Sequence[Select[*tuple[Any, ...]]]:
    """What reads these records, and their parts."""
    own = [
        column
        for column in kind.table.c
        if column.name != kind.moment
        and not (kind.reviewed and column.name in {"status", "version"})
    ]
    ids = select(kind.table.c.id).where(which(kind))
    return (
        select(*own).where(which(kind)),
        *(
            select(part).where(next(iter(part.primary_key)).in_(ids)).order_by(*part.primary_key)
            for part in kind.parts
        ),
    )


def plan(kind: Kind, old: Mapping[str, Record], new: Iterable[Record]) -> RecordDiff:
    """What turns `old` into `new`."""
    wanted = {str(record[0]["id"]): record for record in new}
    changed = [
        identifier
        for identifier, record in wanted.items()
        if identifier in old and _content(old[identifier]) != _content(record)
    ]
    return RecordDiff(
        kind,
        added=[record for identifier, record in wanted.items() if identifier not in old],
        changed=[wanted[identifier] for identifier in changed],
        former=[old[identifier] for identifier in changed],
        removed=[identifier for identifier in old if identifier not in wanted],
    )


def _content(record: Record) -> Record:
    """A record without how sure its finder was: that moves with every sentence nearby.

    It is stored with the next change, but by itself it makes no new version.
    """
    row, parts = record
    return {name: value for name, value in row.items() if name != "confidence"}, parts


def remove(session: Session, work: RecordDiff) -> None:
    """Delete what is to go; parts go with it."""
    table = work.kind.table
    if work.removed:
        session.execute(
            delete(table).where(table.c.id == bindparam("gone")),
            [{"gone": identifier} for identifier in work.removed],
        )


def write(session: Session, work: RecordDiff, now: datetime | None = None) -> None:
    """Insert what is new and update what differs; a changed claim or relation is a new version."""
    kind, table = work.kind, work.kind.table
    fresh: Row = {"status": Status.EXTRACTED, "version": 1} if kind.reviewed else {}
    dated: Row = {kind.moment: now} if kind.moment else {}
    if work.added:
        bulk.insert(session, table, [row | fresh | dated for row, _ in work.added])
    if work.changed:
        bumped = {"version": table.c.version + 1} if kind.reviewed else {}
        names = [*work.changed[0][0], *dated]
        session.execute(
            update(table)
            .where(table.c.id == bindparam("same"))
            .values({name: bindparam(f"new_{name}") for name in names if name != "id"} | bumped),
            [
                {"same": row["id"]}
                | {f"new_{name}": value for name, value in (row | dated).items()}
                for row, _ in work.changed
            ],
        )
    _write_parts(session, work)


def _write_parts(session: Session, work: RecordDiff) -> None:
    """Parts have no history: those of a changed record are replaced."""
    for number, part in enumerate(work.kind.parts):
        owner = next(iter(part.primary_key))
        if work.changed:
            session.execute(
                delete(part).where(owner == bindparam("whole")),
                [{"whole": row["id"]} for row, _ in work.changed],
            )
        rows = [row for _, parts in (*work.added, *work.changed) for row in parts[number]]
        if rows:
            bulk.insert(session, part, rows)
