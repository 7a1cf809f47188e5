"""Whom an entity agrees with and disputes, most disputed first."""

from sqlalchemy import ColumnElement, Subquery, case, func, select
from sqlalchemy.orm import Session

from app.domain.enums import RelationType
from app.storage import tables as t
from app.storage.paging import Item, PageRequest, fetch
from app.storage.refs import ref, ref_columns
from app.storage.sides import sides


def page(session: Session, entity_id: str, request: PageRequest) -> Item:
    """One page of the other entities, each with the number of relations between the two."""
    speaker = t.claim_speaker.c
    its_claims = select(speaker.claim_id).where(speaker.entity_id == entity_id)
    side = sides(lambda own: own.c.id.in_(its_claims))
    their = t.claim_speaker.alias("their")
    theirs = (
        select(
            their.c.entity_id,
            _relations(side, RelationType.AGREES).label("agreements"),
            _relations(side, RelationType.DISPUTES).label("disputes"),
        )
        .select_from(side)
        .join(their, their.c.claim_id == side.c.other_id)
        .where(their.c.entity_id != entity_id)
        .group_by(their.c.entity_id)
        .subquery("theirs")
    )
    query = select(theirs, *ref_columns(t.entity, "other")).join(
        t.entity, t.entity.c.id == theirs.c.entity_id
    )
    keys = (-theirs.c.disputes, -theirs.c.agreements, theirs.c.entity_id)
    found = fetch(session, query, keys, request, ("counterparts", entity_id))
    return found.answer(
        [
            {
                "entity": ref(row, "other"),
                "agreements": row["agreements"],
                "disputes": row["disputes"],
            }
            for row in found.rows
        ]
    )


def _relations(side: Subquery, kind: RelationType) -> ColumnElement[int]:
    return func.count(case((side.c.type == kind, side.c.relation_id)).distinct())
