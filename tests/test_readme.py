"""The README, held to the code: its commands, its answer and its configuration table."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
URLS = re.findall(r"curl -s 'http://127\.0\.0\.1:8000([^']+)'", README)


def test_the_shown_answer_is_the_answer(seeded: TestClient) -> None:
    (block,) = re.findall(r"```json\n(.*?)\n```", README, re.DOTALL)
    shown, given = json.loads(block), seeded.get(URLS[0]).json()

    for answer in (shown, given):
        for item in answer["items"]:
            del item["recorded_at"]
    assert given == shown


@pytest.mark.parametrize("url", URLS)
def test_every_shown_question_finds_something(seeded: TestClient, url: str) -> None:
    answer = seeded.get(url)

    assert answer.status_code == 200
    body = answer.json()
    assert body.get("items") or body["cells"]


def test_the_configuration_table_is_the_settings() -> None:
    rows = re.findall(r"^\| `ONRECORD_(\w+)` \| `([^`]*)` \| (.+) \|$", README, re.MULTILINE)

    assert rows == [
        (name.upper(), _written(field.default), field.description)
        for name, field in Settings.model_fields.items()
    ]


def test_the_dependency_table_is_what_the_project_declares() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    extras = project["optional-dependencies"].values()
    groups = pyproject["dependency-groups"].values()
    declared = {
        re.split(r"[^\w-]", name.lower())[0]
        for names in (project["dependencies"], *extras, *groups)
        for name in names
    }
    node = json.loads((ROOT / "tests/clients/package.json").read_text("utf-8"))["devDependencies"]
    (table,) = re.findall(
        r"^\| package \| why \|\n\|---\|---\|\n((?:\|.+\n)+)", README, re.MULTILINE
    )
    rows = re.findall(r"^\| ([^|]+) \| .+ \|$", table, re.MULTILINE)

    shown = [name for row in rows for name in row.split(", ")]
    assert sorted(shown) == sorted([*declared, *node])


def _written(default: object) -> str:
    return ",".join(default) if isinstance(default, tuple) else str(default)


def test_its_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"make ([a-z]+)\b(?=[ `]|\n)", README)) <= targets | {"make"}


def test_its_figures_are_those_of_the_benchmark() -> None:
    (section,) = re.findall(r"^## How fast\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)
    quoted = re.findall(r"^\|.*$", section, re.MULTILINE)

    assert quoted
    results = (ROOT / "benchmarks/RESULTS.md").read_text("utf-8").splitlines()
    assert set(quoted) <= set(results)


def test_its_files_exist() -> None:
    (tree,) = re.findall(r"```\n(app/.*?)```", README, re.DOTALL)
    rooms = re.findall(r"^ {2}(\w+)/ ", tree, re.MULTILINE)

    assert rooms
    assert all((ROOT / "app" / room).is_dir() for room in rooms)
