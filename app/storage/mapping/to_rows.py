"""Domain records → rows: which tables hold a record, and what they hold of it.

A record is one row of its own table and any number of rows of its part tables. What the database
adds by itself, such as a claim's `version`, is not part of the record and so never compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Table

from app.domain.enums import OperatingPoint
from app.domain.identity import content_hash
from app.domain.knowledge import (
    Claim,
    Document,
    Entity,
    Knowledge,
    Mention,
    Passage,
    Proposition,
    Relation,
)
from app.domain.repetition import sketch
from app.domain.span import Span
from app.storage.schema import tables as t
from app.storage.schema.column_types import SpanRole
from app.storage.schema.full_text import indexed, searchable
from app.storage.schema.recency import recency

Row = dict[str, object]
Record = tuple[Row, tuple[tuple[Row, ...], ...]]
"""A record's own row, and for each of its part tables the rows in their order."""


@dataclass(frozen=True)
class Kind:
    """The tables of one kind of record, and what the database alone knows about it."""

    table: Table
    parts: tuple[Table, ...] = ()
    moment: str | None = None
    reviewed: bool = False


DOCUMENT = Kind(t.document, moment="ingested_at")
ENTITY = Kind(t.entity, (t.entity_alias,))
PROPOSITION = Kind(t.proposition)
PASSAGE = Kind(t.passage)
MENTION = Kind(t.mention)
CLAIM = Kind(
    t.claim,
    (t.claim_span, t.claim_speaker, t.claim_stance, t.claim_words, t.claim_sketch),
    moment="recorded_at",
    reviewed=True,
)
RELATION = Kind(t.relation, (t.relation_evidence,), moment="recorded_at", reviewed=True)


def document_record(document: Document, fingerprint: str) -> Record:
    """A document, and from which inputs its knowledge was made."""
    row: Row = {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "language": document.language,
        "published_on": document.published_on,
        "recency": recency(document.published_on),
        "sha256": document.sha256,
        "characters": len(document.text),
        "text": document.text,
        "fingerprint": fingerprint,
    }
    return row, ()


def entity_record(entity: Entity) -> Record:
    """An entity with its aliases."""
    row: Row = {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "folded": searchable(entity.name),
        "description": entity.description,
        "anonymous": entity.anonymous,
        "role": entity.role,
        "country_id": entity.country,
        "member_of_id": entity.member_of,
        "wikidata_id": entity.wikidata_id,
        "iso_code": entity.iso_code,
        "curated": entity.curated,
    }
    aliases: tuple[Row, ...] = tuple(
        {"entity_id": entity.id, "ordinal": n, "alias": alias, "folded": searchable(alias)}
        for n, alias in enumerate(entity.aliases)
    )
    return row, (aliases,)


def proposition_record(proposition: Proposition) -> Record:
    """A proposition."""
    row: Row = {
        "id": proposition.id,
        "text": proposition.text,
        "description": proposition.description,
        "open_disputes": proposition.open_disputes,
        "folded": searchable(f"{proposition.text} {proposition.description or ''}"),
    }
    return row, ()


def passage_record(passage: Passage, document: Document) -> Record:
    """A passage of this document."""
    row: Row = {
        "id": passage.id,
        "document_id": document.id,
        "ordinal": passage.ordinal,
        "headline": passage.headline,
        "bylines": list(passage.bylines),
        "start": passage.span.start,
        "end": passage.span.end,
    }
    return row, ()


def mention_record(mention: Mention, document: Document) -> Record:
    """A mention; its id is made of what and where it is."""
    span = mention.span
    row: Row = {
        "id": content_hash(document.id, mention.entity, str(span.start), str(span.end)),
        "document_id": document.id,
        "entity_id": mention.entity,
        **_located(span, document.text),
    }
    return row, ()


def claim_record(claim: Claim, document: Document) -> Record:
    """A claim with its spans, speakers, positions, words and sketch."""
    row: Row = {
        "id": claim.id,
        "document_id": document.id,
        "ordinal": claim.ordinal,
        "text": claim.text,
        "quotation": claim.quotation,
        "mention": claim.mention,
        "cue": claim.cue,
        "passage_id": claim.passage,
        "said_on": claim.said_on,
        "recency": recency(claim.said_on),
        "reported_by_id": claim.reported_by,
        "within_id": claim.within,
        "restates_id": claim.restates,
        "confidence": claim.confidence,
        "method": claim.method,
    }
    speakers: tuple[Row, ...] = tuple(
        {
            "claim_id": claim.id,
            "ordinal": n,
            "entity_id": speaker,
            "recency": recency(claim.said_on),
            "document_id": document.id,
            "claim_ordinal": claim.ordinal,
        }
        for n, speaker in enumerate(claim.speakers)
    )
    positions: tuple[Row, ...] = tuple(
        {
            "claim_id": claim.id,
            "proposition_id": claim_stance.proposition,
            "stance": claim_stance.stance,
            "confidence": claim_stance.confidence,
            "reason": claim_stance.reason,
        }
        for claim_stance in sorted(claim.stances, key=lambda claim_stance: claim_stance.proposition)
    )
    words: tuple[Row, ...] = ({"claim_id": claim.id, "words": indexed(claim.text)},)
    numbers: tuple[Row, ...] = tuple(
        {"claim_id": claim.id, "number": number} for number in sketch(claim.text)
    )
    return row, (_spans(claim, document.text), speakers, positions, words, numbers)


def _spans(claim: Claim, text: str) -> tuple[Row, ...]:
    """All spans of a claim, in the order in which the database returns them."""
    located = [
        *((SpanRole.CONTENT, n, span) for n, span in enumerate(claim.spans)),
        (SpanRole.CUE, 0, claim.cue_span),
        (SpanRole.MENTION, 0, claim.mention_span),
    ]
    return tuple(
        {"claim_id": claim.id, "role": role, "ordinal": n, **_located(span, text)}
        for role, n, span in located
        if span is not None
    )


def relation_records(
    relations: Iterable[Relation],
    claims: Iterable[Claim],
    document_id: str,
    point: OperatingPoint = OperatingPoint.PRECISE,
) -> list[Record]:
    """The relations between these claims of the document; those are shown that `point` shows."""
    known = {claim.id: claim for claim in claims}
    return [
        _relation_record(relation, known[relation.claims[0]], document_id, point)
        for relation in relations
    ]


def _relation_record(
    relation: Relation, listed_as: Claim, document_id: str, point: OperatingPoint
) -> Record:
    """A relation with its evidence, in the place of its first claim."""
    first, second = relation.claims
    row: Row = {
        "id": relation.id,
        "type": relation.type,
        "basis": relation.basis,
        "first_claim_id": first,
        "second_claim_id": second,
        "proposition_id": relation.proposition,
        "rationale": relation.rationale,
        "confidence": relation.confidence,
        "method": relation.method,
        "is_shown": point.shows(relation.operating_point),
        "recency": recency(listed_as.said_on),
        "document_id": document_id,
        "ordinal": listed_as.ordinal,
    }
    evidence: tuple[Row, ...] = tuple(
        {
            "relation_id": relation.id,
            "ordinal": n,
            "document_id": piece.document,
            "start": piece.span.start,
            "end": piece.span.end,
            "exact": piece.exact,
        }
        for n, piece in enumerate(relation.evidence)
    )
    return row, (evidence,)


def records_of(
    knowledge: Knowledge, fingerprint: str, point: OperatingPoint = OperatingPoint.PRECISE
) -> list[tuple[Kind, list[Record]]]:
    """All that a document gives, each kind after those that it points to."""
    document = knowledge.document
    return [
        (DOCUMENT, [document_record(document, fingerprint)]),
        (ENTITY, [entity_record(entity) for entity in knowledge.entities]),
        (PASSAGE, [passage_record(passage, document) for passage in knowledge.passages]),
        (MENTION, [mention_record(mention, document) for mention in knowledge.mentions]),
        (CLAIM, [claim_record(claim, document) for claim in knowledge.claims]),
        (RELATION, relation_records(knowledge.relations, knowledge.claims, document.id, point)),
    ]


def _located(span: Span, text: str) -> Row:
    return {"start": span.start, "end": span.end, "exact": span.of(text)}
