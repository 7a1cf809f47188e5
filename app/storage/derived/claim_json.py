"""Claims as the API shows them: put together from their tables, and stored as JSON.

No other module knows the fields of a claim. The JSON is stored by the transaction that changes
anything in it, so that a page of claims is one statement.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Delete, RowMapping, Select, case, delete, select
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.storage.database import bulk
from app.storage.derived.claim_visibility import appearances, heir, is_gone
from app.storage.derived.relation_visibility import counts_of_claims
from app.storage.mapping.references import ref, ref_columns, speakers_of
from app.storage.schema import tables as t
from app.storage.schema.column_types import SpanRole
from app.storage.schema.full_text import Term, highlight
from app.storage.schema.parameters import any_of

Item = dict[str, Any]
"""A claim as the API shows it: plain values, lists and dicts."""

# How many claims are held in memory at once.
AT_ONCE = 500
REPORTER = t.entity.alias("reporter")
REVIEWED = ("confidence", "method", "status", "version", "recorded_at")


def refresh(session: Session, claims: Collection[str]) -> None:
    """Store the JSON of these claims (ids) as their tables are by now."""
    ids = sorted(claims)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        session.execute(_delete(), {"ids": some})
        bulk.insert(session, t.claim_json, map(_row, items_of(session, some)))


def as_json(value: object) -> bytes:
    """Plain values as JSON, moments as `2024-03-06T12:00:00Z`: as the API's models write them."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def highlighted(body: bytes, terms: Sequence[Term]) -> bytes:
    """The claim with the words that were found in it."""
    item = orjson.loads(body)
    return as_json({**item, "highlight": highlight(terms, item["text"])})


def items_of(session: Session, claim_ids: Sequence[str]) -> list[Item]:
    """These claims, whatever their status, by a fixed number of statements."""
    return _items(session, session.execute(_claims(), {"ids": claim_ids}).mappings().all())


def _row(item: Item) -> dict[str, object]:
    # As `claim_visibility.listed` has it.
    listed = item["status"] != Status.REJECTED and item["restates"] is None
    return {"claim_id": item["id"], "body": as_json(item), "listed": listed}


@cache
def _delete() -> Delete:
    return delete(t.claim_json).where(t.claim_json.c.claim_id.in_(any_of("ids")))


@cache
def _claims() -> Select[*tuple[object, ...]]:
    document, passage = t.document.c, t.passage.c
    return (
        select(
            t.claim,
            document.title.label("document_title"),
            document.publisher.label("document_publisher"),
            document.published_on.label("document_published_on"),
            passage.ordinal.label("passage_ordinal"),
            passage.headline.label("passage_headline"),
            case((is_gone(), heir()), else_=t.claim.c.restates_id).label("restates"),
            appearances().label("appearances"),
            *ref_columns(REPORTER, "reporter"),
        )
        .join(t.document, document.id == t.claim.c.document_id)
        .outerjoin(t.passage, passage.id == t.claim.c.passage_id)
        .outerjoin(REPORTER, REPORTER.c.id == t.claim.c.reported_by_id)
        .where(t.claim.c.id.in_(any_of("ids")))
    )


def _items(session: Session, rows: Sequence[RowMapping]) -> list[Item]:
    """The claims with their fields in the order in which the API describes them."""
    ids = [str(row["id"]) for row in rows]
    spans = _spans_of(session, ids)
    speakers = speakers_of(session, ids)
    stances = _stances_of(session, ids)
    counts = counts_of_claims(session, ids)
    return [
        {
            "id": identifier,
            "text": row["text"],
            "quotation": row["quotation"],
            "speakers": speakers[identifier],
            "mention": row["mention"],
            "cue": row["cue"],
            "spans": spans[identifier, SpanRole.CONTENT],
            "mention_span": next(iter(spans[identifier, SpanRole.MENTION]), None),
            "cue_span": next(iter(spans[identifier, SpanRole.CUE]), None),
            **_surroundings(row),
            "positions": stances[identifier],
            "counts": counts[identifier],
            **{name: row[name] for name in REVIEWED},
            "highlight": None,
            "relations": None,
        }
        for identifier, row in zip(ids, rows, strict=True)
    ]


def _surroundings(row: RowMapping) -> Item:
    """Where and when it was said, and who relays or repeats it."""
    return {
        "document": {
            "id": row["document_id"],
            "title": row["document_title"],
            "publisher": row["document_publisher"],
            "published_on": row["document_published_on"],
        },
        "passage": row["passage_id"]
        and {
            "id": row["passage_id"],
            "ordinal": row["passage_ordinal"],
            "headline": row["passage_headline"],
        },
        "said_on": row["said_on"],
        "reported_by": ref(row, "reporter"),
        "within": row["within_id"],
        "restates": row["restates"],
        "appearances": row["appearances"],
    }


def _spans_of(session: Session, ids: Sequence[str]) -> dict[tuple[str, SpanRole], list[Item]]:
    rows = session.execute(_spans(), {"ids": ids})
    spans: dict[tuple[str, SpanRole], list[Item]] = defaultdict(list)
    for claim_id, role, start, end, exact in rows:
        spans[claim_id, role].append({"start": start, "end": end, "exact": exact})
    return spans


@cache
def _spans() -> Select[*tuple[Any, ...]]:
    span = t.claim_span.c
    return (
        select(span.claim_id, span.role, span.start, span.end, span.exact)
        .where(span.claim_id.in_(any_of("ids")))
        .order_by(span.claim_id, span.role, span.ordinal)
    )


def _stances_of(session: Session, ids: Sequence[str]) -> dict[str, list[Item]]:
    rows = session.execute(_stances(), {"ids": ids})
    stances: dict[str, list[Item]] = defaultdict(list)
    for claim_id, identifier, text, stance, confidence, reason in rows:
        stances[claim_id].append(
            {
                "proposition": {"id": identifier, "text": text},
                "stance": stance,
                "confidence": confidence,
                "reason": reason,
            }
        )
    return stances


@cache
def _stances() -> Select[*tuple[Any, ...]]:
    stated, proposition = t.claim_stance.c, t.proposition.c
    return (
        select(stated.claim_id, proposition.id, proposition.text)
        .add_columns(stated.stance, stated.confidence, stated.reason)
        .join_from(t.claim_stance, t.proposition)
        .where(stated.claim_id.in_(any_of("ids")))
        .order_by(stated.claim_id, proposition.id)
    )
