"""The file under an SQLite database: who makes it, who may read it, and what happens where it is replaced."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.domain.errors import NotReadyError
from app.main import create_app
from app.settings import Settings
from app.storage.database import engine as engines
from app.storage.database.migrate import is_current, upgrade
from tests.ferry_file import ferry_file

ASKED = (
    "/v1/claims",
    "/v1/claims/c-stop",
    "/v1/entities",
    "/v1/stats",
    "/v1/claims/export",
    "/health/ready",
)
# So long a service may take to notice.
SECONDS = 5


@pytest.fixture(scope="module")
def ferry_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the ferry document, to be copied."""
    return ferry_file(tmp_path_factory.mktemp("ferry") / "onrecord.sqlite3")


@pytest.fixture(scope="module")
def empty_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without rows, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "onrecord.sqlite3"
    engine = engines.create(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture
def file(tmp_path: Path, ferry_model: Path) -> Path:
    """A database with the ferry document."""
    (tmp_path / "var").mkdir()
    return shutil.copyfile(ferry_model, tmp_path / "var" / "onrecord.sqlite3")


@pytest.fixture
def client(file: Path) -> Iterator[TestClient]:
    app = create_app(Settings(database_url=f"sqlite:///{file}"))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def statuses(client: TestClient) -> set[int]:
    return {int(client.get(path).status_code) for path in ASKED}


def test_who_reads_makes_no_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'onrecord.sqlite3'}"
    engine = engines.create(url)
    assert not is_current(engine)
    for opened in (engines.read_session, engines.autocommit_connection, engines.write_transaction):
        with pytest.raises(NotReadyError), opened(engine) as session:
            session.execute(text("SELECT 1"))
    with TestClient(create_app(Settings(database_url=url))) as client:
        assert statuses(client) == {503}
        assert client.get("/health/live").status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_a_service_finds_a_file_that_was_made_after_it_started(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.sqlite3"
    with TestClient(create_app(Settings(database_url=f"sqlite:///{path}"))) as client:
        assert statuses(client) == {503}
        ferry_file(path)
        assert statuses(client) == {200}


@pytest.mark.parametrize("first", ASKED)
def test_a_deleted_file_is_503_from_then_on_and_none_is_made(
    client: TestClient, file: Path, first: str
) -> None:
    assert statuses(client) == {200}
    for one in list(file.parent.iterdir()):
        one.unlink()
    becomes_503(client, first)
    assert statuses(client) == {503}
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize("first", ASKED)
@pytest.mark.parametrize("with_it", [(), ("-wal", "-shm")])
def test_a_replaced_file_is_503_and_never_read_beside_the_old_one(
    client: TestClient, file: Path, empty_model: Path, first: str, with_it: tuple[str, ...]
) -> None:
    assert statuses(client) == {200}
    before = client.get(first).content if first != "/health/ready" else b""
    shutil.copyfile(empty_model, file.parent / "other")
    for ending in with_it:
        Path(f"{file}{ending}").unlink()
    (file.parent / "other").replace(file)
    # Until it is noticed, all is as it was.
    deadline = time.monotonic() + SECONDS
    while (answer := client.get(first)).status_code == 200:
        assert answer.content.endswith(before)
        assert time.monotonic() < deadline
    assert statuses(client) == {503}


def test_a_file_that_is_put_back_is_read_again(client: TestClient, file: Path) -> None:
    assert statuses(client) == {200}
    file.rename(file.with_name("aside"))
    becomes_503(client, "/v1/stats")
    file.with_name("aside").rename(file)
    assert client.get("/v1/entities").status_code == 200
    assert statuses(client) == {200}


def becomes_503(client: TestClient, path: str) -> None:
    deadline = time.monotonic() + SECONDS
    while client.get(path).status_code == 200:
        assert time.monotonic() < deadline


def test_what_is_made_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "onrecord.sqlite3"
    engine = engines.create(f"sqlite:///{file}")
    before = os.umask(0o022)
    try:
        upgrade(engine)
    finally:
        os.umask(before)
    with engines.read_session(engine) as session:
        session.execute(text("SELECT 1"))
    modes = {one.name: one.stat().st_mode & 0o777 for one in (file.parent, *file.parent.iterdir())}
    assert modes == {
        "var": 0o700,
        "onrecord.sqlite3": 0o600,
        "onrecord.sqlite3-wal": 0o600,
        "onrecord.sqlite3-shm": 0o600,
    }
    engine.dispose()


def test_what_is_there_already_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "var" / "onrecord.sqlite3"
    file.parent.mkdir()
    file.parent.chmod(0o750)
    file.touch()
    file.chmod(0o640)
    engine = engines.create(f"sqlite:///{file}")
    upgrade(engine)
    assert file.parent.stat().st_mode & 0o777 == 0o750
    assert {one.stat().st_mode & 0o777 for one in file.parent.iterdir()} == {0o640}
    engine.dispose()
