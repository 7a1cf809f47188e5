"""Claims and relations as linked data: JSON-LD in the words of schema.org, Web Annotation and PROV.

A claim is a `schema:Claim` that appears in a document and is attributed to its speakers; it is
quoted from places in the document's text. What these vocabularies have no word for has one of ours,
as in `urn:onrecord:stance`, the same wherever the service runs: it means what the field of that name
means in OpenAPI. The context stands in the document itself, so that it can be read without a network.
"""

from collections.abc import Iterable

import orjson

from app.api.schemas.annotations import place
from app.api.schemas.claims import Claim, ClaimPosition
from app.api.schemas.relations import ClaimRef, Evidence, Relation
from app.api.schemas.shared import EntityRef, PropositionRef, Span
from app.domain.enums import EntityKind
from app.storage.read.claims.text_selectors import Sides

Node = dict[str, object]

TYPES = {
    EntityKind.PERSON: ["Person", "prov:Person"],
    EntityKind.COUNTRY: ["Country", "prov:Agent"],
    EntityKind.ORGANISATION: ["Organization", "prov:Organization"],
}


# Terms of one vocabulary under their own names, then those that need more than a name.
SAME = {
    "schema": (
        "Claim", "Person", "Organization", "Country", "CreativeWork", "Dataset",
        "text", "name", "publisher", "description", "appearance", "claimInterpreter",
    ),
    "oa": (
        "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "exact", "prefix", "suffix",
    ),
    "prov": ("wasGeneratedBy", "wasAssociatedWith"),
    "onrecord": (
        "Relation", "relation", "basis", "quotation", "mention", "mentionPlace", "cue", "cuePlace",
        "passage", "headline", "ordinal", "proposition", "stance", "reason", "agreements",
        "disputes", "status", "version",
    ),
}  # fmt: skip
WORDS: Node = {
    "onrecord": "urn:onrecord:",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **{word: f"{vocabulary}:{word}" for vocabulary, words in SAME.items() for word in words},
    # Always an array, also of one.
    "author": {"@id": "schema:author", "@container": "@set"},
    "selector": {"@id": "oa:hasSelector", "@container": "@set"},
    "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", "@container": "@set"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@container": "@set", "@type": "@id"},
    "position": {"@id": "onrecord:position", "@container": "@set"},
    "claim": {"@id": "onrecord:claim", "@container": "@set"},
    "evidence": {"@id": "onrecord:evidence", "@container": "@set"},
    # No plain text.
    "datePublished": {"@id": "schema:datePublished", "@type": "xsd:date"},
    "dateCreated": {"@id": "schema:dateCreated", "@type": "xsd:date"},
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "confidence": {"@id": "onrecord:confidence", "@type": "xsd:double"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "isPartOf": {"@id": "schema:isPartOf", "@type": "@id"},
    "restates": {"@id": "onrecord:restates", "@type": "@id"},
    # Of several authors the first one, which a set alone would not tell.
    "principalSpeaker": {"@id": "onrecord:principalSpeaker", "@type": "@id"},
}
# What JSON-LD says of a document; what its nodes hold, the context says.
SCHEMA: Node = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"type": "object"},
        "@graph": {"type": "array", "items": {"type": "object"}},
    },
}
TAIL = b"\n]}\n"


def head(name: str, base: str) -> bytes:
    """The context, and the beginning of a graph whose first node is the data set itself.

    `base` is the service's own address, such as `https://a.org/`; all others are relative to it.
    """
    words = orjson.dumps({"@version": 1.1, "@base": f"{base}v1/"} | WORDS)
    dataset = orjson.dumps({"id": name, "type": "Dataset", "name": f"Onrecord: {name}"})
    return b'{"@context": ' + words + b',\n"@graph": [\n' + dataset


def body(nodes: Iterable[Node]) -> bytes:
    """More nodes of the graph, one on a line."""
    return b"".join(b",\n" + orjson.dumps(node, option=orjson.OPT_UTC_Z) for node in nodes)


def claim_node(claim: Claim, sides: Sides) -> Node:
    """A claim with everything that its list item says; `sides` has what stands around its spans."""

    def at(span: Span | None) -> Node | None:
        if span is None:
            return None
        around = sides[claim.id, span.start, span.end]
        source = f"documents/{claim.document.id}/text"
        return place(source, span.start, span.end, span.exact, around).model_dump()

    node: Node = {
        **_said(claim),
        "type": ["Claim", "prov:Entity"],
        "wasQuotedFrom": [at(span) for span in claim.spans],
        "mention": claim.mention,
        "mentionPlace": at(claim.mention_span),
        "cue": claim.cue,
        "cuePlace": at(claim.cue_span),
        "appearance": {
            "id": f"documents/{claim.document.id}",
            "type": ["CreativeWork", "prov:Entity"],
            "name": claim.document.title,
            # Of all claims of a document the same one.
            "publisher": {
                "id": f"documents/{claim.document.id}#publisher",
                "type": "Organization",
                "name": claim.document.publisher,
            },
            "datePublished": claim.document.published_on,
        },
        "passage": claim.passage
        and _known(
            {
                "id": f"documents/{claim.document.id}/passages#{claim.passage.id}",
                "ordinal": claim.passage.ordinal,
                "headline": claim.passage.headline,
            }
        ),
        "claimInterpreter": claim.reported_by and _entity(claim.reported_by),
        "isPartOf": claim.within and f"claims/{claim.within}",
        "restates": claim.restates and f"claims/{claim.restates}",
        "position": [_position(position) for position in claim.positions],
        "agreements": claim.counts.agreements,
        "disputes": claim.counts.disputes,
    }
    return _known(node | _made(claim))


def relation_node(relation: Relation, sides: Sides) -> Node:
    """A relation with its two claims and the places that prove it."""

    def at(piece: Evidence) -> Node:
        around = sides[relation.id, piece.start, piece.end]
        source = f"documents/{piece.document_id}/text"
        return place(source, piece.start, piece.end, piece.exact, around).model_dump()

    node: Node = {
        "id": f"relations/{relation.id}",
        "type": ["Relation", "prov:Entity"],
        "relation": relation.type,
        "basis": relation.basis,
        "claim": [
            _known(
                {
                    **_said(claim),
                    "type": ["Claim", "prov:Entity"],
                    "appearance": {"id": f"documents/{claim.document_id}"},
                }
            )
            for claim in relation.claims
        ],
        "proposition": relation.proposition and _proposition(relation.proposition),
        "evidence": [at(piece) for piece in relation.evidence],
        "description": relation.rationale,
    }
    return _known(node | _made(relation))


def _said(claim: Claim | ClaimRef) -> Node:
    return {
        "id": f"claims/{claim.id}",
        "text": claim.text,
        "quotation": claim.quotation,
        "author": [_entity(speaker) for speaker in claim.speakers],
        "wasAttributedTo": [f"entities/{speaker.id}" for speaker in claim.speakers],
        "principalSpeaker": f"entities/{claim.speakers[0].id}",
        "dateCreated": claim.said_on,
    }


def _made(found: Claim | Relation) -> Node:
    """How sure it is, what found it and when."""
    return {
        "confidence": found.confidence,
        "status": found.status,
        "version": found.version,
        "generatedAtTime": found.recorded_at,
        "wasGeneratedBy": {
            "type": "prov:Activity",
            "wasAssociatedWith": {"type": "prov:SoftwareAgent", "name": found.method},
        },
    }


def _entity(entity: EntityRef) -> Node:
    return {"id": f"entities/{entity.id}", "type": TYPES[entity.kind], "name": entity.name}


def _position(position: ClaimPosition) -> Node:
    return {
        "proposition": _proposition(position.proposition),
        "stance": position.stance,
        "confidence": position.confidence,
        "reason": position.reason,
    }


def _proposition(proposition: PropositionRef) -> Node:
    return {"id": f"propositions/{proposition.id}", "text": proposition.text}


def _known(node: Node) -> Node:
    """Without what is null: linked data says nothing of what it does not know."""
    return {name: value for name, value in node.items() if value is not None}
