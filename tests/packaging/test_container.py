"""What can be said of the container without an engine: the files agree with each other and with us."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    compose: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return compose["services"]


def instructions(name: str) -> list[str]:
    return re.findall(rf"^ *{name} +(.+)$", DOCKERFILE, re.MULTILINE)


def test_commands_are_in_exec_form_so_that_signals_arrive() -> None:
    commands = re.findall(r"\b(?:ENTRYPOINT|CMD) +(.+)$", DOCKERFILE, re.MULTILINE)
    assert len(commands) == 3  # the health check's is one of them
    for command in commands:
        assert all(isinstance(word, str) for word in json.loads(command))


def test_the_image_runs_without_privileges_and_says_how_it_is() -> None:
    assert instructions("USER") == ["onrecord"]
    assert len(instructions("HEALTHCHECK")) == 1
    assert "/health/live" in DOCKERFILE


def test_the_build_sees_what_it_copies() -> None:
    """Also that nothing else is sent to it: .dockerignore starts from nothing."""
    ignore = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignore
    allowed = {line[1:] for line in ignore if line.startswith("!")}
    copied = {line.split()[0] for line in instructions("COPY") if not line.startswith("--from")}
    assert copied == allowed
    assert all((ROOT / path).exists() for path in copied)


def test_dependencies_are_checked_by_their_hashes() -> None:
    (install,) = re.findall(r"pip install .+", DOCKERFILE)
    assert "--require-hashes" in install
    assert install.endswith("-r requirements-postgres.lock")


def test_both_services_have_health_checks_and_start_in_order(services: dict[str, Any]) -> None:
    for service in services.values():
        assert service["healthcheck"]["test"][0] == "CMD"
    assert services["onrecord"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_the_service_is_given_the_database_beside_it(services: dict[str, Any]) -> None:
    database = services["database"]
    assert database["image"] == "postgres:16"
    assert database["volumes"] == ["database:/var/lib/postgresql/data"]
    has = database["environment"]
    assert services["onrecord"]["environment"]["ONRECORD_DATABASE_URL"] == (
        f"postgresql+psycopg://{has['POSTGRES_USER']}:{has['POSTGRES_PASSWORD']}"
        f"@database/{has['POSTGRES_DB']}"
    )
