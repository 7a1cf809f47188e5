"""The commands that score extraction, run as a user would."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import cli

TEXT = (
    "Rosa Pell said the company Norvale had hidden faults in its buses. Norvale hit back at Pell, "
    "saying her allegations were false and that every bus was safe.\n"
)
DISPUTE = {
    "text": "a.txt",
    "type": "disputes",
    "basis": "stated",
    "a": {"source": "Rosa Pell", "quote": "Norvale had hidden faults in its buses"},
    "b": {"source": "Norvale", "quote": "her allegations were false"},
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text with one annotated relation."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "records.jsonl").write_text(json.dumps(DISPUTE) + "\n", "utf-8")
    return tmp_path


def test_relations_are_scored_by_type_and_measure(folder: Path) -> None:
    done = run("evaluate-relations", str(folder))
    assert done.exit_code == 0
    rows = [[cell.strip() for cell in line.split("|")] for line in done.stdout.splitlines()]
    assert ["", "disputes", "1.000", "1.000", "1.000", "1", "1", ""] in rows
    assert ["", "disputes, stated", "", "1.000", "", "", "1", ""] in rows
    assert "1 texts" in done.stdout


def test_another_operating_point_may_be_asked_for(folder: Path) -> None:
    assert run("evaluate-relations", str(folder), "--relations", "complete").exit_code == 0
    assert run("evaluate-relations", str(folder), "--relations", "all").exit_code == 2


def test_a_folder_without_records_is_told_in_a_line(tmp_path: Path) -> None:
    done = run("evaluate-relations", str(tmp_path))
    assert done.exit_code == 1
    assert "records.jsonl" in done.stderr
