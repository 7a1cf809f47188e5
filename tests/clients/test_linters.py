"""Three linters find nothing to say about openapi.json."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from tests.clients.tools import OPENAPI, ROOT, attempt, node_tool

Json = dict[str, Any]
Lint = Callable[[Path, Path], CompletedProcess[str]]


def spectral(document: Path, folder: Path) -> CompletedProcess[str]:
    """By the rules that are shipped, which strangers' runs find by themselves."""
    rules = ROOT / ".spectral.yaml"
    command = (node_tool("spectral"), "lint", "--ruleset", rules, "--fail-severity", "hint")
    return attempt(*command, document, cwd=folder)


def redocly(document: Path, folder: Path) -> CompletedProcess[str]:
    """Redocly's recommended rules, all of them as errors."""
    config = folder / "redocly.yaml"
    config.write_text("extends: [recommended-strict]\n")
    command = (node_tool("redocly"), "lint", "--config", config, document)
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    return attempt(*command, cwd=folder, **quiet)


LINTERS: list[Lint] = [spectral, redocly]


@pytest.mark.parametrize("lint", LINTERS)
def test_a_linter_finds_nothing(lint: Lint, tmp_path: Path) -> None:
    done = lint(OPENAPI, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("lint", LINTERS)
def test_it_would_find_an_operation_without_an_id(lint: Lint, tmp_path: Path) -> None:
    document: Json = json.loads(OPENAPI.read_bytes())
    del document["paths"]["/v1/claims"]["get"]["operationId"]
    (tmp_path / "openapi.json").write_text(json.dumps(document))
    done = lint(tmp_path / "openapi.json", tmp_path)
    assert done.returncode == 1
    assert "operation-operationId" in done.stdout + done.stderr


def test_it_is_valid_openapi() -> None:
    validate(json.loads(OPENAPI.read_bytes()), cls=OpenAPIV31SpecValidator)
