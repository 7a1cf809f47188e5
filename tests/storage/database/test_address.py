"""What is wrong in the database's address is said; what is secret in it never is."""

import logging

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app.cli import cli
from app.main import create_app
from app.settings import Settings
from app.storage.database import address
from tests.serving import free_port

HUSHED = "hunter2"
# The port of a service that nobody has; each run of the tests has to name the same.
NOWHERE = "127.0.0.1:9"
KINDS = (
    "an SQLite file (sqlite:///var/onrecord.sqlite3) or PostgreSQL "
    "(postgresql+psycopg://user:password@host/name)"
)
WRONG = {
    f"postgresql+psycopg://me:{HUSHED}@host:port/db": "port must be a number",
    f"postgresql+psycopg://me:{HUSHED}@host:99999/db": "port must be between",
    f"postgresql+psycopg://me:hunt@{HUSHED}@host/db": "%40",
    f"postgresql+psycopg://me:hunt@{HUSHED}/x@host/db": "%40",
    f"me:{HUSHED}@host/db": "an SQLite file (sqlite:///",
    f"nosuch://me:{HUSHED}@host/db": KINDS,
    f"mysql://me:{HUSHED}@host/db": KINDS,
    f"postgresql+asyncpg://me:{HUSHED}@host/db": KINDS,
    f"sqlite+pysqlcipher://:{HUSHED}@/x.sqlite3": KINDS,
    f"sqlite://me:{HUSHED}@host/db": "no user and no host",
    "sqlite://host/db": "no user and no host",
    "sqlite://": "must be that of a file",
    "sqlite:///:memory:": "must be that of a file",
    f"sqlite:///x.sqlite3?password={HUSHED}": "no options",
    "sqlite:///x.sqlite3?timeout=long": "no options",
    "sqlite:///file:x.sqlite3?uri=true": "sqlite:///var/onrecord.sqlite3",
}
UNREACHABLE = [
    f"postgresql+psycopg://me:{HUSHED}@{NOWHERE}/db",
    f"postgresql+psycopg://me@{NOWHERE}/db?password={HUSHED}",
    f"postgresql+psycopg://me@{NOWHERE}/db?sslpassword={HUSHED}",
    f"postgresql+psycopg://me:{HUSHED}@{NOWHERE}/db?nosuch=option",
    f"postgresql+psycopg://me:{HUSHED}@{NOWHERE}/db?connect_timeout={HUSHED}",
]


@pytest.mark.parametrize("url", [*WRONG, *UNREACHABLE])
@pytest.mark.parametrize("command", ["migrate", "serve"])
def test_a_command_says_in_a_line_what_is_wrong_and_no_secret(url: str, command: str) -> None:
    more = ["--port", str(free_port())] if command == "serve" else []
    done = CliRunner().invoke(cli, [command, *more], env={"ONRECORD_DATABASE_URL": url})
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert HUSHED not in done.output
    assert WRONG.get(url, "cannot be migrated") in done.stderr


@pytest.mark.parametrize("url", UNREACHABLE)
def test_a_service_keeps_secrets_out_of_answers_and_log(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(database_url=url))
    with (
        caplog.at_level(logging.INFO),
        TestClient(app, raise_server_exceptions=False) as client,
    ):
        for path in ("/v1/stats", "/v1/claims", "/health/ready", "/v1/claims/export"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert HUSHED not in answer.text
    assert "does not answer" in caplog.text
    assert HUSHED not in caplog.text


def test_what_stands_elsewhere_in_the_address_is_no_secret() -> None:
    found = address.read("postgresql+psycopg://onrecord:onrecord@host/onrecord")
    told = 'FATAL: role "onrecord" does not exist'
    assert address.without_secrets(told, found) == told
    assert address.shown(found) == "postgresql+psycopg://onrecord:***@host/onrecord"
