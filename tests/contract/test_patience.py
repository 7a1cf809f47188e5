"""The server against strangers who are slow, or many: none of them keeps others waiting."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from app.api.server.protocol import BoundedProtocol
from tests.databases import on_sqlite
from tests.sockets import GOOD, LAST, POST, answers, connect, exchange, heard, listening

pytestmark = on_sqlite


class Hasty(BoundedProtocol):
    """With no patience, so that tests need none."""

    head_seconds = body_seconds = linger_seconds = 0.2
    stalled_seconds = 0.4
    most_connections = 20


class Crowded(BoundedProtocol):
    """Full with three."""

    most_connections = 3


@pytest.fixture(scope="module")
def hasty(seeded_url: str) -> Iterator[int]:
    with listening(seeded_url, Hasty) as server:
        yield server.config.port


def test_who_says_nothing_is_not_waited_for(hasty: int) -> None:
    with closing(connect(hasty)) as connection:
        assert heard(connection) == b""


@pytest.mark.parametrize(
    "start",
    [b"GET /v1/claims HTTP/1.1\r\nA: ", POST + b"Content-Length: 60000\r\n\r\n"],
    ids=["head", "body"],
)
@pytest.mark.parametrize("first", [b"", GOOD], ids=["the first", "the second"])
def test_a_trickle_does_not_keep_a_connection(hasty: int, start: bytes, first: bytes) -> None:
    with closing(connect(hasty)) as connection:
        connection.sendall(first + start)
        connection.settimeout(0.01)
        received = bytearray()
        for _ in range(1000):
            try:
                piece = connection.recv(65536)
            except TimeoutError:
                connection.send(b"x")
                continue
            received += piece
            if not piece:
                break
        else:
            pytest.fail("it is waited for without end")
    *others, last = answers(bytes(received))
    assert [answer.status for answer in others] == ([200] if first else [])
    assert last.status == 408
    assert last.problem["instance"] == "/v1/claims"


def test_who_is_refused_and_goes_on_sending_is_cut_off(hasty: int) -> None:
    def send_on(connection: socket.socket) -> None:
        for _ in range(100_000):
            connection.sendall(b"GET / HTTP/1.1\nA: b\r\n" * 100)

    with closing(connect(hasty)) as connection, pytest.raises(ConnectionError):
        send_on(connection)


@pytest.mark.parametrize("often", [1, 40], ids=["one", "many"])
def test_who_takes_no_answer_is_cut_off(seeded_url: str, often: int) -> None:
    with listening(seeded_url, Hasty) as server, closing(socket.socket()) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.config.port))
        bundle = b"GET /docs/assets/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n"
        connection.sendall(bundle * often)
        wait_until(lambda: bool(server.server_state.connections))
        wait_until(lambda: not server.server_state.connections)


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "this never comes true"


@pytest.mark.parametrize(
    "start", [b"", b"GET / HTTP/1.1\r\nA: ", GOOD], ids=["silent", "slow", "idle"]
)
def test_those_who_wait_make_room_for_those_who_ask(hasty: int, start: bytes) -> None:
    """Half-open connections of one client keep no other client out."""
    with ExitStack() as crowd:
        for _ in range(5 * Hasty.most_connections):
            one = crowd.enter_context(closing(connect(hasty)))
            one.sendall(start)
            assert exchange(hasty, LAST)[0].status == 200


def test_where_everybody_is_being_answered_the_next_one_hears_503(seeded_url: str) -> None:
    with listening(seeded_url, Crowded) as server:
        port = server.config.port
        with ExitStack() as crowd:
            for _ in range(Crowded.most_connections):
                one = crowd.enter_context(closing(socket.socket()))
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                one.connect(("127.0.0.1", port))
                one.sendall(
                    b"GET /docs/assets/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n" * 9
                )
                # Its answer has begun, and cannot end before somebody takes it.
                one.recv(1)
            (answer,) = exchange(port, GOOD)
            assert answer.status == 503
            assert answer.problem["type"] == "urn:onrecord:overloaded"
            assert answer.problem["instance"] == "/health/live"
            assert int(answer.headers["retry-after"]) > 0
            assert answer.headers["connection"] == "close"
        wait_until(lambda: not server.server_state.connections)
        assert exchange(port, LAST)[0].status == 200
