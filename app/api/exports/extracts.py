"""What `extract` prints: one document's knowledge in the shapes of the API, without a database."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from app.api.schemas.claims import Claim
from app.api.schemas.documents import Passage
from app.api.schemas.entities import Entity
from app.api.schemas.relations import Relation
from app.api.schemas.shared import Out
from app.domain import knowledge as known
from app.domain import span as spans
from app.domain.enums import RelationType, Status

Shape = dict[str, object]


class Extract(Out):
    """What one file says."""

    file: str = Field(description="The file's path as it was given")
    sha256: str = Field(description="The SHA-256 of its bytes")
    passages: list[Passage] = Field(description="Its passages in reading order")
    entities: list[Entity] = Field(description="Everybody whom it names or lets speak")
    claims: list[Claim] = Field(description="Its claims in reading order, restatements included")
    relations: list[Relation] = Field(description="What it says of agreement and dispute")


def extract_of(file: str, knowledge: known.Knowledge, now: datetime) -> Extract:
    """The shapes that the API would show if the document were ingested at `now`."""
    shapes = _Shapes(knowledge, now)
    return Extract.model_validate(
        {
            "file": file,
            "sha256": knowledge.document.sha256,
            "passages": [shapes.passage(passage) for passage in knowledge.passages],
            "entities": [shapes.entity(entity) for entity in knowledge.entities],
            "claims": [shapes.claim(claim) for claim in knowledge.claims],
            "relations": [shapes.relation(relation) for relation in knowledge.relations],
        }
    )


class _Shapes:
    """One document's records as the API's shapes, with references resolved and counts made."""

    def __init__(self, knowledge: known.Knowledge, now: datetime) -> None:
        self.text = knowledge.document.text
        self.document = knowledge.document
        self.entities = {entity.id: entity for entity in knowledge.entities}
        self.passages = {passage.id: passage for passage in knowledge.passages}
        self.claims = {claim.id: claim for claim in knowledge.claims}
        self.propositions = {one.id: one for one in knowledge.propositions}
        self.review: Shape = {"status": Status.EXTRACTED, "version": 1, "recorded_at": now}
        self.spoken = Counter(
            speaker
            for claim in knowledge.claims
            if claim.restates is None
            for speaker in claim.speakers
        )
        self.related: Counter[tuple[str, RelationType]] = Counter()
        for relation in knowledge.relations:
            speakers = {s for claim in relation.claims for s in self.claims[claim].speakers}
            for identifier in (*relation.claims, *speakers):
                self.related[identifier, relation.type] += 1

    def passage(self, passage: known.Passage) -> Shape:
        return {
            "id": passage.id,
            "ordinal": passage.ordinal,
            "headline": passage.headline,
            "bylines": passage.bylines,
            "start": passage.span.start,
            "end": passage.span.end,
        }

    def entity(self, entity: known.Entity) -> Shape:
        return {
            "id": entity.id,
            "kind": entity.kind,
            "name": entity.name,
            "aliases": entity.aliases,
            "description": entity.description,
            "anonymous": entity.anonymous,
            "role": entity.role,
            "country": self._ref(entity.country),
            "member_of": self._ref(entity.member_of),
            "wikidata_id": entity.wikidata_id,
            "iso_code": entity.iso_code,
            "counts": {"claims": self.spoken[entity.id], **self._relations(entity.id)},
        }

    def claim(self, claim: known.Claim) -> Shape:
        passage = self.passages[claim.passage] if claim.passage else None
        return {
            "id": claim.id,
            "text": claim.text,
            "quotation": claim.quotation,
            "speakers": self._refs(claim.speakers),
            "mention": claim.mention,
            "cue": claim.cue,
            "spans": [self._span(span) for span in claim.spans],
            "mention_span": claim.mention_span and self._span(claim.mention_span),
            "cue_span": claim.cue_span and self._span(claim.cue_span),
            "document": {
                "id": self.document.id,
                "title": self.document.title,
                "publisher": self.document.publisher,
                "published_on": self.document.published_on,
            },
            "passage": passage
            and {"id": passage.id, "ordinal": passage.ordinal, "headline": passage.headline},
            "said_on": claim.said_on,
            "reported_by": self._ref(claim.reported_by),
            "within": claim.within,
            "restates": claim.restates,
            "appearances": 1 if claim.restates is None else None,
            "positions": [
                {
                    "proposition": self._proposition(claim_stance.proposition),
                    "stance": claim_stance.stance,
                    "confidence": claim_stance.confidence,
                    "reason": claim_stance.reason,
                }
                for claim_stance in sorted(
                    claim.stances, key=lambda claim_stance: claim_stance.proposition
                )
            ],
            "counts": self._relations(claim.id),
            "confidence": claim.confidence,
            "method": claim.method,
            **self.review,
            "highlight": None,
            "relations": None,
        }

    def relation(self, relation: known.Relation) -> Shape:
        return {
            "id": relation.id,
            "type": relation.type,
            "basis": relation.basis,
            "claims": [self._claim_ref(self.claims[claim]) for claim in relation.claims],
            "proposition": relation.proposition and self._proposition(relation.proposition),
            "evidence": [
                {"document_id": evidence.document, **self._span(evidence.span)}
                for evidence in relation.evidence
            ],
            "rationale": relation.rationale,
            "confidence": relation.confidence,
            "method": relation.method,
            **self.review,
        }

    def _proposition(self, identifier: str) -> Shape:
        return {"id": identifier, "text": self.propositions[identifier].text}

    def _claim_ref(self, claim: known.Claim) -> Shape:
        return {
            "id": claim.id,
            "text": claim.text,
            "quotation": claim.quotation,
            "speakers": self._refs(claim.speakers),
            "said_on": claim.said_on,
            "document_id": self.document.id,
        }

    def _refs(self, ids: Sequence[str]) -> list[Shape | None]:
        return [self._ref(identifier) for identifier in ids]

    def _ref(self, identifier: str | None) -> Shape | None:
        if identifier is None:
            return None
        entity = self.entities[identifier]
        return {"id": entity.id, "kind": entity.kind, "name": entity.name}

    def _span(self, span: spans.Span) -> Shape:
        return {"start": span.start, "end": span.end, "exact": span.of(self.text)}

    def _relations(self, identifier: str) -> Shape:
        return {
            "agreements": self.related[identifier, RelationType.AGREES],
            "disputes": self.related[identifier, RelationType.DISPUTES],
        }
