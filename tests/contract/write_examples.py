"""The examples of the OpenAPI document: asked of the service, and written by `make examples`."""

import json
import re
from collections.abc import Iterator
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from app.api.openapi.examples import FILE
from app.api.schemas import sparse_fields
from tests.databases import sqlite_file
from tests.extraction_helpers import read_seed_document
from tests.seeded import client_of, seed

Json = dict[str, Any]

MOMENT = "2026-01-01T00:00:00Z"
MOMENTS = {"recorded_at", "ingested_at", "created", "generatedAtTime"}
SERVICE = "127.0.0.1:8000"


def questions(client: TestClient) -> dict[str, Json]:
    """What each operation is asked: mostly about the dispute of the White House and Zelensky."""
    disputes: Json = {"type": ["disputes"], "entity": ["white-house"], "limit": 1}
    (dispute,) = client.get("/v1/relations", params=disputes).json()["items"]
    entity = {"entity_id": "white-house"}
    claim = {"claim_id": dispute["claims"][0]["id"]}
    coded: Json = {"entity": ["volodymyr-zelensky"], "limit": 1}
    (first,) = client.get("/v1/propositions", params=coded).json()["items"]
    proposition = {"proposition_id": first["id"]}
    document = {"document_id": dispute["evidence"][0]["document_id"]}
    one = {"limit": 1}
    return {
        "list_entities": {"country": ["ukraine"], "has_claims": True, "sort": "-claims", **one},
        "get_entity": entity,
        "list_entity_claims": {**entity, **one},
        "list_entity_counterparts": {**entity, **one},
        "list_entity_positions": {"entity_id": "united-states", **one},
        "list_entity_changes": {"entity_id": "volodymyr-zelensky", **one},
        "list_claims": {"speaker": ["sergey-lavrov"], "quotation": ["direct", "mixed"], **one},
        "get_claim": claim,
        "list_claim_relations": {**claim, **one},
        "get_claim_context": claim,
        "list_relations": disputes,
        "get_relation": {"relation_id": dispute["id"]},
        "list_propositions": coded,
        "get_proposition": proposition,
        "list_proposition_positions": {**proposition, "level": "country", **one},
        "get_agreement": {"level": "country", "entity": ["ukraine", "russia", "united-states"]},
        "list_documents": one,
        "get_document": document,
        "get_document_text": document,
        "list_document_passages": {**document, **one},
        "list_document_claims": {**document, **one},
        "list_document_annotations": {**document, **one},
        "export_claims": {"speaker": ["sergey-lavrov"], "quotation": ["direct", "mixed"]},
        "export_relations": {"type": ["disputes"], "entity": ["white-house"]},
        "search": {"q": "ukraine", "limit": 1},
        "get_landing": {},
        "get_stats": {},
        "get_metrics": {},
        "get_liveness": {},
        "get_readiness": {},
    }


def answered(client: TestClient) -> Json:
    """Each operation's question with the answer of the service."""
    declared = dict(_declared(client.get("/openapi.json").json()))
    return {
        operation: {"parameters": parameters, "answers": {
            media_type: _answer(client, declared[operation][0], parameters, media_type)
            for media_type in declared[operation][1]
        }}
        for operation, parameters in questions(client).items()
    }  # fmt: skip


def _declared(document: Json) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """Each operation's path and the media types that it answers in."""
    for path, methods in document["paths"].items():
        for operation in methods.values():
            media_types = list(operation["responses"]["200"]["content"])
            yield operation["operationId"], (path, media_types)


def _answer(client: TestClient, path: str, parameters: Json, media_type: str) -> object:
    query = {name: value for name, value in parameters.items() if f"{{{name}}}" not in path}
    if media_type == sparse_fields.MEDIA_TYPE:
        query["fields"] = ["text", "speakers"]
    headers = {"Accept": media_type, "Host": SERVICE}
    answer = client.get(path.format(**parameters), params=query, headers=headers)
    assert answer.is_success, answer.text
    return _shown(answer)


def _shown(answer: Response) -> object:
    """JSON with fixed moments, of linked data with two nodes; of any other text, the first line."""
    if "ld+json" in answer.headers["content-type"] and "@graph" in answer.json():
        whole = answer.json()
        return _timeless({**whole, "@graph": whole["@graph"][:2]})
    first = answer.text.splitlines(keepends=True)[0]
    if "content-disposition" in answer.headers:
        return re.sub(r'(?<="recorded_at":")[^"]+', MOMENT, first)
    if "json" in answer.headers["content-type"]:
        return _timeless(answer.json())
    return first


def _timeless(node: object) -> object:
    if isinstance(node, list):
        return [_timeless(item) for item in node]
    if isinstance(node, dict):
        return {name: MOMENT if name in MOMENTS else _timeless(node[name]) for name in node}
    return node


if __name__ == "__main__":
    with sqlite_file() as url:
        seed(url, read_seed_document())
        with client_of(url) as client:
            examples = answered(client)
    FILE.write_text(json.dumps(examples, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
