"""The clients of docs/api.md, taken out of it and run against the service; so is every request of a shell."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.clients.tools import NODE_MODULES, node_tool, program, run
from tests.docs.documents import SHOWN, blocks

API = "docs/api.md"
DISPUTE = "senior Ukrainian official – White House: “The White House” disputes what"


CURLS = sorted(
    {
        line
        for block in blocks("sh", API, "README.md")
        if block.reason is None
        for line in block.code.splitlines()
        if line.startswith("curl")
    }
)


@pytest.mark.parametrize("line", CURLS)
def test_a_shell_gets_what_it_asks_for(line: str, service: str, tmp_path: Path) -> None:
    _, *words = shlex.split(line.replace(SHOWN, service))
    told = run(program("curl"), "--fail", *words, cwd=tmp_path)
    files = [file.read_text("utf-8") for file in tmp_path.iterdir()]
    assert len((told + "".join(files)).splitlines()) > (1 if files else 0)


def test_the_shell_example_is_the_dispute(service: str, tmp_path: Path) -> None:
    (line,) = (line for line in CURLS if "x-ndjson" in line)
    told = run(program("curl"), *shlex.split(line.replace(SHOWN, service))[1:], cwd=tmp_path)
    (dispute,) = (json.loads(row) for row in told.splitlines())
    assert dispute["evidence"][0]["exact"] == "The White House disputes that account."


def test_the_python_example_finds_the_dispute(service: str, tmp_path: Path) -> None:
    (block,) = blocks("python", API)
    told = run(sys.executable, "-c", block.code.replace(SHOWN, service), cwd=tmp_path).splitlines()
    assert len(told) > 10, "all on one page"
    assert any(line.startswith(DISPUTE) for line in told)


def test_the_typescript_example_finds_the_dispute(services: list[str], tmp_path: Path) -> None:
    (program_text,) = blocks("ts", API)
    install, *compiling, asking = next(
        block.code for block in blocks("sh", API) if "npm install" in block.code
    ).splitlines()
    assert {word.partition("@")[0] for word in install.split()[2:]} <= {
        folder.name for folder in NODE_MODULES.iterdir()
    }
    node_tool("tsc")  # skips where it is not installed
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    (tmp_path / "ask.mts").write_text(program_text.code, encoding="utf-8")
    for line in compiling:
        run(*shlex.split(line.replace(SHOWN, services[0])), cwd=tmp_path, npm_config_offline=1)
    compiled = (tmp_path / "ask.mjs").read_text("utf-8")
    for service in services:
        (tmp_path / "ask.mjs").write_text(compiled.replace(SHOWN, service), encoding="utf-8")
        (dispute,) = run(*shlex.split(asking), cwd=tmp_path).splitlines()
        assert dispute.startswith(DISPUTE)
