"""The OpenAPI document keeps the rules that make clean clients.

Each of them is something that a generator stumbled over: it lost types, or made names nobody wants.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.schemas.sparse_fields import ClaimField
from tests.databases import on_sqlite

Json = dict[str, Any]

OPERATIONS = {
    "list_entities", "get_entity", "list_entity_claims", "list_entity_counterparts",
    "list_entity_positions", "list_entity_changes",
    "list_claims", "get_claim", "list_claim_relations", "get_claim_context",
    "list_relations", "get_relation",
    "list_propositions", "get_proposition", "list_proposition_positions", "get_agreement",
    "list_documents", "get_document", "get_document_text", "list_document_passages",
    "list_document_claims", "list_document_annotations",
    "export_claims", "export_relations",
    "search", "get_landing", "get_stats", "get_metrics", "get_liveness", "get_readiness",
}  # fmt: skip


# The document does not depend on the database.
pytestmark = on_sqlite


@pytest.fixture
def document(client: TestClient) -> Json:
    found: Json = client.get("/openapi.json").json()
    return found


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            yield path, operation


def nodes(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


def test_operations_are_what_is_there(document: Json) -> None:
    names = [operation["operationId"] for _, operation in operations(document)]
    assert sorted(names) == sorted(OPERATIONS)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)


def test_each_operation_has_one_tag_of_those_declared(document: Json) -> None:
    tags = {tag["name"]: tag["description"] for tag in document["tags"]}
    assert all(tags.values())
    used = [operation["tags"] for _, operation in operations(document)]
    assert {tag for (tag,) in used} == set(tags)


def test_it_says_whose_it_is_and_that_it_is_public(document: Json) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "/", "description": "This server"}]
    assert document["info"]["contact"]["name"]
    assert document["info"]["license"]["identifier"] == "MIT"
    assert all(o["security"] == [] for _, o in operations(document))


def test_everything_is_described(document: Json) -> None:
    for path, operation in operations(document):
        assert operation["description"], path
        assert operation["responses"]["200"]["description"] != "Successful Response", path
        assert all(parameter["description"] for parameter in operation.get("parameters", []))
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, shape in schema.get("properties", {}).items():
            assert shape.get("description"), f"{name}.{field}"
        for value in schema.get("enum", []):
            assert f"`{value}`" in schema["description"], f"{name}: {value}"


def test_out_fields_are_required(document: Json) -> None:
    optional = {
        (name, field)
        for name, schema in document["components"]["schemas"].items()
        for field in set(schema.get("properties", {})) - set(schema.get("required", []))
    }
    schemas = document["components"]["schemas"].items()
    pages = {name for name, schema in schemas if "next_cursor" in schema.get("properties", {})}
    # Of a sparse claim, all that was not asked for is missing.
    sparse = {("SparseClaim", field.value) for field in ClaimField if field is not ClaimField.ID}
    assert optional == {(page, "total") for page in pages} | {("Problem", "errors")} | sparse


def test_parameters_are_never_null(document: Json) -> None:
    for _, operation in operations(document):
        for parameter in operation.get("parameters", []):
            assert "null" not in str(parameter), parameter


def test_titles_say_nothing_that_a_name_does_not(document: Json) -> None:
    parameters = [o["parameters"] for _, o in operations(document) if "parameters" in o]
    for node in nodes([document["components"]["schemas"], parameters]):
        assert not isinstance(node.get("title"), str)


def test_shapes_have_one_form_under_the_name_that_we_gave_them(document: Json) -> None:
    """`Claim`, never `Claim-Output`; `ClaimPage`, never `Page_Claim_`; FastAPI's own errors nowhere."""
    for name in document["components"]["schemas"]:
        assert re.fullmatch(r"([A-Z][a-z]+)+", name)
        assert not re.search(r"Input|Output|HTTP|ValidationError", name)


def test_null_is_one_of_two_things_that_a_field_may_be(document: Json) -> None:
    for node in nodes(document["components"]["schemas"]):
        assert not isinstance(node.get("type"), list)
        assert "nullable" not in node
        if "anyOf" in node:
            assert [kind == {"type": "null"} for kind in node["anyOf"]] == [False, True]


def test_a_choice_of_shapes_has_a_name_and_a_field_that_tells_them_apart(document: Json) -> None:
    schemas = document["components"]["schemas"]
    choices = [node for node in nodes(schemas) if "oneOf" in node]
    assert choices
    for choice in choices:
        assert choice in schemas.values()
        assert set(choice["discriminator"]["mapping"].values()) == {
            kind["$ref"] for kind in choice["oneOf"]
        }


def test_what_is_answered_has_no_defaults(document: Json) -> None:
    for name, schema in document["components"]["schemas"].items():
        for field, shape in schema.get("properties", {}).items():
            assert "default" not in shape, f"{name}.{field}"


def test_lists_hold_one_kind_of_thing(document: Json) -> None:
    for node in nodes(document["components"]["schemas"]):
        assert "prefixItems" not in node
        if node.get("type") == "array":
            assert node["items"]


def test_errors_are_problems_and_nothing_else(document: Json) -> None:
    schema = {"$ref": "#/components/schemas/Problem"}
    examples = document["components"]["examples"]
    for path, operation in operations(document):
        errors = {s: r for s, r in operation["responses"].items() if int(s) >= 400}
        assert {"400", "405", "408", "413", "414", "422", "431", "500", "503"} <= set(errors)
        assert ("404" in errors) == ("{" in path)
        for status, error in errors.items():
            (media_type, content), *more = error["content"].items()
            assert (media_type, content["schema"], more) == ("application/problem+json", schema, [])
            assert content["examples"]["problem"]["$ref"].endswith(f"/Problem{status}")
            assert examples[f"Problem{status}"]["value"]["status"] == int(status)


def test_what_can_be_asked_in_headers_is_typed(document: Json) -> None:
    for path, operation in operations(document):
        taken = [one["name"] for one in operation["parameters"] if one["in"] == "header"]
        is_tagged = "304" in operation["responses"]
        assert taken == [*(["If-None-Match"] if is_tagged else []), "X-Request-ID"], path


def test_downloads_are_files_in_several_formats(document: Json) -> None:
    for resource in ("claims", "relations"):
        responses = document["paths"][f"/v1/{resource}/export"]["get"]["responses"]
        content = responses["200"]["content"]
        assert set(content) == {"application/x-ndjson", "text/csv", "application/ld+json"}
        binary = {"type": "string", "format": "binary"}
        assert content["text/csv"]["schema"] == {"type": "string"}
        assert content["application/x-ndjson"]["schema"] == binary
        assert content["application/ld+json"]["schema"]["required"] == ["@context", "@graph"]
        assert "406" in responses
        assert "304" not in responses
    lists = document["paths"]["/v1/claims"]["get"]["responses"]
    assert "406" not in lists
    assert "304" in lists


def test_the_committed_document_is_the_code_s(client: TestClient) -> None:
    committed = (Path(__file__).parents[2] / "openapi.json").read_bytes()
    assert json.loads(committed) == client.get("/openapi.json").json(), "make openapi writes it"


def test_enums_have_names(document: Json) -> None:
    schemas = document["components"]["schemas"]
    for node in nodes(document):
        assert "enum" not in node or node in schemas.values()


def test_so_have_their_values(document: Json) -> None:
    """A generator makes a member's name of its value, or takes what `x-enum-varnames` says."""
    found = {
        name: schema.get("x-enum-varnames", [value.upper() for value in schema["enum"]])
        for name, schema in document["components"]["schemas"].items()
        if "enum" in schema
    }
    assert found["ClaimSort"] == ["SAID_ON_DESCENDING", "DOCUMENT", "RELEVANCE"]
    assert found["EntitySort"] == ["NAME", "CLAIMS_DESCENDING"]
    for name, members in found.items():
        assert (
            len(members)
            == len(set(members))
            == len(document["components"]["schemas"][name]["enum"])
        )
        assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)*", member) for member in members), name


def test_nothing_is_untyped(document: Json) -> None:
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        assert schema.get("additionalProperties") is None, name
        for field, shape in schema.get("properties", {}).items():
            assert {"$ref", "type", "anyOf", "const", "allOf"} & set(shape), f"{name}.{field}"
            assert shape.get("type") != "object", f"{name}.{field}"


def test_other_answers_than_json_have_their_own_type(document: Json) -> None:
    for path, operation in operations(document):
        for media_type, content in operation["responses"]["200"]["content"].items():
            if media_type.startswith("text/"):
                assert content["schema"] == {"type": "string"}, path


def test_the_docs_page_needs_no_internet(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    addresses = re.findall(r"(?:src|href)=\"([^\"]+)\"", page.text)
    assert len(addresses) == 3
    for address in addresses:
        assert client.get(address).status_code == 200
    assert "://" not in page.text
