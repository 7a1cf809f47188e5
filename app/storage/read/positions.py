"""Positions: what an entity's statements on a proposition add up to, today and over time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, RowMapping, Select, select
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, Level, Stance
from app.domain.knowledge import Proposition
from app.domain.stances import are_mixed
from app.storage.derived.stance_records import stands_for
from app.storage.read.paging import Item, PageRequest, fetch
from app.storage.read.references import ref, ref_columns
from app.storage.read.stances import STATEMENT, daily, latest
from app.storage.read.windows import EVERYTHING, Window
from app.storage.schema import tables as t
from app.storage.schema.recency import day_of

CLAIMS_SHOWN = 100
PROPOSITION = (t.proposition.c.text, t.proposition.c.open_disputes)

Pair = tuple[str, str]
"""An entity and a proposition, by id."""


@dataclass(frozen=True, slots=True)
class PositionFilters:
    """Which positions, at which level. An empty tuple or None asks for nothing."""

    level: Level
    entity: str | None = None
    proposition: str | None = None
    stance: tuple[Stance, ...] = ()
    kind: tuple[EntityKind, ...] = ()
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
    query = _query(filters)
    keys = (t.proposition.c.id, t.entity.c.folded, t.entity.c.id)
    found = fetch(session, query, keys, request, ("positions", filters))
    return found.answer(_items(session, filters, found.rows))


def _query(filters: PositionFilters) -> Select[*tuple[object, ...]]:
    now = latest(*_narrowed(filters))
    query = (
        select(now, *ref_columns(t.entity, "whose"), *PROPOSITION)
        .join(t.entity, t.entity.c.id == now.c.entity_id)
        .join(t.proposition, t.proposition.c.id == now.c.proposition_id)
    )
    if filters.stance:
        query = query.where(now.c.stance.in_(filters.stance))
    if filters.kind:
        query = query.where(t.entity.c.kind.in_(filters.kind))
    return query


def _narrowed(filters: PositionFilters) -> Iterator[ColumnElement[bool]]:
    """What of the filters the single statements can be asked for."""
    yield from _counted(filters)
    if filters.entity is not None:
        yield STATEMENT.entity_id == filters.entity
    if filters.proposition is not None:
        yield STATEMENT.proposition_id == filters.proposition


def _counted(filters: PositionFilters, level: Level | None = None) -> Iterator[ColumnElement[bool]]:
    """The statements at this level, by default at the one that is asked for, of what was said then."""
    yield STATEMENT.level == (level or filters.level)
    yield from filters.window.holds(STATEMENT.document_id, STATEMENT.recency)


def _items(session: Session, filters: PositionFilters, rows: Sequence[RowMapping]) -> list[Item]:
    pairs = [(str(row["entity_id"]), str(row["proposition_id"])) for row in rows]
    statements = _statements(session, filters, pairs)
    histories = _histories(session, filters, pairs, statements)
    sides = {} if filters.level is Level.SPEAKER else _sides(session, filters, pairs)
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


def _of(filters: PositionFilters, pairs: Sequence[Pair]) -> tuple[ColumnElement[bool], ...]:
    """The statements of these entities on these propositions."""
    entities, propositions = {entity for entity, _ in pairs}, {on for _, on in pairs}
    return (
        *_counted(filters),
        STATEMENT.entity_id.in_(entities),
        STATEMENT.proposition_id.in_(propositions),
    )


def _statements(
    session: Session, filters: PositionFilters, pairs: Sequence[Pair]
) -> Mapping[Pair, list[_Statement]]:
    """Newest first, and in reading order within a day."""
    rows = session.execute(
        select(STATEMENT.entity_id, STATEMENT.proposition_id)
        .add_columns(STATEMENT.claim_id, STATEMENT.stance, STATEMENT.recency)
        .join_from(t.statement, t.claim, t.claim.c.id == STATEMENT.claim_id)
        .where(*_of(filters, pairs))
        .order_by(STATEMENT.recency, t.claim.c.document_id, t.claim.c.ordinal, t.claim.c.id)
    )
    statements: dict[Pair, list[_Statement]] = defaultdict(list)
    for entity, proposition, *rest in rows:
        statements[entity, proposition].append(_Statement(*rest))
    return statements


def _histories(
    session: Session,
    filters: PositionFilters,
    pairs: Sequence[Pair],
    statements: Mapping[Pair, Sequence[_Statement]],
) -> Mapping[Pair, list[Item]]:
    """Each change of stance with the first claim that makes it, the first stance first."""
    days = daily(*_of(filters, pairs)).c
    rows = session.execute(
        select(days.entity_id, days.proposition_id, days.recency, days.stance).order_by(
            days.recency.desc()
        )
    )
    shown = _first_claims(statements)
    histories: dict[Pair, list[Item]] = defaultdict(list)
    for entity, proposition, recency, stance in rows:
        history = histories[entity, proposition]
        if not history or history[-1]["stance"] != stance:
            place = (entity, proposition, recency)
            claim = shown.get((*place, stance)) or shown[*place, None]
            history.append({"stance": stance, "on": day_of(recency), "claim_id": claim})
    return histories


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


def _sides(
    session: Session, filters: PositionFilters, pairs: Sequence[Pair]
) -> Mapping[Pair, Mapping[Stance, _Side]]:
    """Who of those that speak for an entity stands where, with all that they said of it."""
    members = _members(filters.level, pairs)
    speaks_for: dict[str, list[str]] = defaultdict(list)
    for speaker, entity in session.execute(members):
        speaks_for[speaker].append(entity)
    sides: dict[Pair, dict[Stance, _Side]] = defaultdict(lambda: defaultdict(_Side))
    for row in session.execute(_standing(filters, members, pairs)).mappings():
        for entity in speaks_for[row["entity_id"]]:
            side = sides[entity, row["proposition_id"]][row["stance"]]
            side.entities[row["entity_id"]] = ref(row, "member")
            side.claims[row["claim_id"]] = None
    return {
        pair: {stance: by_stance[stance] for stance in Stance if stance in by_stance}
        for pair, by_stance in sides.items()
    }


def _members(level: Level, pairs: Sequence[Pair]) -> Select[str, str]:
    """Each speaker and whom of these entities it speaks for."""
    entities, propositions = {entity for entity, _ in pairs}, {on for _, on in pairs}
    spoken = select(STATEMENT.entity_id).where(
        STATEMENT.level == Level.SPEAKER, STATEMENT.proposition_id.in_(propositions)
    )
    voices = stands_for(t.entity.c.id.in_(spoken)).c
    return select(voices.speaker_id, voices.entity_id).where(
        voices.level == level, voices.entity_id.in_(entities)
    )


def _standing(
    filters: PositionFilters, members: Select[str, str], pairs: Sequence[Pair]
) -> Select[*tuple[object, ...]]:
    """Where each of the members stands, and its claims, newest first.

    Whom it speaks for is not joined here: SQLite would go through all of that for each of them.
    """
    counted = tuple(_counted(filters, Level.SPEAKER))
    now = latest(
        *counted,
        STATEMENT.proposition_id.in_({on for _, on in pairs}),
        STATEMENT.entity_id.in_(members.with_only_columns(members.selected_columns[0])),
    )
    return (
        select(now.c.entity_id, now.c.proposition_id, now.c.stance)
        .add_columns(STATEMENT.claim_id, *ref_columns(t.entity, "member"))
        .join_from(
            now,
            t.statement,
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
