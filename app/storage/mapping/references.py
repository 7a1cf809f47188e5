"""EntityRef and ClaimRef: how other resources point to an entity, `{id, kind, name}`, or a claim."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import FromClause, Label, RowMapping, Select, select
from sqlalchemy.orm import Session

from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of

Reference = dict[str, object]
"""How a resource points to another one: `{"id": …, "kind": …, "name": …}`."""

FIELDS = ("id", "kind", "name")


def ref_columns(entity: FromClause, prefix: str) -> list[Label[str]]:
    """The columns of `entity` that `ref` reads back from a row: `country_ref_id` …"""
    return [entity.c[field].label(f"{prefix}_ref_{field}") for field in FIELDS]


def ref(row: RowMapping, prefix: str) -> Reference | None:
    """The entity that a row points to, or None where its outer join found none."""
    if row[f"{prefix}_ref_id"] is None:
        return None
    return {field: row[f"{prefix}_ref_{field}"] for field in FIELDS}


def speakers_of(session: Session, claim_ids: Sequence[str]) -> dict[str, list[Reference]]:
    """Who speaks each claim, the principal speaker first."""
    rows = session.execute(_speakers(), {"ids": claim_ids})
    speakers: dict[str, list[Reference]] = defaultdict(list)
    for claim_id, *fields in rows:
        speakers[claim_id].append(dict(zip(FIELDS, fields, strict=True)))
    return speakers


@cache
def _speakers() -> Select[*tuple[Any, ...]]:
    speaker, entity = t.claim_speaker.c, t.entity.c
    return (
        select(speaker.claim_id, entity.id, entity.kind, entity.name)
        .join_from(t.claim_speaker, t.entity, entity.id == speaker.entity_id)
        .where(speaker.claim_id.in_(any_of("ids")))
        .order_by(speaker.claim_id, speaker.ordinal)
    )


def claim_refs(session: Session, claim_ids: Collection[str]) -> dict[str, Reference]:
    """These claims, each with all that it takes to draw it."""
    ids = sorted(claim_ids)
    speakers = speakers_of(session, ids)
    found = session.execute(_claims(), {"ids": ids})
    return {
        row["id"]: {
            "id": row["id"],
            "text": row["text"],
            "quotation": row["quotation"],
            "speakers": speakers[row["id"]],
            "said_on": row["said_on"],
            "document_id": row["document_id"],
        }
        for row in found.mappings()
    }


@cache
def _claims() -> Select[*tuple[Any, ...]]:
    claim = t.claim.c
    return select(claim.id, claim.text, claim.quotation, claim.said_on, claim.document_id).where(
        claim.id.in_(any_of("ids"))
    )
