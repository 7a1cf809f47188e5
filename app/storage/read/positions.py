"""Positions: what an entity's statements on a proposition add up to, today and over time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import BindParameter, ColumnElement, RowMapping, Select, bindparam, select
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, Level, Stance
from app.domain.knowledge import Proposition
from app.domain.stances import are_mixed
from app.storage.derived.stance_records import stands_for
from app.storage.mapping.references import ref, ref_columns
from app.storage.read.filters import ClaimLevel, Filters, Shape
from app.storage.read.paging import Item, Listing, PageRequest
from app.storage.read.stances import STATEMENT, daily, latest
from app.storage.read.windows import EVERYTHING, Window, holds
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of
from app.storage.schema.recency import day_of

CLAIMS_SHOWN = 100
PROPOSITION = (t.proposition.c.text, t.proposition.c.open_disputes)
ASKED: BindParameter[Any] = bindparam("level")

Stances = Annotated[list[Stance], Field(description="Any of these stances")]
Kinds = Annotated[list[EntityKind], Field(description="Of an entity of any of these kinds")]
Pair = tuple[str, str]
"""An entity and a proposition, by id."""


class PositionFilters(Filters):
    """Which positions, at which level."""

    level: ClaimLevel
    entity: str | None = None
    proposition: str | None = None
    stance: Stances = Field(default=[])
    kind: Kinds = Field(default=[])
    window: Window = EVERYTHING


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement behind a position, with its place in time."""

    claim: str
    stance: Stance
    recency: int


@dataclass(frozen=True, slots=True)
class _Side:
    """Speakers of one stance and their claims, each once: a joint claim comes once for each of them."""

    entities: dict[str, Item | None] = field(default_factory=dict)
    claims: dict[str, None] = field(default_factory=dict)

    def item(self, stance: Stance) -> Item:
        """The side as the API shows it."""
        return {
            "stance": stance,
            "entities": list(self.entities.values()),
            "claims": list(self.claims)[:CLAIMS_SHOWN],
        }


def page(session: Session, filters: PositionFilters, request: PageRequest) -> Item:
    """One page of the positions that pass all filters: by proposition, then by entity's name."""
    values = filters.given()
    listing = _listing(frozenset(values))
    found = listing.fetch(session, request, ("positions", filters), values)
    return found.answer(_items(session, filters, found.rows))


@cache
def _listing(shape: Shape) -> Listing:
    now = latest(*_narrowed(shape))
    query = (
        select(now, *ref_columns(t.entity, "whose"), *PROPOSITION)
        .join(t.entity, t.entity.c.id == now.c.entity_id)
        .join(t.proposition, t.proposition.c.id == now.c.proposition_id)
    )
    if "stance" in shape:
        query = query.where(now.c.stance.in_(any_of("stance")))
    if "kind" in shape:
        query = query.where(t.entity.c.kind.in_(any_of("kind")))
    return Listing(query, (t.proposition.c.id, t.entity.c.folded, t.entity.c.id))


def _narrowed(shape: Shape) -> Iterator[ColumnElement[bool]]:
    """What of the filters the single statements can be asked for."""
    yield from _counted(shape)
    if "entity" in shape:
        yield STATEMENT.entity_id == bindparam("entity")
    if "proposition" in shape:
        yield STATEMENT.proposition_id == bindparam("proposition")


def _counted(
    shape: Shape, level: Level | BindParameter[Any] = ASKED
) -> Iterator[ColumnElement[bool]]:
    """The statements at this level, by default at the one that is asked for, of what was said then."""
    yield STATEMENT.level == level
    yield from holds(shape, STATEMENT.document_id, STATEMENT.recency)


def _items(session: Session, filters: PositionFilters, rows: Sequence[RowMapping]) -> list[Item]:
    pairs = [(str(row["entity_id"]), str(row["proposition_id"])) for row in rows]
    values = filters.given()
    shape = frozenset(values)
    values["entities"] = list({entity for entity, _ in pairs})
    values["propositions"] = list({on for _, on in pairs})
    statements = _statements(session, shape, values)
    histories = _histories(session, shape, values, statements)
    sides = {} if filters.level is Level.SPEAKER else _sides(session, shape, values)
    return [
        {
            "entity": ref(row, "whose"),
            "proposition": {"id": row["proposition_id"], "text": row["text"]},
            "level": filters.level,
            "stance": row["stance"],
            "since": histories[pair][-1]["on"],
            "as_of": day_of(row["recency"]),
            "claims": [statement.claim for statement in statements[pair][:CLAIMS_SHOWN]],
            "history": histories[pair],
            "mixed": are_mixed(sides.get(pair, {}), _proposition(row)),
            "sides": [side.item(stance) for stance, side in sides.get(pair, {}).items()],
        }
        for pair, row in zip(pairs, rows, strict=True)
    ]


def _proposition(row: RowMapping) -> Proposition:
    return Proposition(row["proposition_id"], row["text"], open_disputes=row["open_disputes"])


def _of(shape: Shape) -> tuple[ColumnElement[bool], ...]:
    """The statements of the page's entities on its propositions."""
    return (*_counted(shape), STATEMENT.entity_id.in_(any_of("entities")), _on())


def _on() -> ColumnElement[bool]:
    return STATEMENT.proposition_id.in_(any_of("propositions"))


def _statements(session: Session, shape: Shape, values: Item) -> Mapping[Pair, list[_Statement]]:
    """Newest first, and in reading order within a day."""
    statements: dict[Pair, list[_Statement]] = defaultdict(list)
    for entity, proposition, *rest in session.execute(_behind(shape), values):
        statements[entity, proposition].append(_Statement(*rest))
    return statements


@cache
def _behind(shape: Shape) -> Select[*tuple[Any, ...]]:
    return (
        select(STATEMENT.entity_id, STATEMENT.proposition_id)
        .add_columns(STATEMENT.claim_id, STATEMENT.stance, STATEMENT.recency)
        .join_from(t.stance_record, t.claim, t.claim.c.id == STATEMENT.claim_id)
        .where(*_of(shape))
        .order_by(STATEMENT.recency, t.claim.c.document_id, t.claim.c.ordinal, t.claim.c.id)
    )


def _histories(
    session: Session,
    shape: Shape,
    values: Item,
    statements: Mapping[Pair, Sequence[_Statement]],
) -> Mapping[Pair, list[Item]]:
    """Each change of stance with the first claim that makes it, the first stance first."""
    rows = session.execute(_days(shape), values)
    first = _first_claims(statements)
    histories: dict[Pair, list[Item]] = defaultdict(list)
    for entity, proposition, recency, stance in rows:
        history = histories[entity, proposition]
        if not history or history[-1]["stance"] != stance:
            place = (entity, proposition, recency)
            claim = first.get((*place, stance)) or first[*place, None]
            history.append({"stance": stance, "on": day_of(recency), "claim_id": claim})
    return histories


@cache
def _days(shape: Shape) -> Select[*tuple[Any, ...]]:
    days = daily(*_of(shape)).c
    return select(days.entity_id, days.proposition_id, days.recency, days.stance).order_by(
        days.recency.desc()
    )


def _first_claims(
    statements: Mapping[Pair, Sequence[_Statement]],
) -> dict[tuple[str, str, int, Stance | None], str]:
    """The first claim of each day with each stance, and (None) with whichever."""
    first: dict[tuple[str, str, int, Stance | None], str] = {}
    for pair, theirs in statements.items():
        for statement in theirs:
            for stance in (statement.stance, None):
                first.setdefault((*pair, statement.recency, stance), statement.claim)
    return first


def _sides(session: Session, shape: Shape, values: Item) -> Mapping[Pair, Mapping[Stance, _Side]]:
    """Who of those that speak for an entity stands where, with all that they said of it."""
    speaks_for: dict[str, list[str]] = defaultdict(list)
    for speaker, entity in session.execute(_members(), values):
        speaks_for[speaker].append(entity)
    sides: dict[Pair, dict[Stance, _Side]] = defaultdict(lambda: defaultdict(_Side))
    for row in session.execute(_standing(shape), values).mappings():
        for entity in speaks_for[row["entity_id"]]:
            side = sides[entity, row["proposition_id"]][row["stance"]]
            side.entities[row["entity_id"]] = ref(row, "member")
            side.claims[row["claim_id"]] = None
    return {
        pair: {stance: by_stance[stance] for stance in Stance if stance in by_stance}
        for pair, by_stance in sides.items()
    }


@cache
def _members() -> Select[str, str]:
    """Each speaker and whom of the page's entities it speaks for."""
    spoken = select(STATEMENT.entity_id).where(STATEMENT.level == Level.SPEAKER, _on())
    voices = stands_for(t.entity.c.id.in_(spoken)).c
    return select(voices.speaker_id, voices.entity_id).where(
        voices.level == ASKED, voices.entity_id.in_(any_of("entities"))
    )


@cache
def _standing(shape: Shape) -> Select[*tuple[object, ...]]:
    """Where each of the members stands, and its claims, newest first.

    Whom it speaks for is not joined here: SQLite would go through all of that for each of them.
    """
    counted, members = tuple(_counted(shape, Level.SPEAKER)), _members()
    speakers = members.with_only_columns(members.selected_columns[0])
    now = latest(*counted, _on(), STATEMENT.entity_id.in_(speakers))
    return (
        select(now.c.entity_id, now.c.proposition_id, now.c.stance)
        .add_columns(STATEMENT.claim_id, *ref_columns(t.entity, "member"))
        .join_from(
            now,
            t.stance_record,
            (STATEMENT.level == now.c.level)
            & (STATEMENT.entity_id == now.c.entity_id)
            & (STATEMENT.proposition_id == now.c.proposition_id),
        )
        .where(*counted)
        .join(t.claim, t.claim.c.id == STATEMENT.claim_id)
        .join(t.entity, t.entity.c.id == now.c.entity_id)
        .order_by(t.entity.c.folded, t.entity.c.id)
        .order_by(STATEMENT.recency, t.claim.c.document_id, t.claim.c.ordinal, t.claim.c.id)
    )
