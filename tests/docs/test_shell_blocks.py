"""Every block of shell in the documents runs, as a reader would type it, on one service and its database."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.settings import Settings
from tests.docs.documents import DOCUMENTS, ROOT, SHOWN, Block, blocks
from tests.seeded import client_of
from tests.serving import serving

TUTORIAL = "docs/tutorial.md"
READING = re.compile(r"\.venv/bin/python -m app ((?:extract|seed) [^>]+?)(?: >(\S+))?")
# A reader has none of them set.
VARIABLES = {f"ONRECORD_{name.upper()}" for name in Settings.model_fields}
WITH_BLOCKS = sorted({block.document for block in blocks("sh") if block.reason is None})
# Blocks that no test runs, by their first lines: each is marked in its document with the reason.
NOT_RUN = {
    "CONTRIBUTING.md: make fuzz": "each takes minutes",
    "CONTRIBUTING.md: make test ": "make test runs all tests",
    "README.md: .venv/bin/python -m app seed my-texts/": "the folder is the reader's own",
    "README.md: make run": "make test runs this test",
    "docs/api.md: curl -s 'http://127.0.0.1:8000/v1/claims?speker": "wrong on purpose",
    "docs/api.md: npm install": "needs the registry",
    "docs/extraction.md: .venv/bin/python - my-text.txt": "the file is the reader's own",
    "docs/operations.md: .venv/bin/python -m pip install": "installs packages",
    "docs/operations.md: POSTGRES_PASSWORD=": "needs a Docker engine",
    "docs/operations.md: export ONRECORD_DATABASE_URL": "needs a PostgreSQL server",
    "docs/operations.md: pg_dump": "needs a PostgreSQL server",
    "docs/operations.md: rm -f var": "replaces the database",
    "docs/tutorial.md: .venv/bin/python -m app serve": "runs until it is stopped",
    "docs/tutorial.md: make setup": "the tests run in the environment",
}


@dataclass(frozen=True)
class Checkout:
    """A folder like a checkout, with a database of its own, and the service on it."""

    folder: Path
    service: str

    def run(self, block: Block) -> str:
        """What a block prints; it must succeed, and so must every request in it."""
        read, _, rest = block.code.partition("\n")
        if command := READING.fullmatch(read):
            self._read(*command.groups())
            return self._run(rest)
        return self._run(block.code)

    def _read(self, arguments: str, output: str | None) -> None:
        """A command that reads texts, here, where the language models are loaded already."""
        with chdir(self.folder):
            done = CliRunner().invoke(cli, arguments.split(), env=dict.fromkeys(VARIABLES))
            assert done.exit_code == 0, done.output
            if output:
                Path(output).write_text(done.stdout, encoding="utf-8")

    def _run(self, code: str) -> str:
        code = code.replace(SHOWN, self.service).replace("curl -", "curl --fail -")
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if name not in VARIABLES},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def checkout(seeded_sqlite: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("app", "seeds"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "var").mkdir()
    file = folder / "var" / "onrecord.sqlite3"
    seeded = sqlite3.connect(seeded_sqlite.removeprefix("sqlite:///"))
    own = sqlite3.connect(file)
    seeded.backup(own)
    seeded.close()
    own.close()
    with serving(f"sqlite:///{file}") as service:
        yield Checkout(folder, service)


@pytest.mark.parametrize("document", sorted({*WITH_BLOCKS} - {TUTORIAL}))
def test_its_blocks_run(checkout: Checkout, document: str) -> None:
    for block in blocks("sh", document):
        if block.reason is None:
            checkout.run(block)


def test_the_tutorial_leads_from_an_article_to_its_disputes(checkout: Checkout) -> None:
    told = {
        block.code: checkout.run(block) for block in blocks("sh", TUTORIAL) if block.reason is None
    }
    (shown,) = blocks("text", TUTORIAL)
    (disputes,) = (json.loads(told[asked]) for asked in told if "type=disputes" in asked)

    assert shown.code in told.values(), "what extract is said to print"
    assert {one["basis"] for one in disputes["items"]} == {"stated", "inferred"}
    assert len(disputes["items"]) == 2


def test_the_backup_holds_the_database(checkout: Checkout) -> None:
    (backup,) = (block for block in blocks("sh", "docs/operations.md") if ".backup(" in block.code)
    checkout.run(backup)

    with client_of(f"sqlite:///{checkout.folder}/backup.sqlite3") as restored:
        for path in ("/v1/claims?q=ukraine", "/v1/stats", "/v1/relations"):
            assert restored.get(path).content == httpx2.get(checkout.service + path).content


def test_blocks_that_are_not_run_are_few_and_have_their_reasons() -> None:
    marked = {str(block): block.reason for block in blocks("sh") if block.reason is not None}

    for title, reason in NOT_RUN.items():
        (found,) = (name for name in marked if name.startswith(title))
        assert reason in (marked.pop(found) or "")
    assert marked == {}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_block_is_shell(document: str) -> None:
    for block in blocks("sh", document):
        subprocess.run(["bash", "-n", "-c", block.code], check=True)
