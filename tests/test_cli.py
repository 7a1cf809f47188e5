"""The command line, run as a user would."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner, Result

from app.cli import cli, prepare
from app.extraction import pipeline
from app.extraction.draft import Draft
from app.settings import Settings
from app.storage.database import engine as engines
from app.storage.database.migrate import is_current
from app.storage.write import seed_folders
from tests.ferry_file import ferry_file
from tests.serving import free_port, serving


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(cli, arguments, env=environment)


def complaint(done: Result) -> str:
    """The one line on stderr of a command that failed."""
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def filled_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database of its own with the ferry document, so that `serve` loads no seeds."""
    return f"sqlite:///{ferry_file(tmp_path_factory.mktemp('served') / 'onrecord.sqlite3')}"


@pytest.fixture(scope="module")
def server(filled_url: str) -> Iterator[str]:
    with serving(filled_url) as address:
        yield address


def test_migrate(fresh_url: str) -> None:
    assert run("migrate", ONRECORD_DATABASE_URL=fresh_url).exit_code == 0
    engine = engines.create(fresh_url)
    assert is_current(engine)
    engine.dispose()


def test_openapi_prints_the_document() -> None:
    done = run("openapi")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["info"]["title"] == "Onrecord"


COMMANDS = ["serve", "migrate", "openapi", "seed", "extract", "evaluate", "evaluate-relations"]


def test_the_commands_are_what_is_there() -> None:
    found = [
        command.callback.__name__.replace("_", "-")
        for command in cli.registered_commands
        if command.callback
    ]
    assert found == COMMANDS


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.exit_code == 0
    assert "Usage" in done.stdout


def test_a_taken_port_is_one_line(filled_url: str) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, ONRECORD_DATABASE_URL=filled_url)
    assert f"127.0.0.1:{port}" in complaint(done)


@pytest.mark.parametrize("host", ["nohost.invalid", "no..host"])
def test_a_host_that_is_nowhere_is_one_line(filled_url: str, host: str) -> None:
    line = complaint(run("serve", "--host", host, ONRECORD_DATABASE_URL=filled_url))
    assert host in line
    assert "--host" in line
    assert "--port" not in line


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_an_unusable_database_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    url = f"sqlite:///{tmp_path}/file/onrecord.sqlite3"
    more = ("--port", str(free_port())) if command == "serve" else ()
    assert "cannot be made" in complaint(run(command, *more, ONRECORD_DATABASE_URL=url))
    assert "address" in complaint(run(command, *more, ONRECORD_DATABASE_URL="nonsense"))


def test_a_setting_of_the_wrong_kind_is_one_line() -> None:
    assert "ONRECORD_CACHE_SECONDS" in complaint(run("migrate", ONRECORD_CACHE_SECONDS="long"))


def test_serve_says_that_another_folder_is_not_loaded_to_its_end(migrated_url: str) -> None:
    engine = engines.create(migrated_url)
    with engines.write_transaction(engine) as session:
        seed_folders.begin(session, Path("/srv/mine"))
    engine.dispose()
    told: list[str] = []
    prepare(Settings(database_url=migrated_url), told.append)
    assert told == ["Loading /srv/mine began and has not ended; `seed` goes on with it."]


def test_serve_answers(server: str) -> None:
    found = httpx2.get(f"{server}/v1/relations?type=disputes&entity=port-office").json()
    assert [relation["id"] for relation in found["items"]] == ["r-talks"]


def exchange(server: str, sent: bytes) -> tuple[bytes, bytes]:
    """The head and the body of what comes back for these very bytes."""
    port = int(server.rsplit(":", 1)[1])
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        connection.sendall(sent)
        received = b""
        while piece := connection.recv(65536):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    return head, body


REST = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    ("sent", "status", "detail"),
    [
        (b"GET /v1/claims?q=" + b"a" * 1_000_000 + REST + b"\r\n", 414, "longer than"),
        (b"GET /" + b"%61" * 100_000 + REST + b"\r\n", 414, "longer than"),
        (b"GET /v1/claims?q=\xc3\xa9" + REST + b"\r\n", 400, "percent-encode"),
        (b"\x00\x01\x02 garbage\r\n\r\n", 400, "Invalid HTTP request"),
    ],
    ids=["a megabyte", "a long path", "no ASCII", "garbage"],
)
def test_what_the_parser_refuses_is_a_problem_too(
    server: str, sent: bytes, status: int, detail: str
) -> None:
    head, body = exchange(server, sent)
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"content-type: application/problem+json" in head.lower()
    assert b"x-request-id: " in head.lower()
    problem = json.loads(body)
    assert problem["status"] == status
    assert detail in problem["detail"]


def test_an_address_that_is_too_long_is_refused_like_anything_else(server: str) -> None:
    headers = b"X-Request-ID: mine\r\nOrigin: https://a.org\r\n\r\n"
    head, body = exchange(server, b"GET /v1/claims?q=" + b"a" * 70_000 + REST + headers)
    assert b"x-request-id: mine" in head.lower()
    assert b"access-control-allow-origin: *" in head.lower()
    assert json.loads(body)["instance"] == "/v1/claims"
    counted = httpx2.get(f"{server}/metrics").text
    assert 'onrecord_requests_total{method="GET",route="none",status="414"}' in counted


def test_a_request_for_a_web_socket_is_answered_like_any_other(server: str) -> None:
    upgrade = (
        b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    for path, status in (("/v1/claims", 200), ("/v1/nowhere", 404)):
        asked = f"GET {path} HTTP/1.1\r\nHost: x\r\n".encode()
        # What follows, the server reads as a request of its own, and ends the connection.
        head, body = exchange(server, asked + upgrade + b"bye\r\n\r\n")
        assert head.startswith(f"HTTP/1.1 {status} ".encode())
        assert b"x-request-id: " in head.lower()
        assert body.startswith(b"{")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Two texts without metadata; one of them is none."""
    folder = tmp_path / "texts [" / "b]"
    folder.mkdir(parents=True)
    (folder / "rain.txt").write_text("Angela Merkel said it would rain.\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff")
    return folder


def test_seed_loads_what_it_can_and_says_what_it_cannot(texts: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'onrecord.sqlite3'}"

    done = run("seed", str(texts), "--published-on", "2024-03-06", ONRECORD_DATABASE_URL=url)

    assert done.exit_code == 1
    assumed, loaded = (line for line in done.stdout.splitlines() if "━" not in line)
    assert assumed.startswith("2 of 2 texts have no metadata file (NAME.yaml)")
    assert assumed.endswith("as published on 2024-03-06.")
    assert loaded.startswith("Seeds loaded: ")
    failed, summary = done.stderr.splitlines()
    assert failed.startswith(f"{texts / 'bad.txt'}: line 1, byte 0: this is not UTF-8 text")
    assert summary == "Not loaded: 1 of 2 documents."

    strict = run("seed", str(texts), "--strict", ONRECORD_DATABASE_URL=url)
    assert strict.exit_code == 1
    assert strict.stderr.splitlines()[-1] == "Nothing was loaded, because 1 of 2 documents failed."


def failing(draft: Draft) -> Draft:
    """A stage with a fault that some documents show."""
    if "rain" in draft.document.text:
        raise IndexError("pop from\nan empty list")
    return draft


def test_extract_names_what_fails_and_prints_all_others(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "STAGES", (*pipeline.STAGES[:1], failing, *pipeline.STAGES[1:]))
    (texts / "snow.txt").write_text("Angela Merkel said it would snow.\n", encoding="utf-8")
    files = [str(texts / f"{name}.txt") for name in ("rain", "bad", "gone", "snow")]

    done = run("extract", *files)

    assert done.exit_code == 1
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["file"] == files[3]
    rain, bad, gone, summary = done.stderr.splitlines()
    assert rain == f"{files[0]}: the stage 'failing' failed: IndexError: pop from"
    assert bad.startswith(f"{files[1]}: line 1, byte 0: ")
    assert gone == f"{files[2]}: No such file or directory"
    assert summary.startswith("1 texts, ")


def test_the_server_knows_no_language_model() -> None:
    """It would take seconds to load; only what extracts needs it."""
    code = "import sys, app.cli; print('spacy' in sys.modules or 'onnxruntime' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
