"""What the agreement matrix is made of: how often the most active entities take which stance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.agreement import Cell, Counts, matrix
from app.domain.enums import Duplicates, EntityKind, Level, Measure, Normalisation, Stance
from app.storage.derived.stance_records import stands_for
from app.storage.read.paging import Item
from app.storage.read.references import ref, ref_columns
from app.storage.read.stances import STATEMENT
from app.storage.read.windows import EVERYTHING, Window
from app.storage.schema import tables as t

CELL = [field.name for field in fields(Cell)]


@dataclass(frozen=True, slots=True)
class AgreementFilters:
    """Whose statements, of which. An empty tuple or None asks for nothing."""

    level: Level
    entity: tuple[str, ...] = ()
    kind: tuple[EntityKind, ...] = ()
    proposition: tuple[str, ...] = ()
    window: Window = EVERYTHING
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the statements of two entities are compared."""

    measure: Measure
    normalisation: Normalisation
    duplicates: Duplicates


def get(session: Session, filters: AgreementFilters, comparison: Comparison) -> Item:
    """The most active entities, each pair of them, and how many more there are.

    Where one speaks for the other the two are no pair: what the one says the other one says.
    """
    entities = _most_active(session, filters)
    ids = [str(entity["id"]) for entity in entities]
    counts = _counts(session, filters, ids, comparison.duplicates)
    nested = _nested(session, ids)
    cells = matrix(counts, _open_disputes(session), comparison.measure, comparison.normalisation)
    return {
        "level": filters.level,
        **asdict(comparison),
        "entities": entities,
        "left_out": _number(session, filters) - len(entities),
        "cells": [_item(cell) for cell in cells if frozenset((cell.a, cell.b)) not in nested],
    }


def _conditions(filters: AgreementFilters) -> Iterator[ColumnElement[bool]]:
    yield STATEMENT.level == filters.level
    if filters.entity:
        yield STATEMENT.entity_id.in_(filters.entity)
    if filters.kind:
        kinds = select(t.entity.c.id).where(t.entity.c.kind.in_(filters.kind))
        yield STATEMENT.entity_id.in_(kinds)
    if filters.proposition:
        yield STATEMENT.proposition_id.in_(filters.proposition)
    yield from filters.window.holds(STATEMENT.document_id, STATEMENT.recency)


def _most_active(session: Session, filters: AgreementFilters) -> list[Item]:
    """Those with the most statements."""
    active = (
        select(STATEMENT.entity_id, func.count().label("statements"))
        .where(*_conditions(filters))
        .group_by(STATEMENT.entity_id)
        .subquery("active")
    )
    query = (
        select(*ref_columns(t.entity, "whose"))
        .join(active, active.c.entity_id == t.entity.c.id)
        .order_by(active.c.statements.desc(), t.entity.c.id)
        .limit(filters.limit)
    )
    return [found for row in session.execute(query).mappings() if (found := ref(row, "whose"))]


def _number(session: Session, filters: AgreementFilters) -> int:
    """How many there are."""
    number = func.count(STATEMENT.entity_id.distinct())
    return session.execute(select(number).where(*_conditions(filters))).scalar_one()


def _counts(
    session: Session, filters: AgreementFilters, ids: Sequence[str], duplicates: Duplicates
) -> Mapping[str, Counts]:
    """In how many documents each entity takes each stance; or that it does, where repeats are ignored."""
    documents = func.count(STATEMENT.document_id.distinct())
    rows = session.execute(
        select(STATEMENT.entity_id, STATEMENT.proposition_id, STATEMENT.stance, documents)
        .where(*_conditions(filters), STATEMENT.entity_id.in_(ids))
        .group_by(STATEMENT.entity_id, STATEMENT.proposition_id, STATEMENT.stance)
    )
    counts: dict[str, dict[tuple[str, Stance], int]] = {identifier: {} for identifier in ids}
    for entity, proposition, stance, number in rows:
        once = duplicates is Duplicates.IGNORED
        counts[entity][proposition, Stance(stance)] = 1 if once else number
    return counts


def _open_disputes(session: Session) -> set[str]:
    """The propositions that leaving open disputes."""
    query = select(t.proposition.c.id).where(t.proposition.c.open_disputes)
    return set(session.execute(query).scalars())


def _nested(session: Session, ids: Sequence[str]) -> set[frozenset[str]]:
    """Pairs of which one speaks for the other, at first hand or not."""
    voices = stands_for(t.entity.c.id.in_(ids)).c
    rows = session.execute(
        select(voices.speaker_id, voices.entity_id).where(voices.level != Level.SPEAKER)
    )
    return {frozenset(pair) for pair in rows.all()}


def _item(cell: Cell) -> Item:
    """What `asdict` would make of it in five times the time, and there may be thousands."""
    return {name: getattr(cell, name) for name in CELL}
