"""SIGTERM under load: whatever was sent is answered, whoever waits at the door is let in."""

import os
import signal
import socket
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from app.storage import engine as engines
from app.storage.knowledge import reconcile, reconcile_reference
from app.storage.migrate import upgrade
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
    with engines.writing(engine) as session:
        reconcile_reference(session, REFERENCE)
        reconcile(session, many("many", 60), "1", NOW)
    engine.dispose()
    return url


@pytest.mark.parametrize(
    ("workers", "are_replaced"),
    [(1, False), (2, False), (2, True)],
    ids=["one", "two", "two after SIGHUP"],
)
def test_no_request_that_was_sent_is_reset(url: str, workers: int, *, are_replaced: bool) -> None:
    heard: Counter[str] = Counter()
    more = {"ONRECORD_CACHE_BYTES": "0", "ONRECORD_LOG_REQUESTS": "false"}
    with started(url, "--workers", str(workers), **more) as (address, process):
        port = int(address.rpartition(":")[2])
        if are_replaced:
            replace_workers(process.pid)
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


def replace_workers(parent: int) -> None:
    """Have each of them give way to another; it does once the other serves."""
    deadline = time.monotonic() + SECONDS
    while len(old := workers_of(parent)) < 2:
        assert time.monotonic() < deadline
    os.kill(parent, signal.SIGHUP)
    while old & workers_of(parent):
        assert time.monotonic() < deadline


def workers_of(parent: int) -> set[str]:
    """The ids of its processes that serve, and not of the one that watches over what they share."""
    time.sleep(0.02)
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    commands = {child: Path(f"/proc/{child}/cmdline") for child in children}
    return {child for child, file in commands.items() if b"spawn_main" in file.read_bytes()}


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
