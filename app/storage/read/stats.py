"""How much of everything there is. Rejected claims and relations do not count."""

from enum import StrEnum

from sqlalchemy import ColumnElement, FromClause, case, func, select
from sqlalchemy.orm import Session

from app.domain.enums import (
    EntityKind,
    Level,
    Quotation,
    RelationBasis,
    RelationType,
    Stance,
    Status,
)
from app.storage.derived.claim_visibility import listed, repeats
from app.storage.read.paging import Item
from app.storage.read.stances import STATEMENT, latest
from app.storage.schema import tables as t


def totals(session: Session) -> dict[str, int]:
    """What there is, in five numbers."""
    return {
        "documents": _count(session, t.document),
        "entities": _count(session, t.entity),
        "claims": sum(_quotations(session).values()),
        "relations": sum(_relations(session, t.relation.c.type, RelationType).values()),
        "propositions": _count(session, t.proposition),
    }


def get(session: Session) -> Item:
    """All counts; `claims` and its parts leave out restatements, which have their own."""
    now = latest(STATEMENT.level == Level.SPEAKER)
    stances = _parts(session, now.c.stance, Stance, now)
    restating = repeats() & (t.claim.c.status != Status.REJECTED)
    quotations = _quotations(session)
    types = _relations(session, t.relation.c.type, RelationType)
    return {
        "documents": _count(session, t.document),
        "passages": _count(session, t.passage),
        "entities": _count(session, t.entity),
        "mentions": _count(session, t.mention),
        "claims": sum(quotations.values()),
        "restatements": _count(session, t.claim, restating),
        "relations": sum(types.values()),
        "propositions": _count(session, t.proposition),
        "positions": sum(stances.values()),
        "entities_by_kind": _parts(session, t.entity.c.kind, EntityKind, t.entity),
        "claims_by_quotation": quotations,
        "relations_by_type": types,
        "relations_by_basis": _relations(session, t.relation.c.basis, RelationBasis),
        "positions_by_stance": stances,
    }


def _quotations(session: Session) -> dict[str, int]:
    """Listed claims: of those that repeat nothing, which most are, an index alone tells."""
    claim = t.claim.c
    news = (claim.restates_id.is_(None), claim.status != Status.REJECTED)
    promoted = (claim.restates_id.is_not(None), listed())
    found = [_parts(session, claim.quotation, Quotation, t.claim, *of) for of in (news, promoted)]
    return {one: sum(parts[one] for parts in found) for one in Quotation}


def _relations(
    session: Session, column: ColumnElement[str], vocabulary: type[StrEnum]
) -> dict[str, int]:
    """Visible relations, as `relation_visibility.is_visible` has it, without a look at each of their claims."""
    relation = t.relation.c
    rejected = select(t.claim.c.id).where(t.claim.c.status == Status.REJECTED)
    visible = (
        relation.is_shown,
        relation.status != Status.REJECTED,
        relation.first_claim_id.not_in(rejected),
        relation.second_claim_id.not_in(rejected),
    )
    return _parts(session, column, vocabulary, t.relation, *visible)


def _count(session: Session, table: FromClause, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(*conditions)
    return session.execute(query).scalar_one()


def _parts(
    session: Session,
    column: ColumnElement[str],
    vocabulary: type[StrEnum],
    table: FromClause,
    *conditions: ColumnElement[bool],
) -> dict[str, int]:
    # Grouped, SQLite would go along an index of the column, which may lack what is asked besides.
    numbers = (func.count(case((column == value, 1))) for value in vocabulary)
    query = select(*numbers).select_from(table).where(*conditions)
    return dict(zip(vocabulary, session.execute(query).one(), strict=True))
