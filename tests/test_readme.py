"""The README, held to the code: its commands, its answer and its configuration table."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.ingest.seeds import load_seeds
from app.main import create_app
from app.settings import Settings
from app.storage import engine as engines
from app.storage.migrate import upgrade
from tests.reading_aloud import SEEDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
URLS = re.findall(r"curl -s 'http://127\.0\.0\.1:8000([^']+)'", README)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The service as `make run` starts it, on the shipped seeds."""
    url = f"sqlite:///{tmp_path_factory.mktemp('readme') / 'onrecord.sqlite3'}"
    database = engines.create(url)
    upgrade(database)
    load_seeds(database, SEEDS)
    database.dispose()
    app = create_app(Settings(database_url=url))
    return TestClient(app, raise_server_exceptions=False)


def test_the_shown_answer_is_the_answer(client: TestClient) -> None:
    (block,) = re.findall(r"```json\n(.*?)\n```", README, re.DOTALL)
    shown, given = json.loads(block), client.get(URLS[0]).json()

    for answer in (shown, given):
        for item in answer["items"]:
            del item["recorded_at"]
    assert given == shown


@pytest.mark.parametrize("url", URLS)
def test_every_shown_question_finds_something(client: TestClient, url: str) -> None:
    answer = client.get(url)

    assert answer.status_code == 200
    assert answer.json()["items"]


def test_the_configuration_table_is_the_settings() -> None:
    rows = re.findall(r"^\| `ONRECORD_(\w+)` \| `([^`]*)` \| (.+) \|$", README, re.MULTILINE)

    assert rows == [
        (name.upper(), _written(field.default), field.description)
        for name, field in Settings.model_fields.items()
    ]


def _written(default: object) -> str:
    return ",".join(default) if isinstance(default, tuple) else str(default)


def test_its_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"make ([a-z]+)\b(?=[ `]|\n)", README)) <= targets | {"make"}


def test_its_files_exist() -> None:
    (tree,) = re.findall(r"```\n(app/.*?)```", README, re.DOTALL)
    rooms = re.findall(r"^ {2}(\w+)/ ", tree, re.MULTILINE)

    assert rooms
    assert all((ROOT / "app" / room).is_dir() for room in rooms)
