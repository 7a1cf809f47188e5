"""Clients made of openapi.json, in Python and in TypeScript, read the dispute about the White House."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.clients.tools import HERE, NODE_MODULES, OPENAPI, node_tool, python_tool, run

DISPUTE = {
    "evidence": ["The White House disputes that account."],
    "sides": [
        {
            "speakers": ["senior Ukrainian official"],
            "text": (
                "a call between US President Joe Biden and Ukrainian leader Volodymyr Zelensky on the "
                "“risk levels” of a Russian invasion “did not go well,”"
            ),
            "quoted": True,
            "day": None,
        },
        {"speakers": ["White House"], "text": "that account", "quoted": False, "day": None},
    ],
    # Asked again with the answer's ETag and a name for the request.
    "known": True,
    "name": "again",
}
PROGRAMS = ("dispute.py", "fields.py")
MYPY = """\
[mypy]
strict = true
[mypy-onrecord_client.client]
# The same for every API; its __exit__ passes arguments on that mypy knows nothing of.
disable_error_code = arg-type
"""
TSCONFIG: dict[str, Any] = {
    "compilerOptions": {
        "strict": True,
        "noUncheckedIndexedAccess": True,
        "exactOptionalPropertyTypes": True,
        "noUnusedLocals": True,
        "target": "es2022",
        "module": "nodenext",
        "types": ["node"],
    },
    "files": ["dispute.ts", "fields.ts"],
}


@pytest.fixture(scope="module")
def python_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package `onrecord_client` and what uses it."""
    folder = tmp_path_factory.mktemp("python")
    generate = (python_tool("openapi-python-client"), "generate", "--meta", "none")
    (folder / "config.yaml").write_text("post_hooks: []\n")
    told = run(
        *generate, "--fail-on-warning", "--config", "config.yaml",
        "--path", OPENAPI, "--output-path", folder / "onrecord_client", cwd=folder,
    )  # fmt: skip
    assert "arning" not in told
    for program in PROGRAMS:
        shutil.copy(HERE / program, folder)
    return folder


@pytest.fixture(scope="module")
def typescript_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the types of the API, a program that uses them, and what it imports."""
    folder = tmp_path_factory.mktemp("typescript")
    run(node_tool("openapi-typescript"), OPENAPI, "--output", "onrecord.d.ts", cwd=folder)
    (folder / "node_modules").symlink_to(NODE_MODULES)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "tsconfig.json").write_text(json.dumps(TSCONFIG))
    for program in TSCONFIG["files"]:
        shutil.copy(HERE / program, folder)
    return folder


def test_the_python_client_is_typed(python_client: Path) -> None:
    (python_client / "mypy.ini").write_text(MYPY)
    run(python_tool("mypy"), "onrecord_client", *PROGRAMS, cwd=python_client)


def test_the_python_client_has_names_for_all_values(python_client: Path) -> None:
    for module in (python_client / "onrecord_client" / "models").glob("*.py"):
        assert "VALUE_" not in module.read_text("utf-8"), module.name


def test_the_python_client_reads_the_dispute(python_client: Path, services: list[str]) -> None:
    for service in services:
        told = run(python_tool("python"), "dispute.py", service, cwd=python_client)
        assert json.loads(told) == DISPUTE


def test_the_python_client_has_a_shape_for_sparse_answers(
    python_client: Path, services: list[str]
) -> None:
    for service in services:
        told = run(python_tool("python"), "fields.py", service, cwd=python_client).splitlines()
        assert any("disputes that account nobody" in line for line in told)
        assert all(line.endswith(" nobody") for line in told), "speakers were not asked for"


def test_the_typescript_client_is_typed_and_reads_the_dispute(
    typescript_client: Path, services: list[str]
) -> None:
    run(node_tool("tsc"), cwd=typescript_client)
    for service in services:
        assert json.loads(run("node", "dispute.js", service, cwd=typescript_client)) == DISPUTE
