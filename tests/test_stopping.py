"""SIGTERM under load: whatever was sent is answered, whoever waits at the door is let in."""

import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from threading import Thread

import pytest

from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from tests.conftest import NOW
from tests.knowledge_samples import REFERENCE, many
from tests.serving import started

REQUEST = b"GET /v1/claims?quotation=direct HTTP/1.1\r\nHost: x\r\n%b\r\n"
# Each asks so often, with such pauses, on a connection that stays open or on a new one each time.
PAUSES = (0, 0.003, 0.05, 0.3)
SECONDS = 60


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('stopped') / 'onrecord.sqlite3'}"
    engine = engines.create(url)
    upgrade(engine)
    with engines.write_transaction(engine) as session:
        reconcile_reference(session, REFERENCE)
        reconcile(session, many("many", 60), "1", NOW)
    engine.dispose()
    return url


@pytest.mark.parametrize("workers", [1, 2])
def test_no_request_that_was_sent_is_reset(url: str, workers: int) -> None:
    heard: Counter[str] = Counter()
    more = {"ONRECORD_CACHE_BYTES": "0", "ONRECORD_LOG_REQUESTS": "false"}
    with started(url, "--workers", str(workers), **more) as (address, process):
        port = int(address.rpartition(":")[2])
        threads = [
            Thread(target=ask, args=(port, heard, pause), kwargs={"kept": kept})
            for pause in PAUSES
            for kept in (True, False)
        ]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + SECONDS
        while heard["200"] < 100:
            assert time.monotonic() < deadline
        process.terminate()
        for thread in threads:
            thread.join()
    assert set(heard) == {"200"}


ANOTHER = """
import uvicorn
from app.api.server.server import Worker, Workers

workers = Workers(uvicorn.Config("app.main:create_app", factory=True, workers=2), [])
workers.handle_ttin()
(another,) = workers.processes
another.kill()
another.join()
print(isinstance(another, Worker))
"""


def test_a_worker_that_comes_later_stops_as_the_first_ones_do() -> None:
    """Uvicorn makes it, at a signal or in place of one that died."""
    command = (sys.executable, "-c", ANOTHER)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True"]


def ask(port: int, heard: Counter[str], pause: float, *, kept: bool) -> None:
    """Until nobody listens there any more."""
    end = b"" if kept else b"Connection: close\r\n"
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        except ConnectionRefusedError:
            if heard:
                return
            continue
        with closing(connection):
            goes_on = True
            while goes_on:
                try:
                    connection.sendall(REQUEST % end)
                    status, goes_on = answer(connection)
                except OSError as error:
                    status, goes_on = repr(error), False
                heard[status] += 1
                time.sleep(pause)


def answer(connection: socket.socket) -> tuple[str, bool]:
    """The status, and whether the connection goes on."""
    with connection.makefile("rb") as stream:
        status = stream.readline().split()[1].decode()
        headers = dict(
            line.rstrip().lower().split(b": ", 1) for line in iter(stream.readline, b"\r\n")
        )
        stream.read(int(headers[b"content-length"]))
    return status, headers.get(b"connection") != b"close"
