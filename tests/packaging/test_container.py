"""What can be said of the container without an engine: the files agree with each other and with us."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from sqlalchemy import text

from app.storage.database import engine as engines
from app.storage.database.migrate import is_current, upgrade
from tests.postgresql import Server

ROOT = Path(__file__).parents[2]
POWERS = text(
    "SELECT rolsuper, rolcreatedb, rolcreaterole, has_database_privilege('public', 'served', 'CONNECT')"
    " FROM pg_roles WHERE rolname = current_user"
)
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


def test_images_are_pinned_by_version(services: dict[str, Any]) -> None:
    images = [*re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE), services["database"]["image"]]
    assert len(images) == 3
    for image in images:
        assert re.fullmatch(r"(python:3\.\d+|postgres:16)\.\d+(-slim)?-bookworm", image)


def test_each_service_is_confined(services: dict[str, Any]) -> None:
    for service in services.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["mem_limit"]
        assert service["pids_limit"]


def test_no_password_is_given_by_default() -> None:
    """Compose stops with these words where a variable is not set."""
    used = re.findall(r"\$\{(\w+)(:.)([^}]+)\}", (ROOT / "docker-compose.yml").read_text())
    secret = {name: (kind, told) for name, kind, told in used if "PASSWORD" in name}
    assert set(secret) == {"POSTGRES_PASSWORD", "ONRECORD_PASSWORD"}
    for kind, told in secret.values():
        assert kind == ":?"
        assert "choose a password" in told


def test_the_service_is_given_the_database_beside_it(services: dict[str, Any]) -> None:
    database, service = services["database"], services["onrecord"]
    assert "database:/var/lib/postgresql/data" in database["volumes"]
    given = service["environment"]
    assert given["ONRECORD_DATABASE_URL"] == "postgresql+psycopg://onrecord@database/onrecord"
    assert given["PGPASSWORD"] == database["environment"]["ONRECORD_PASSWORD"]
    # Whom the service has no business to know.
    assert "POSTGRES_PASSWORD" not in str(service)


def test_the_role_of_the_service_owns_its_database_and_nothing_else(
    services: dict[str, Any], postgresql_server: Server
) -> None:
    (file,) = (
        ROOT / mount.split(":")[0]
        for mount in services["database"]["volumes"]
        if "/docker-entrypoint-initdb.d/" in mount
    )
    # The tests' own superuser has the name already.
    script = re.sub(r"\bonrecord\b", "served", file.read_text("utf-8"))
    superuser = f"postgresql://onrecord@127.0.0.1:{postgresql_server.port}/postgres"
    psql = [str(postgresql_server.programs / "psql"), "-v", "ON_ERROR_STOP=1", superuser]
    environment = {**os.environ, "ONRECORD_PASSWORD": "it's a \\secret"}
    subprocess.run(
        psql, check=True, input=script, text=True, env=environment, stdout=subprocess.PIPE
    )
    engine = engines.create(
        f"postgresql+psycopg://served@127.0.0.1:{postgresql_server.port}/served"
    )
    try:
        upgrade(engine)
        assert is_current(engine)
        with engine.connect() as connection:
            assert connection.execute(POWERS).one() == (False, False, False, False)
    finally:
        engine.dispose()
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute("DROP DATABASE served WITH (FORCE)")
            connection.execute("DROP ROLE served")
