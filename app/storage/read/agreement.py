"""What the agreement matrix is made of: how often the most active entities take which stance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from pydantic import Field
from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.domain.agreement import Cell, Counts, matrix
from app.domain.enums import Duplicates, EntityKind, Level, Measure, Normalisation, Stance
from app.storage.derived.stance_records import stands_for
from app.storage.mapping.references import ref, ref_columns
from app.storage.read.filters import ClaimLevel, Filters, Shape
from app.storage.read.paging import Item
from app.storage.read.stances import STATEMENT
from app.storage.read.windows import EVERYTHING, Window, holds
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of

CELL = [field.name for field in fields(Cell)]


class AgreementFilters(Filters):
    """Whose statements, of which."""

    level: ClaimLevel = Level.SPEAKER
    entity: list[str] = Field(default=[], description="Only these entities (ids)")
    kind: list[EntityKind] = Field(default=[], description="Only entities of these kinds")
    proposition: list[str] = Field(
        default=[], description="By stances on any of these propositions (ids)"
    )
    window: Window = EVERYTHING


class Comparison(Filters):
    """How the statements of two entities are compared."""

    measure: Measure = Field(
        default=Measure.SUBTRACT, description="What the stances are compared by"
    )
    normalisation: Normalisation = Field(
        default=Normalisation.AVERAGE, description="What the measure is divided by"
    )
    duplicates: Duplicates = Field(
        default=Duplicates.PER_DOCUMENT, description="How often a repeated stance counts"
    )


def get(session: Session, filters: AgreementFilters, comparison: Comparison, limit: int) -> Item:
    """The most active entities, each pair of them, and how many more there are.

    Where one speaks for the other the two are no pair: what the one says the other one says.
    """
    values = filters.given()
    shape = frozenset(values)
    rows = session.execute(_most_active(shape), values | {"limit": limit}).mappings()
    entities = [found for row in rows if (found := ref(row, "whose"))]
    ids = [str(entity["id"]) for entity in entities]
    counts = _counts(session, filters, ids, comparison.duplicates)
    nested = _nested(session, ids)
    cells = matrix(counts, _open_disputes(session), comparison.measure, comparison.normalisation)
    return {
        "level": filters.level,
        **dict(comparison),
        "entities": entities,
        "left_out": session.execute(_number(shape), values).scalar_one() - len(entities),
        "cells": [_item(cell) for cell in cells if frozenset((cell.a, cell.b)) not in nested],
    }


def _conditions(shape: Shape) -> Iterator[ColumnElement[bool]]:
    yield STATEMENT.level == bindparam("level")
    if "entity" in shape:
        yield STATEMENT.entity_id.in_(any_of("entity"))
    if "kind" in shape:
        kinds = select(t.entity.c.id).where(t.entity.c.kind.in_(any_of("kind")))
        yield STATEMENT.entity_id.in_(kinds)
    if "proposition" in shape:
        yield STATEMENT.proposition_id.in_(any_of("proposition"))
    yield from holds(shape, STATEMENT.document_id, STATEMENT.recency)


@cache
def _most_active(shape: Shape) -> Select[*tuple[object, ...]]:
    """Those with the most statements."""
    active = (
        select(STATEMENT.entity_id, func.count().label("statements"))
        .where(*_conditions(shape))
        .group_by(STATEMENT.entity_id)
        .subquery("active")
    )
    return (
        select(*ref_columns(t.entity, "whose"))
        .join(active, active.c.entity_id == t.entity.c.id)
        .order_by(active.c.statements.desc(), t.entity.c.id)
        .limit(bindparam("limit", type_=Integer))
    )


@cache
def _number(shape: Shape) -> Select[int]:
    """How many there are."""
    return select(func.count(STATEMENT.entity_id.distinct())).where(*_conditions(shape))


def _counts(
    session: Session, filters: AgreementFilters, ids: Sequence[str], duplicates: Duplicates
) -> Mapping[str, Counts]:
    """In how many documents each entity takes each stance; or that it does, where repeats are ignored."""
    values = filters.given()
    rows = session.execute(_documents(frozenset(values)), values | {"active": ids})
    counts: dict[str, dict[tuple[str, Stance], int]] = {identifier: {} for identifier in ids}
    for entity, proposition, stance, number in rows:
        once = duplicates is Duplicates.IGNORED
        counts[entity][proposition, Stance(stance)] = 1 if once else number
    return counts


@cache
def _documents(shape: Shape) -> Select[*tuple[Any, ...]]:
    documents = func.count(STATEMENT.document_id.distinct())
    return (
        select(STATEMENT.entity_id, STATEMENT.proposition_id, STATEMENT.stance, documents)
        .where(*_conditions(shape), STATEMENT.entity_id.in_(any_of("active")))
        .group_by(STATEMENT.entity_id, STATEMENT.proposition_id, STATEMENT.stance)
    )


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
