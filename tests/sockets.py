"""What is sent and heard byte by byte, by clients that nobody would write on purpose."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import uvicorn

from app.api.server.protocol import BoundedProtocol
from app.main import create_app
from app.settings import Settings
from tests.serving import free_port

GOOD = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /v1/claims HTTP/1.1\r\nHost: x\r\n"
LAST = b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """One of those that came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, Any]:
        """What it says went wrong; whatever is refused says so in this shape."""
        assert self.headers["content-type"] == "application/problem+json"
        assert self.headers["x-request-id"]
        assert self.headers["x-content-type-options"] == "nosniff"
        found: dict[str, Any] = json.loads(self.body)
        assert found["status"] == self.status
        return found


@contextmanager
def listening(database_url: str, protocol: type[BoundedProtocol]) -> Iterator[uvicorn.Server]:
    """A server in a thread of this process."""
    port = free_port()
    config = uvicorn.Config(
        create_app(Settings(database_url=database_url)),
        port=port, http=protocol, ws="none", log_config=None, access_log=False, timeout_keep_alive=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            thread.join(0.01)
        yield server
    finally:
        server.should_exit = True
        thread.join(20)


def connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def heard(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    received = bytearray()
    while piece := connection.recv(65536):
        received += piece
    return bytes(received)


def answers(received: bytes) -> list[Answer]:
    """What was received, answer by answer; all of it has to belong to one."""
    found = []
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (s.partition(": ") for s in lines)}
        size = int(headers.get("content-length", 0))
        assert len(rest) >= size
        found.append(Answer(int(first.split(" ")[1]), headers, rest[:size]))
        received = rest[size:]
    return found


def exchange(port: int, *sent: bytes) -> list[Answer]:
    """What comes back for these very bytes until the server closes."""
    with closing(connect(port)) as connection:
        for piece in sent:
            connection.sendall(piece)
        return answers(heard(connection))
