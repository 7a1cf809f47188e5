"""Seed files in the database: once, again, changed and broken."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from app.domain.errors import SeedError
from app.storage.database import engine as engines
from app.storage.mapping.diff import ChangeCounts
from app.storage.schema import tables as t
from tests.databases import Databases
from tests.extraction_helpers import SEEDS
from tests.ingest.loading import CODEBOOK, ENTITIES, METADATA, TEXT, contents, load, titled, write


def seeds(directory: Path) -> Path:
    """A small seed folder."""
    return write(
        directory,
        documents__rain_txt=TEXT, documents__rain_yaml=METADATA, entities_yaml=ENTITIES,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return seeds(tmp_path / "seeds")


@pytest.fixture(scope="module")
def loaded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seeds(tmp_path_factory.mktemp("loaded") / "seeds")


@pytest.fixture(scope="module")
def loaded(databases: Databases, blank_url: str, loaded_folder: Path) -> Iterator[Engine]:
    """A database into which this folder was loaded, for what is to change nothing in it."""
    with databases(blank_url) as url:
        database = engines.create(url)
        load(database, loaded_folder)
        yield database
        database.dispose()


@contextmanager
def broken(file: Path, content: bytes) -> Iterator[None]:
    """A file with this in it, for a while."""
    good = file.read_bytes() if file.exists() else None
    file.write_bytes(content)
    try:
        yield
    finally:
        file.unlink()
        if good is not None:
            file.write_bytes(good)


def test_a_second_load_changes_nothing(database: Engine, folder: Path) -> None:
    load(database, folder)
    before = contents(database)

    assert load(database, folder).changes == ChangeCounts()
    assert contents(database) == before


def test_a_changed_sentence_changes_its_claim_alone(database: Engine, folder: Path) -> None:
    load(database, folder)
    before = contents(database)["claim"]
    rain = folder / "documents" / "rain.txt"
    rain.write_text(TEXT.replace("It will pour", "It will snow"), encoding="utf-8")

    load(database, folder)

    after = contents(database)["claim"]
    assert len(before) == len(after) == 2
    assert len(set(before) & set(after)) == 1


def test_changed_metadata_keeps_the_claims(database: Engine, folder: Path) -> None:
    load(database, folder)
    before = contents(database)
    metadata = folder / "documents" / "rain.yaml"
    metadata.write_text(METADATA + "url: https://example.org/rain\n", encoding="utf-8")

    assert load(database, folder).changes == ChangeCounts(changed=1)
    assert contents(database)["claim"] == before["claim"]


def test_a_document_by_another_title_replaces_the_former_one(
    database: Engine, folder: Path
) -> None:
    load(database, folder)
    claims = len(contents(database)["claim"])
    metadata = folder / "documents" / "rain.yaml"
    metadata.write_text(METADATA.replace("title: Rain", "title: Snow"), encoding="utf-8")

    load(database, folder)

    after = contents(database)
    assert [row[0] for row in after["document"]] == ["the-gazette-2024-03-06-snow"]
    assert len(after["claim"]) == claims


def test_reference_data_renames_an_entity_and_nothing_else(database: Engine, folder: Path) -> None:
    load(database, folder)
    before = contents(database)
    entities = folder / "entities.yaml"
    entities.write_text(ENTITIES.replace("gender: f", "role: Chancellor"), encoding="utf-8")

    load(database, folder)

    after = contents(database)
    assert after["entity"] != before["entity"]
    assert after["claim"] == before["claim"]


def test_somebody_whom_no_document_names_any_more_is_gone(database: Engine, folder: Path) -> None:
    load(database, folder)
    rain = folder / "documents" / "rain.txt"
    rain.write_text("Angela Merkel said it would rain.\n", encoding="utf-8")

    load(database, folder)

    names = {row[0] for row in contents(database)["entity"]}
    assert "emmanuel-macron" not in names
    assert {"angela-merkel", "germany"} <= names


def test_a_codebook_comes_changes_and_goes(database: Engine, folder: Path) -> None:
    codebook = folder / "codebook.yaml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    load(database, folder)
    before = contents(database)
    assert [row[:2] for row in before["proposition"]] == [("rain", "It will rain.")]
    assert {row[1] for row in before["claim_stance"]} == {"rain"}
    # Merkel's own word and Germany's.
    assert [row[:2] for row in before["stance_record"]] == [
        ("country", "germany"), ("speaker", "angela-merkel"),
    ]  # fmt: skip
    assert load(database, folder).changes == ChangeCounts()

    codebook.write_text(CODEBOOK.replace("It will rain", "Rain falls"), encoding="utf-8")
    load(database, folder)
    after = contents(database)
    assert [row[:2] for row in after["proposition"]] == [("rain", "Rain falls.")]
    assert after["stance_record"] == before["stance_record"]
    assert after["document"] != before["document"], "it was not read again"

    codebook.unlink()
    load(database, folder)
    assert contents(database)["proposition"] == []
    assert contents(database)["claim_stance"] == contents(database)["stance_record"] == []


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
    ],
)
def test_a_broken_seed_file_is_one_error_with_its_place_and_changes_nothing(  # noqa: PLR0913, PLR0917 (a table of cases)
    loaded: Engine, loaded_folder: Path, file: str, content: bytes, place: str, reason: str
) -> None:
    before = contents(loaded)

    with broken(loaded_folder / file, content), pytest.raises(SeedError) as raised:
        load(loaded, loaded_folder)

    message = str(raised.value)
    assert message.startswith(str(loaded_folder / file))
    assert place in message
    assert reason in message
    assert "\n" not in message
    assert contents(loaded) == before


@pytest.mark.parametrize(
    ("file", "content", "place", "reason"),
    [
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
        ("documents/rain.yaml", b"", "line 1, column 1", "the file is empty"),
        ("documents/rain.txt", b" \n\t", "", "no text in it"),
    ],
)
def test_a_broken_document_fails_alone_with_its_place_and_stays_as_it_was(  # noqa: PLR0913, PLR0917 (a table of cases)
    loaded: Engine, loaded_folder: Path, file: str, content: bytes, place: str, reason: str
) -> None:
    before = contents(loaded)

    with broken(loaded_folder / file, content):
        (failure,) = load(loaded, loaded_folder).failures

    message = str(failure)
    assert message.startswith(str(loaded_folder / file))
    assert place in message
    assert reason in message
    assert "\n" not in message
    assert contents(loaded) == before


def test_a_folder_without_texts_is_an_error(database: Engine, folder: Path) -> None:
    shutil.rmtree(folder / "documents")

    with pytest.raises(SeedError, match=r"there are no texts \(\*\.txt\) in it"):
        load(database, folder)


def test_of_two_documents_of_one_name_the_second_one_fails(database: Engine, folder: Path) -> None:
    write(folder, documents__twin_txt=f"Again. {TEXT}", documents__twin_yaml=METADATA)

    (failure,) = load(database, folder).failures

    assert "twin.yaml: another document has the id" in str(failure)
    assert "rain.txt" in str(failure)


def test_of_two_documents_with_one_text_the_second_one_fails_each_time(
    database: Engine, folder: Path
) -> None:
    write(folder, documents__twin_txt=TEXT, documents__twin_yaml=titled("Twin"))

    for _ in range(2):
        (failure,) = load(database, folder).failures
        assert "twin.txt: is the same text as" in str(failure)
        assert [row[0] for row in contents(database)["document"]] == ["the-gazette-2024-03-06-rain"]


def test_the_shipped_seeds_are_loaded_and_every_stored_span_is_exact(seeded_url: str) -> None:
    database = engines.create(seeded_url)
    text = (SEEDS / "documents" / "000_86a2d6844343d0f1.txt").read_bytes().decode("utf-8")
    spans = 0
    with database.connect() as connection:
        for table in (t.claim_span, t.mention, t.relation_evidence):
            for row in connection.execute(select(table.c.start, table.c.end, table.c.exact)):
                assert text[row.start : row.end] == row.exact
                spans += 1
    database.dispose()
    assert spans > 500
