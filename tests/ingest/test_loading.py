"""Loading while things go wrong: documents that fail, others at work, an end half-way."""

import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from app.domain.errors import ExtractionError
from app.domain.knowledge import Document
from app.extraction.inputs.reference import Reference
from app.ingest.documents import TextFile
from app.ingest.fingerprint import Basis
from app.ingest.seeds.folder import Folder, documents_of
from app.ingest.seeds.loader import Loaded, load_folder
from app.ingest.service import extract_changed, store
from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.mapping.diff import ChangeCounts
from app.storage.schema import tables as t
from app.storage.write import seed_folders
from tests.databases import Databases
from tests.ingest.loading import (
    CODEBOOK,
    ENTITIES,
    LOADED,
    contents,
    knowledge,
    load,
    opened,
    titled,
    write,
)

WEATHER = ("fog", "hail", "rain", "snow")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four documents; who speaks in one of them is in no other one."""
    directory = write(tmp_path / "seeds", entities_yaml=ENTITIES, codebook_yaml=CODEBOOK)
    for name in WEATHER:
        speaker = "Emmanuel Macron" if name == "hail" else "Angela Merkel"
        (directory / f"{name}.txt").write_text(f"{speaker} said {name} or rain would fall.\n")
        (directory / f"{name}.yaml").write_text(titled(name))
    return directory


@pytest.fixture
def second(migrated_url: str, database: Engine) -> Iterator[Engine]:
    """The same database, opened by somebody else."""
    other = engines.create(migrated_url)
    yield other
    other.dispose()


def documents(database: Engine) -> set[str]:
    with engines.read_session(database) as session:
        return set(session.execute(select(t.document.c.title)).scalars())


def with_a_fault(folder: Folder) -> Folder:
    """Reference data on which every document that names Macron fails, in a way that nobody foresaw."""
    good = folder.reference
    names = {**good.names, ("Emmanuel", "Macron"): "nobody"}
    return replace(folder, reference=Reference(good.known, names, good.demonyms, good.longest))


def test_a_document_that_fails_is_named_with_stage_and_error_and_costs_no_other(
    database: Engine, folder: Path
) -> None:
    loaded = load_folder(database, with_a_fault(opened(folder)), now=LOADED)

    (failure,) = loaded.failures
    assert isinstance(failure, ExtractionError)
    assert failure.stage == "name"
    assert str(failure) == f"{folder / 'hail.txt'}: the stage 'name' failed: KeyError: 'nobody'"
    assert isinstance(failure.__cause__, ExtractionError), "its trace is lost"
    assert documents(database) == {"fog", "rain", "snow"}


def test_a_document_that_cannot_be_stored_costs_no_other(database: Engine, folder: Path) -> None:
    """What it is coded against has gone, as by the hand of somebody else."""
    write(folder, dust_txt="Angela Merkel said the dust would go.\n", dust_yaml=titled("dust"))

    def meanwhile(texts: Sequence[TextFile]) -> Iterator[TextFile]:
        with engines.write_transaction(database) as session:
            session.execute(t.proposition.delete())
        yield from texts

    loaded = load_folder(database, opened(folder), meanwhile)

    # What says nothing of rain is coded against nothing.
    assert documents(database) == {"dust"}
    assert len(loaded.failures) == len(WEATHER)
    for failure in loaded.failures:
        assert isinstance(failure, ExtractionError)
        assert failure.stage == "store"
        assert "IntegrityError" in failure.reason


@pytest.mark.parametrize("broken", ["extraction", "file"])
def test_strict_is_all_or_nothing(database: Engine, folder: Path, broken: str) -> None:
    given = opened(folder)
    before = contents(database)
    if broken == "file":
        (folder / "hail.txt").write_bytes(b"\xff")
    else:
        given = with_a_fault(given)

    loaded = load_folder(database, given, now=LOADED, strict=True)

    assert len(loaded.failures) == 1
    assert loaded.changes == ChangeCounts()
    assert contents(database) == before


def test_strict_comes_to_the_same(database: Engine, folder: Path) -> None:
    load(database, folder, strict=True)
    strictly = knowledge(database)

    assert load(database, folder) == Loaded(4, ChangeCounts())
    assert knowledge(database) == strictly
    assert load(database, folder, strict=True) == Loaded(4, ChangeCounts())


def test_others_load_read_and_write_while_documents_are_read(
    database: Engine, second: Engine, folder: Path
) -> None:
    """Between two documents, and so while one is read, nothing is locked."""
    meanwhile: list[Loaded] = []

    def shared(texts: Sequence[TextFile]) -> Iterable[TextFile]:
        for number, text in enumerate(texts):
            if number == 2:
                upgrade(second)
                assert documents(second) == {"fog", "hail"}
                meanwhile.append(load(second, folder))
            yield text

    first = load_folder(database, opened(folder), shared, LOADED)

    assert [loaded.failures for loaded in (first, *meanwhile)] == [(), ()]
    assert documents(database) == set(WEATHER)
    together = knowledge(database)
    assert load(database, folder).changes == ChangeCounts()
    assert knowledge(database) == together


def test_what_somebody_else_stored_since_it_was_read_is_left_as_it_is(
    database: Engine, second: Engine, folder: Path
) -> None:
    given = opened(folder)
    basis = Basis.of(given.reference, given.codebook)
    read = [document for _, document in documents_of(given, given.texts)]
    assert isinstance(read[0], Document)
    found = extract_changed(database, read[0], basis)
    assert found
    load(second, folder)
    before = contents(database)

    with engines.write_transaction(database) as session:
        assert store(session, found, basis, datetime.now(UTC)) == ChangeCounts()
    assert contents(database) == before
    assert extract_changed(database, read[0], basis) is None


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from app.ingest.seeds.loader import load_folder
from app.storage.database import engine as engines
from tests.ingest.loading import LOADED, opened

written = 0

@event.listens_for(Engine, "commit")
def die_before_the_third_document_is_committed(connection):
    global written
    written += connection.get_execution_options().get("writes", False)
    # First of all comes what the documents are read with.
    if written == 4:
        os.kill(os.getpid(), signal.SIGKILL)

load_folder(engines.create(sys.argv[1]), opened(Path(sys.argv[2])), now=LOADED)
"""


def test_a_kill_leaves_whole_documents_and_the_next_run_adds_the_others(
    database: Engine, folder: Path, migrated_url: str, databases: Databases, blank_url: str
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, migrated_url, str(folder)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert documents(database) == {"fog", "hail"}
    with engines.read_session(database) as session:
        assert seed_folders.is_wanting(session, folder), "nobody would go on with it"

    load(database, folder)

    with engines.read_session(database) as session:
        assert not seed_folders.is_wanting(session, folder)
    with databases(blank_url) as url:
        quiet = engines.create(url)
        load(quiet, folder)
        assert knowledge(database) == knowledge(quiet)
        quiet.dispose()
