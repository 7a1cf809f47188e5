"""docs/api.md names each path, each parameter where it is taken, and each status of openapi.json."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.docs.documents import ROOT, SHOWN, blocks, code, read, rows, sections

OPENAPI = json.loads((ROOT / "openapi.json").read_text("utf-8"))
OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation
    for methods in OPENAPI["paths"].values()
    for operation in methods.values()
}
SECTIONS = sections(read("docs/api.md"))
PAGING = {"limit", "cursor", "include_total"}
# Under each of these headings, a table of the parameters of the operations that the text before it names.
TABLES = (
    "Claims",
    "Relations",
    "Entities",
    "Propositions, positions, changes and counterparts",
    "Agreement",
    "Documents",
    "Search",
)


def parameters(operation: str) -> set[str]:
    """The query parameters of an operation."""
    declared = OPERATIONS[operation].get("parameters", [])
    return {parameter["name"] for parameter in declared if parameter["in"] == "query"}


def is_paged(operation: str) -> bool:
    return "cursor" in parameters(operation)


def operations_of(heading: str) -> set[str]:
    """The operations that a section names before its table."""
    before, _, _ = SECTIONS[heading].partition("\n|")
    return {word for word in code(before) if word in OPERATIONS}


def shown(heading: str) -> list[str]:
    """The parameters in the first column of a section's table."""
    return [name for first, _ in rows(SECTIONS[heading]) for name in code(first)]


@pytest.mark.parametrize("heading", TABLES)
def test_a_table_holds_the_parameters_of_its_operations(heading: str) -> None:
    operations = operations_of(heading)
    taken = {
        name
        for operation in operations
        for name in parameters(operation) - (PAGING if is_paged(operation) else set())
    }

    assert operations
    assert sorted(shown(heading)) == sorted(taken)


def test_every_operation_with_parameters_has_a_table() -> None:
    tabled = set().union(*map(operations_of, TABLES))

    assert {name for name in OPERATIONS if parameters(name) - PAGING} <= tabled


def test_the_table_of_pages_holds_what_every_list_takes() -> None:
    assert set(shown("Paging")) == PAGING


def test_the_table_of_paths_is_all_paths() -> None:
    assert sorted(path for first, _ in rows(SECTIONS["Paths"]) for path in code(first)) == sorted(
        OPENAPI["paths"]
    )


def test_the_table_of_errors_holds_each_status() -> None:
    statuses = {
        status
        for operation in OPERATIONS.values()
        for status in operation["responses"]
        if status >= "400"
    }

    assert {
        s for first, _ in rows(SECTIONS["Errors"]) for s in re.findall(r"\d+", first)
    } == statuses


def test_the_shown_error_is_the_answer(seeded: TestClient) -> None:
    (asked,) = (
        block for block in blocks("sh", "docs/api.md") if "on purpose" in (block.reason or "")
    )
    (answer,) = blocks("json", "docs/api.md")

    (url,) = re.findall(rf"{SHOWN}([^']+)", asked.code)
    assert seeded.get(url).json() == json.loads(answer.code)
