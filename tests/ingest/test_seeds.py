"""Seed files in the database: once, again, changed and broken."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, select

from app.domain.errors import SeedError
from app.ingest.seeds import load_seeds
from app.storage import engine as engines
from app.storage import tables as t
from app.storage.knowledge import Changes
from tests.reading_aloud import SEEDS

TEXT = "Angela Merkel said it would rain. “It will pour on all of us,” Emmanuel Macron added.\n"
METADATA = "title: Rain\npublisher: The Gazette\nlanguage: en\npublished_on: 2024-03-06\n"
ENTITIES = """\
countries:
  - name: Germany
    demonyms: [German]
organisations: []
persons:
  - name: Angela Merkel
    country: germany
    gender: f
"""
CODEBOOK = """\
propositions:
  - id: rain
    text: It will rain.
    affirms: {indicators: [rain]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small seed folder."""
    documents = tmp_path / "seeds" / "documents"
    documents.mkdir(parents=True)
    (documents / "rain.txt").write_text(TEXT, encoding="utf-8")
    (documents / "rain.yaml").write_text(METADATA, encoding="utf-8")
    (documents.parent / "entities.yaml").write_text(ENTITIES, encoding="utf-8")
    return documents.parent


@pytest.fixture
def database(migrated_url: str) -> Iterator[Engine]:
    database = engines.create(migrated_url)
    yield database
    database.dispose()


def contents(database: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    tables = MetaData()
    with database.connect() as connection:
        tables.reflect(connection)
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in tables.sorted_tables
        }


def test_a_second_load_changes_nothing(database: Engine, folder: Path) -> None:
    load_seeds(database, folder)
    before = contents(database)

    assert load_seeds(database, folder) == Changes()
    assert contents(database) == before


def test_a_changed_sentence_changes_its_claim_alone(database: Engine, folder: Path) -> None:
    load_seeds(database, folder)
    before = contents(database)["claim"]
    rain = folder / "documents" / "rain.txt"
    rain.write_text(TEXT.replace("It will pour", "It will snow"), encoding="utf-8")

    load_seeds(database, folder)

    after = contents(database)["claim"]
    assert len(before) == len(after) == 2
    assert len(set(before) & set(after)) == 1


def test_changed_metadata_keeps_the_claims(database: Engine, folder: Path) -> None:
    load_seeds(database, folder)
    before = contents(database)
    metadata = folder / "documents" / "rain.yaml"
    metadata.write_text(METADATA + "url: https://example.org/rain\n", encoding="utf-8")

    assert load_seeds(database, folder) == Changes(changed=1)
    assert contents(database)["claim"] == before["claim"]


def test_a_document_by_another_title_replaces_the_former_one(
    database: Engine, folder: Path
) -> None:
    load_seeds(database, folder)
    claims = len(contents(database)["claim"])
    metadata = folder / "documents" / "rain.yaml"
    metadata.write_text(METADATA.replace("title: Rain", "title: Snow"), encoding="utf-8")

    load_seeds(database, folder)

    after = contents(database)
    assert [row[0] for row in after["document"]] == ["the-gazette-2024-03-06-snow"]
    assert len(after["claim"]) == claims


def test_reference_data_renames_an_entity_and_nothing_else(database: Engine, folder: Path) -> None:
    load_seeds(database, folder)
    before = contents(database)
    entities = folder / "entities.yaml"
    entities.write_text(ENTITIES.replace("gender: f", "role: Chancellor"), encoding="utf-8")

    load_seeds(database, folder)

    after = contents(database)
    assert after["entity"] != before["entity"]
    assert after["claim"] == before["claim"]


def test_somebody_whom_no_document_names_any_more_is_gone(database: Engine, folder: Path) -> None:
    load_seeds(database, folder)
    rain = folder / "documents" / "rain.txt"
    rain.write_text("Angela Merkel said it would rain.\n", encoding="utf-8")

    load_seeds(database, folder)

    names = {row[0] for row in contents(database)["entity"]}
    assert "emmanuel-macron" not in names
    assert {"angela-merkel", "germany"} <= names


def test_a_codebook_comes_changes_and_goes(database: Engine, folder: Path) -> None:
    codebook = folder / "codebook.yaml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    load_seeds(database, folder)
    before = contents(database)
    assert [row[:2] for row in before["proposition"]] == [("rain", "It will rain.")]
    assert {row[1] for row in before["claim_position"]} == {"rain"}
    # Merkel's own word and Germany's.
    assert [row[:2] for row in before["statement"]] == [
        ("country", "germany"), ("speaker", "angela-merkel"),
    ]  # fmt: skip
    assert load_seeds(database, folder) == Changes()

    codebook.write_text(CODEBOOK.replace("It will rain", "Rain falls"), encoding="utf-8")
    load_seeds(database, folder)
    after = contents(database)
    assert [row[:2] for row in after["proposition"]] == [("rain", "Rain falls.")]
    assert after["statement"] == before["statement"]
    assert after["document"] != before["document"], "it was not read again"

    codebook.unlink()
    load_seeds(database, folder)
    assert contents(database)["proposition"] == []
    assert contents(database)["claim_position"] == contents(database)["statement"] == []


@pytest.mark.parametrize(
    ("file", "content", "place", "reason"),
    [
        ("codebook.yaml", b"propositions:\n  - id: 3\n", "line 2, column 9", "valid string"),
        ("entities.yaml", b"countries: [}\n", "line 1, column 13", "bad YAML"),
        ("entities.yaml", b"countries:\n  - name: 3\n", "line 2, column 11", "valid string"),
        (
            "entities.yaml",
            b"countries:\n  - nom: x\n",
            "line 2, column 10",
            "nom: there is no such key",
        ),
        ("entities.yaml", b"cities: []\n", "line 1, column 9", "no such key"),
        ("entities.yaml", b"- 1\n", "line 1, column 1", "keys with values"),
        (
            "entities.yaml",
            b"persons:\n  - name: Ann\n    country: atlantis\n",
            "line 3, column 14",
            "unknown country 'atlantis'",
        ),
        (
            "entities.yaml",
            b"countries:\n  - name: A\n  - name: a\n",
            "line 3, column 5",
            "used twice",
        ),
        ("entities.yaml", b"countries: []\ncountries: []\n", "line 2, column 1", "there twice"),
        (
            "entities.yaml",
            b"countries:\n  - name: A\n    name: B\n",
            "line 3, column 5",
            "'name' is there twice",
        ),
        ("entities.yaml", b"countries: !!bool maybe\n", "line 1, column 12", "'maybe' is no bool"),
        ("entities.yaml", b"# \x01\n", "", "bad YAML"),
        ("documents/rain.txt", b"ok\n\xff\n", "line 2, byte 3", "UTF-8"),
        ("documents/rain.txt", b"ok\na\0b\n", "line 2, byte 4", "NUL"),
        ("documents/rain.yaml", b"title: a\0b\n", "line 1, byte 8", "NUL"),
        (
            "documents/rain.yaml",
            METADATA.replace("Rain", '"Ra\\0in"').encode(),
            "line 1, column 8",
            "NUL",
        ),
        (
            "documents/rain.yaml",
            METADATA.replace("2024-03-06", "2022-13-28").encode(),
            "line 4, column 15",
            "'2022-13-28' is no timestamp: month must be in 1..12",
        ),
        ("documents/rain.yaml", b"title: Rain\n", "line 1, column 1", "Field required"),
        (
            "documents/rain.yaml",
            METADATA.replace("2024-03-06", "soon").encode(),
            "line 4, column 15",
            "date",
        ),
        ("documents/more.txt", b"Alone.\n", "", "needs a more.yaml beside it"),
    ],
)
def test_a_broken_file_is_one_error_with_its_place_and_changes_nothing(  # noqa: PLR0913, PLR0917 (a table of cases)
    database: Engine, folder: Path, file: str, content: bytes, place: str, reason: str
) -> None:
    load_seeds(database, folder)
    before = contents(database)
    (folder / file).write_bytes(content)

    with pytest.raises(SeedError) as raised:
        load_seeds(database, folder)

    message = str(raised.value)
    assert message.startswith(str(folder / file))
    assert place in message
    assert reason in message
    assert "\n" not in message
    assert contents(database) == before


def test_a_folder_without_documents_is_an_error(database: Engine, folder: Path) -> None:
    shutil.rmtree(folder / "documents")

    with pytest.raises(SeedError, match=r"documents: there is no such folder"):
        load_seeds(database, folder)


def test_two_documents_of_one_name_are_an_error(database: Engine, folder: Path) -> None:
    documents = folder / "documents"
    shutil.copy(documents / "rain.txt", documents / "twin.txt")
    shutil.copy(documents / "rain.yaml", documents / "twin.yaml")

    with pytest.raises(SeedError, match=r"twin\.yaml: another document has the id"):
        load_seeds(database, folder)


def test_the_shipped_seeds_load_and_every_stored_span_is_exact(database: Engine) -> None:
    load_seeds(database, SEEDS)

    text = (SEEDS / "documents" / "000_86a2d6844343d0f1.txt").read_bytes().decode("utf-8")
    spans = 0
    with database.connect() as connection:
        for table in (t.claim_span, t.mention, t.relation_evidence):
            for row in connection.execute(select(table.c.start, table.c.end, table.c.exact)):
                assert text[row.start : row.end] == row.exact
                spans += 1
    assert spans > 500
