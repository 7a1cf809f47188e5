"""Each concept of the glossary is in the code: its class, its table and its key in the API's JSON."""

import json
from importlib import import_module

import pytest

from app.storage.schema.tables import metadata
from tests.docs.documents import ROOT, read, rows

NONE = "–"
SCHEMAS = json.loads((ROOT / "openapi.json").read_text("utf-8"))["components"]["schemas"]
ROWS = list(rows(read("docs/glossary.md")))


def column(number: int) -> list[str]:
    """The code in a column, of the rows that have some."""
    return sorted({row[number].strip("`") for row in ROWS} - {NONE})


@pytest.mark.parametrize("name", column(1))
def test_a_class_is_in_its_module(name: str) -> None:
    module, _, own = name.rpartition(".")

    assert isinstance(getattr(import_module(f"app.{module}"), own), type)


@pytest.mark.parametrize("name", sorted({*column(2), *metadata.tables}))
def test_a_table_is_in_the_schema_and_in_the_glossary(name: str) -> None:
    assert name in metadata.tables
    assert name in column(2)


@pytest.mark.parametrize("key", column(3))
def test_a_key_is_in_the_description_of_the_api(key: str) -> None:
    schema, _, own = key.partition(".")

    assert schema in SCHEMAS
    assert not own or own in SCHEMAS[schema]["properties"]


def test_each_concept_stands_there_once() -> None:
    terms = [term for term, *_ in ROWS]

    assert sorted(terms) == sorted(set(terms))
    assert all(meaning.endswith(".") for *_, meaning in ROWS)
