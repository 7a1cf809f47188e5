"""OpenAPI document: FastAPI's own, tidied for generators of clients.

Errors are declared here, for all operations alike: one `Problem`, always as problem+json.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api.openapi import headers
from app.api.openapi.examples import add_examples, stored_examples
from app.api.problems import MEDIA_TYPE, OVERLOADED, Fault, Problem, describe
from app.api.schemas import sparse_fields
from app.domain.errors import OverloadedError

Json = dict[str, Any]

TITLE = "Onrecord"
VERSION = "0.1.0"
SUMMARY = "Who said what, on the record, and who disputes it."
DESCRIPTION = """\
Onrecord reads documents and answers who claimed what in them, where exactly, and who agrees or \
disputes.

Lists answer `items` and `next_cursor`; give that as `cursor` for the next page. Filters that can \
be repeated mean "any of". Every answer to GET but a download carries an `ETag`; send it as \
`If-None-Match` to hear 304 instead of the same again. Every error is a `Problem`, as \
`application/problem+json`, also 404 at a path that is none of these. Every answer carries \
`X-Request-ID`: yours, if you sent one.
"""
TAGS = [
    {"name": "entities", "description": "People, countries and organisations that can speak."},
    {"name": "claims", "description": "Who said what, where, and in which words."},
    {"name": "relations", "description": "Which claims agree and which are disputed."},
    {
        "name": "propositions",
        "description": "What speakers affirm, deny or leave open, and who stands where.",
    },
    {"name": "agreement", "description": "Who agrees with whom, and who disputes whom."},
    {"name": "documents", "description": "The texts that all of it stands in."},
    {"name": "service", "description": "The service's own counts and health."},
]
ERRORS = {
    HTTPStatus.BAD_REQUEST: "The address is not UTF-8 text, or what was sent is no HTTP request",
    HTTPStatus.NOT_FOUND: "There is nothing with this id",
    # Of any other method than GET and HEAD, at the paths that are declared here.
    HTTPStatus.METHOD_NOT_ALLOWED: "This path does not take that method; `Allow` has those it takes",
    HTTPStatus.NOT_ACCEPTABLE: "There is no format that `Accept` takes",
    HTTPStatus.REQUEST_TIMEOUT: "The request did not come in time",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The request's body is too long",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is too long",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A parameter is unknown, or its value cannot be used",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The request's headers are too long",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here",
    HTTPStatus.SERVICE_UNAVAILABLE: "The database does not answer in time, or its schema is not "
    "current; or, with the type `urn:onrecord:overloaded`, too much is asked at once",
}

FAULTS = {
    HTTPStatus.UNPROCESSABLE_ENTITY: [
        Fault(loc=["query", "limit"], msg="Input should be less than or equal to 200")
    ]
}


def install(app: FastAPI) -> None:
    """Make `app.openapi` return the tidied document, which is built once."""

    def openapi() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's own way to extend it


def _document(app: FastAPI) -> Json:
    document = get_openapi(
        title=TITLE,
        version=VERSION,
        summary=SUMMARY,
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        servers=[{"url": "/", "description": "This server"}],
        contact={"name": "Onrecord contributors"},
        license_info={"name": "MIT", "identifier": "MIT"},
    )
    schemas = document["components"]["schemas"]
    for path, operation in _operations(document):
        _declare_errors(path, operation)
        _describe_answer(operation, schemas)
        operation["security"] = []
        for parameter in operation.get("parameters", []):
            _never_null(parameter["schema"])
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Fault"] = Fault.model_json_schema()
    template = "#/components/schemas/{model}"
    schemas["Problem"] = Problem.model_json_schema(mode="serialization", ref_template=template)
    del schemas["Problem"]["$defs"]
    sparse_fields.declare(document)
    headers.declare(document)
    _name_members(schemas)
    _tidy(document)
    # Last, because an example may well have a title.
    document["components"]["examples"] = _problem_examples()
    examples = stored_examples()
    for _, operation in _operations(document):
        add_examples(operation, examples)
    return document


def _operations(document: Json) -> Iterator[tuple[str, Json]]:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            yield path, operation


def _declare_errors(path: str, operation: Json) -> None:
    """Declare the errors that can occur on this path, and 304."""
    responses = operation["responses"]
    # Downloads come in several formats, and without an ETag.
    content = responses["200"]["content"]
    is_download = len(content) > 1 and "application/json" not in content
    if not is_download:
        responses["304"] = {"description": "What If-None-Match names is still current"}
    for status, description in ERRORS.items():
        if status is HTTPStatus.NOT_FOUND and "{" not in path:
            continue
        if status is HTTPStatus.NOT_ACCEPTABLE and not is_download:
            continue
        examples = {"problem": {"$ref": f"#/components/examples/Problem{status.value}"}}
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            examples["overloaded"] = {"$ref": "#/components/examples/ProblemOverloaded"}
        shown = {
            "schema": {"$ref": "#/components/schemas/Problem"},
            "examples": examples,
        }
        responses[str(status.value)] = {
            "description": description,
            "content": {MEDIA_TYPE: shown},
        }
    operation["responses"] = dict(sorted(responses.items()))


def _problem_examples() -> Json:
    """A problem for each status and type; all operations point to them."""
    path = "/v1/entities/nobody/claims"
    detail = str(OverloadedError(2))
    value = describe(path, HTTPStatus.SERVICE_UNAVAILABLE, detail, kind=OVERLOADED).model_dump()
    overloaded = {"summary": "Too much is asked at once", "value": value}
    return {"ProblemOverloaded": overloaded} | {
        f"Problem{status.value}": {
            "summary": description,
            "value": describe(path, status, f"{description}.", FAULTS.get(status)).model_dump(),
        }
        for status, description in ERRORS.items()
    }


def _describe_answer(operation: Json, schemas: Json) -> None:
    """Describe an answer by the first paragraph of its shape's docstring."""
    answer = operation["responses"]["200"]
    for content in answer["content"].values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        if name in schemas:
            first = schemas[name]["description"].partition("\n\n")[0]
            answer["description"] = " ".join(first.split())


def _name_members(schemas: Json) -> None:
    """Name enum values that are no identifiers: `-said_on` is SAID_ON_DESCENDING.

    Generators would call them VALUE_0 and VALUE_1, and renumber them as values come and go.
    """
    for schema in schemas.values():
        values = schema.get("enum", [])
        if not all(value.isidentifier() for value in values):
            schema["x-enum-varnames"] = [
                f"{value[1:]}_descending".upper() if value.startswith("-") else value.upper()
                for value in values
            ]


def _never_null(schema: Json) -> None:
    """Take null from an optional parameter: an address cannot hold it."""
    if "anyOf" in schema:
        (kind,) = (kind for kind in schema.pop("anyOf") if kind != {"type": "null"})
        schema.update(kind)


def _tidy(node: object, *, names: bool = False) -> None:
    """Drop the titles that Pydantic makes of names, and defaults that say nothing.

    `names` is true of a node whose keys are names that we gave, such as `properties`: a property
    may well be called "title".
    """
    if isinstance(node, list):
        for item in node:
            _tidy(item)
    elif isinstance(node, dict):
        if not names and "info" not in node and isinstance(node.get("title"), str):
            del node["title"]
        if not names and node.get("default", 0) in (None, []):
            del node["default"]
        for key, value in node.items():
            if key != "info":
                _tidy(value, names=not names and key in {"properties", "schemas", "$defs"})
