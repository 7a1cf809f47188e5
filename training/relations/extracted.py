"""The claims of annotated texts, as extraction finds them, kept in a file: reading 1,480 texts takes minutes."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.knowledge import Document, Knowledge
from app.domain.span import Span
from app.extraction.inputs.codebook import Codebook
from app.extraction.pipeline import extract
from app.ingest.seeds.folder import SHIPPED, reference_of
from training.relations.records import read_text


def write_claims(names: Iterable[str], texts: Path, path: Path) -> None:
    """Write a line for each text: its claims and entities, and the relations that rules find."""
    reference = reference_of(SHIPPED)
    with path.open("w", encoding="utf-8") as file:
        for name in names:
            text = read_text(texts / name)
            document = Document(name, name, "", "en", date(2022, 5, 1), text, "")
            row = _row(extract(document, reference, Codebook()))
            file.write(json.dumps({"text": name, **row}) + "\n")


def read_claims(path: Path) -> Iterator[dict[str, Any]]:
    """The rows that `write_claims` has written."""
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def _row(found: Knowledge) -> dict[str, Any]:
    return {
        "claims": [
            {
                "id": claim.id,
                "spans": [_pair(span) for span in claim.spans],
                "speakers": list(claim.speakers),
                "mention": claim.mention_span and _pair(claim.mention_span),
                "cue": claim.cue_span and _pair(claim.cue_span),
                "restates": claim.restates,
            }
            for claim in found.claims
        ],
        "entities": {
            entity.id: {"name": entity.name, "aliases": entity.aliases, "role": entity.role,
                        "country": entity.country, "member": entity.member_of}
            for entity in found.entities
        },
        "relations": [
            [relation.type, relation.basis, relation.claims, relation.method, relation.confidence]
            for relation in found.relations
        ],
    }  # fmt: skip


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end
