"""A folder of texts, and nothing else: what is assumed, and what stays as it is in the database."""

import os
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from app.domain.knowledge import Document
from app.ingest.seeds.folder import documents_of, open_folder
from app.ingest.seeds.loader import load_folder
from app.storage.database import engine as engines
from app.storage.mapping.diff import ChangeCounts
from app.storage.schema import tables as t
from tests.extraction_helpers import MOST_CHARACTERS, reference
from tests.ingest.loading import (
    CODEBOOK,
    ENTITIES,
    METADATA,
    TEXT,
    contents,
    load,
    opened,
    titled,
    write,
)

HEADLINE = "Storm hits the coast"
ARTICLE = f"{HEADLINE}\n{TEXT}"
# 6 March 2024, at noon.
CHANGED = 1_709_726_400


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Two texts with nothing beside them."""
    directory = write(tmp_path / "texts", storm_txt=ARTICLE, documents__notes_txt=f"Again. {TEXT}")
    for file in directory.rglob("*.txt"):
        os.utime(file, (CHANGED, CHANGED))
    return directory


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with all that a folder may have."""
    return write(
        tmp_path / "seeds",
        rain_txt=TEXT, rain_yaml=METADATA, entities_yaml=ENTITIES, codebook_yaml=CODEBOOK,
    )  # fmt: skip


def documents(directory: Path, published_on: date | None = None) -> list[Document]:
    folder = open_folder(directory, MOST_CHARACTERS, published_on)
    found = [document for _, document in documents_of(folder, folder.texts)]
    return [document for document in found if isinstance(document, Document)]


def test_what_is_assumed_of_a_text_without_metadata(texts: Path) -> None:
    storm, notes = documents(texts)

    assert (storm.title, notes.title) == (HEADLINE, "notes")
    for document in (storm, notes):
        assert (document.publisher, document.language) == ("unknown", "en")
        assert document.published_on == date(2024, 3, 6)
        assert document.id.endswith(document.sha256[:8])
    assert opened(texts).assumed == (
        "2 of 2 texts have no metadata file (NAME.yaml): they are taken as English, of an unknown "
        "publisher, with their first headline or else their file name as title, and as published on "
        "the day that their file was changed last."
    )


def test_their_date_may_be_given_and_is_not_that_of_texts_with_metadata(texts: Path) -> None:
    write(texts, rain_txt=f"Once more. {TEXT}", rain_yaml=METADATA)
    given = date(2020, 1, 1)

    rain, *others = documents(texts, given)

    assert rain.published_on == date(2024, 3, 6)
    assert {document.published_on for document in others} == {given}
    assumed = open_folder(texts, MOST_CHARACTERS, given).assumed
    assert assumed.startswith("2 of 3 texts")
    assert assumed.endswith("as published on 2020-01-01.")


def test_hidden_files_are_no_texts(texts: Path) -> None:
    (texts / "._storm.txt").write_bytes(b"\0\xff")

    assert len(documents(texts)) == len(opened(texts).texts) == 2


def test_where_all_texts_have_metadata_nothing_is_assumed(seeds: Path) -> None:
    assert opened(seeds).assumed == ""


def test_the_shipped_reference_data_and_no_codebook_are_used(database: Engine, texts: Path) -> None:
    assert opened(texts).reference == reference()

    loaded = load(database, texts)

    assert loaded.failures == ()
    with engines.read_session(database) as session:
        speakers = set(session.execute(select(t.claim_speaker.c.entity_id)).scalars())
        assert {"angela-merkel", "emmanuel-macron"} <= speakers
        known = select(t.entity.c.curated).where(t.entity.c.id == "emmanuel-macron")
        assert session.execute(known).scalar_one()
    assert contents(database)["proposition"] == []
    assert load(database, texts).changes == ChangeCounts()


def of_seeds(database: Engine) -> dict[str, list[tuple[object, ...]]]:
    """What a database holds of the document "Rain", and of the folder that it came with."""
    found = contents(database)
    own = {
        name: [row for row in found[name] if "the-gazette-2024-03-06-rain" in row]
        for name in ("document", "passage", "mention", "claim", "claim_speaker")
    }
    claims = {row[0] for row in own["claim"]}
    own["claim_stance"] = [row for row in found["claim_stance"] if row[0] in claims]
    own["entity"] = [row for row in found["entity"] if row[0] in {"angela-merkel", "germany"}]
    own["proposition"] = [row for row in found["proposition"] if row[0] == "rain"]
    return own


def test_a_folder_of_texts_damages_nothing_that_another_one_brought(
    database: Engine, seeds: Path, texts: Path
) -> None:
    load(database, seeds)
    before = of_seeds(database)
    assert all(before.values())

    load(database, texts)

    assert of_seeds(database) == before
    assert load(database, seeds).changes == ChangeCounts()
    assert len(contents(database)["document"]) == 3


def test_two_folders_with_their_own_reference_data_and_codebooks_add_up(
    database: Engine, seeds: Path, tmp_path: Path
) -> None:
    other = write(
        tmp_path / "other",
        snow_txt="Ada Lovelace said it would snow.\n", snow_yaml=titled("Snow"),
        entities_yaml="persons: [{name: Ada Lovelace}]\n",
        codebook_yaml=CODEBOOK.replace("rain", "snow"),
    )  # fmt: skip
    load(database, seeds)
    before = of_seeds(database)

    load(database, other)

    assert of_seeds(database) == before
    assert {row[0] for row in contents(database)["proposition"]} == {"rain", "snow"}
    assert load(database, seeds).changes == load(database, other).changes == ChangeCounts()


def test_what_a_folder_drops_goes_where_no_other_one_was_loaded(
    database: Engine, seeds: Path, texts: Path
) -> None:
    load(database, seeds)
    write(seeds, entities_yaml="countries: [{name: Germany}]\n")
    (seeds / "codebook.yaml").unlink()

    load(database, seeds)

    found = contents(database)
    assert found["proposition"] == []
    with engines.read_session(database) as session:
        curated = select(t.entity.c.id).where(t.entity.c.curated)
        assert set(session.execute(curated).scalars()) == {"germany"}


def test_codings_come_back_with_their_proposition(database: Engine, seeds: Path) -> None:
    """Also where the document was not read while it was away, as after an end half-way."""
    load(database, seeds)
    before = contents(database)["claim_stance"]
    text = (seeds / "rain.txt").rename(seeds / "rain.away")
    (seeds / "documents").mkdir()
    (seeds / "codebook.yaml").rename(seeds / "codebook.away")
    load(database, seeds)
    assert contents(database)["claim_stance"] == []

    text.rename(seeds / "rain.txt")
    (seeds / "codebook.away").rename(seeds / "codebook.yaml")
    load(database, seeds)

    assert contents(database)["claim_stance"] == before != []


def test_a_text_that_is_known_with_metadata_is_not_taken_for_an_unknown_one(
    database: Engine, seeds: Path, tmp_path: Path
) -> None:
    load(database, seeds)
    before = contents(database)["document"]

    load(database, write(tmp_path / "copy", copy_txt=TEXT))

    assert contents(database)["document"] == before


def test_a_renamed_text_is_read_again_where_the_codebook_changes(
    database: Engine, tmp_path: Path
) -> None:
    folder = write(tmp_path / "mine", a_txt=TEXT, entities_yaml=ENTITIES, codebook_yaml=CODEBOOK)
    load(database, folder)
    (folder / "a.txt").rename(folder / "b.txt")
    write(folder, codebook_yaml=CODEBOOK.replace("id: rain", "id: rainfall"))

    assert load(database, folder).changes != ChangeCounts()
    assert {row[1] for row in contents(database)["claim_stance"]} == {"rainfall"}
    assert len(contents(database)["document"]) == 1
    assert load(database, folder).changes == ChangeCounts()


def test_metadata_that_name_no_publisher_can_be_corrected(database: Engine, seeds: Path) -> None:
    unnamed = METADATA.replace("The Gazette", "unknown")
    load(database, write(seeds, rain_yaml=unnamed))

    load(database, write(seeds, rain_yaml=unnamed.replace("Rain", "Rain at last")))

    with engines.read_session(database) as session:
        assert session.execute(select(t.document.c.title)).scalars().all() == ["Rain at last"]


def test_metadata_that_come_later_replace_what_was_assumed(database: Engine, texts: Path) -> None:
    load(database, texts)
    write(texts, storm_yaml=METADATA)

    load(database, texts)

    with engines.read_session(database) as session:
        titles = set(session.execute(select(t.document.c.title)).scalars())
    assert titles == {"Rain", "notes"}


def test_texts_of_one_name_in_two_folders_are_two(
    database: Engine, texts: Path, tmp_path: Path
) -> None:
    load(database, texts)
    load_folder(database, opened(write(tmp_path / "more", storm_txt="Ada Lovelace said no.\n")))

    assert len(contents(database)["document"]) == 3
