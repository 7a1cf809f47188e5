"""How much of everything there is. Rejected claims and relations do not count."""

from enum import StrEnum

from sqlalchemy import ColumnElement, FromClause, func, select
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
from app.storage import tables as t
from app.storage.claim_filters import listed, repeats
from app.storage.paging import Item
from app.storage.sides import TWO_CLAIMS, shown
from app.storage.stances import STATEMENT, latest


def get(session: Session) -> Item:
    """All counts; `claims` and its parts leave out restatements, which have their own."""

    def count(table: FromClause, *conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(table).where(*conditions)
        return session.execute(query).scalar_one()

    def parts(
        column: ColumnElement[str],
        vocabulary: type[StrEnum],
        table: FromClause,
        *conditions: ColumnElement[bool],
    ) -> dict[str, int]:
        query = select(column, func.count()).select_from(table).where(*conditions).group_by(column)
        found = dict(session.execute(query).all())
        return {value: found.get(value, 0) for value in vocabulary}

    now = latest(STATEMENT.level == Level.SPEAKER)
    restating = repeats() & (t.claim.c.status != Status.REJECTED)
    quotations = parts(t.claim.c.quotation, Quotation, t.claim, listed())
    types = parts(t.relation.c.type, RelationType, TWO_CLAIMS, shown())
    stances = parts(now.c.stance, Stance, now)
    return {
        "documents": count(t.document),
        "passages": count(t.passage),
        "entities": count(t.entity),
        "mentions": count(t.mention),
        "claims": sum(quotations.values()),
        "restatements": count(t.claim, restating),
        "relations": sum(types.values()),
        "propositions": count(t.proposition),
        "positions": sum(stances.values()),
        "entities_by_kind": parts(t.entity.c.kind, EntityKind, t.entity),
        "claims_by_quotation": quotations,
        "relations_by_type": types,
        "relations_by_basis": parts(t.relation.c.basis, RelationBasis, TWO_CLAIMS, shown()),
        "positions_by_stance": stances,
    }
