"""The server against strangers who speak HTTP badly, slowly or without end, over real sockets."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import httpx2
import pytest
import uvicorn

from app.api.framing import LONGEST_BODY
from app.api.protocol import BoundedProtocol
from app.main import create_app
from app.settings import Settings
from tests.databases import on_sqlite
from tests.serving import free_port

pytestmark = on_sqlite

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


class Hasty(BoundedProtocol):
    """With no patience, so that tests need none."""

    head_seconds = body_seconds = linger_seconds = 0.2
    stalled_seconds = 0.4
    most_connections = 20


class Crowded(BoundedProtocol):
    """Full with three."""

    most_connections = 3


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


@pytest.fixture(scope="module")
def port(seeded_url: str) -> Iterator[int]:
    with listening(seeded_url, BoundedProtocol) as server:
        yield server.config.port


@pytest.fixture(scope="module")
def hasty(seeded_url: str) -> Iterator[int]:
    with listening(seeded_url, Hasty) as server:
        yield server.config.port


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


def counted(port: int, labels: str) -> int:
    """How often `/metrics` has counted a request of this kind."""
    lines = httpx2.get(f"http://127.0.0.1:{port}/metrics").text.splitlines()
    found = [line for line in lines if line.startswith(f"onrecord_requests_total{{{labels}}}")]
    return int(found[0].rpartition(" ")[2]) if found else 0


@pytest.mark.parametrize(
    "flood", [b"a: b\r\n" * 11_000, b"A: " + b"x" * 65_536], ids=["many short", "one long"]
)
def test_headers_without_end_are_431_while_they_still_come(port: int, flood: bytes) -> None:
    before = counted(port, 'method="GET",route="none",status="431"')
    sent = b"GET /v1/claims?q=x HTTP/1.1\r\nHost: x\r\n" + flood
    (answer,) = exchange(port, sent, *[flood] * 50)
    assert answer.status == 431
    assert answer.problem["instance"] == "/v1/claims"
    assert answer.headers["connection"] == "close"
    assert counted(port, 'method="GET",route="none",status="431"') == before + 1


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n",
        b"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n",
        b"GET / HTTP/1.1\r\nHost: a b\r\n",
        b"GET / HTTP/1.1\r\nHost: a/b\r\n",
        b'GET / HTTP/1.1\r\nHost: a"b\r\n',
        b"GET / HTTP/1.1\r\nHost: a@b\r\n",
        b"GET / HTTP/1.1\r\nHost: a:80x\r\n",
    ],
)
def test_a_request_names_one_host(port: int, head: bytes) -> None:
    # An answer that is kept is none to a request that is refused.
    exchange(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    (answer,) = exchange(port, head + b"\r\n")
    assert answer.status == 400
    assert "Host" in answer.problem["detail"]


@pytest.mark.parametrize("host", [b"a.org", b"a:80", b"127.0.0.1", b"[::1]:8000", b""])
def test_any_host_that_is_one_will_do(port: int, host: bytes) -> None:
    sent = b"GET /health/live HTTP/1.1\r\nHost: %b\r\nConnection: close\r\n\r\n" % host
    assert exchange(port, sent)[0].status == 200


def test_before_http_1_1_nobody_had_to_name_one(port: int) -> None:
    (answer,) = exchange(port, b"GET /health/live HTTP/1.0\r\n\r\n")
    assert answer.status == 200


@pytest.mark.parametrize("method", ["NONSENSE", "PROPFIND", "get", "TRACE", "X-" + "Y" * 300])
def test_a_method_that_nobody_knows_is_405_at_its_path(port: int, method: str) -> None:
    before = counted(port, 'method="other",route="/v1/claims",status="405"')
    (answer, last) = exchange(
        port, f"{method} /v1/claims HTTP/1.1\r\nHost: x\r\n\r\n".encode(), LAST
    )
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.problem["instance"] == "/v1/claims"
    assert last.status == 200
    assert counted(port, 'method="other",route="/v1/claims",status="405"') == before + 1


@pytest.mark.parametrize(
    "bad",
    [
        b"garbage\r\n\r\n",
        b"\x16\x03\x01",
        b"GET / HTTP/1.1\nHost: x\n\n",
        b"GET / HTTP/1.1\r\nHost: x\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n A: folded\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: b\0\r\n\r\n",
        b"GET / HTTP/2.0\r\nHost: x\r\n\r\n",
        b"GET /\r\n\r\n",
        b"CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
        b"GET http://a HTTP/1.1\r\nHost: a\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_good_requests_before_a_bad_one_are_answered_in_order(port: int, bad: bytes) -> None:
    named = b"GET /v1/stats HTTP/1.1\r\nHost: x\r\nX-Request-ID: second\r\n\r\n"
    found = exchange(port, GOOD + named + bad + GOOD)
    assert [answer.status for answer in found] == [200, 200, 400]
    assert found[1].headers["x-request-id"] == "second"
    assert found[2].headers["x-request-id"] not in {"second", found[0].headers["x-request-id"]}
    assert found[2].problem["detail"]


def test_a_thousand_requests_at_once_are_answered_one_after_the_other(port: int) -> None:
    asked = (
        b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-Request-ID: %d\r\n\r\n" % n for n in range(1000)
    )
    found = exchange(port, b"".join(asked) + LAST)
    assert [answer.headers["x-request-id"] for answer in found[:-1]] == [*map(str, range(1000))]


def test_requests_come_in_any_pieces(port: int) -> None:
    sent = POST + b"Content-Length: 3\r\n\r\nabc" + GOOD + LAST
    with closing(connect(port)) as connection:
        for byte in sent:
            connection.sendall(bytes([byte]))
        found = answers(heard(connection))
    assert [answer.status for answer in found] == [405, 200, 200]


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Length: 3\r\n\r\nabc",
        b"Content-Length: 0\r\n\r\n",
        b"Content-Length: %d\r\n\r\n" % LONGEST_BODY + b"x" * LONGEST_BODY,
        b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n0\r\nA: b\r\n\r\n",
    ],
)
def test_a_body_is_read_and_left_alone(port: int, body: bytes) -> None:
    found = exchange(port, POST + body + LAST)
    assert [answer.status for answer in found] == [405, 200]
    assert found[0].problem["instance"] == "/v1/claims"


@pytest.mark.parametrize(
    "body",
    [
        (b"Content-Length: %d\r\n\r\n" % (LONGEST_BODY + 1),),
        (b"Content-Length: 1000000000\r\n\r\n", *[b"x" * 65536] * 50),
        (b"Transfer-Encoding: chunked\r\n\r\n", *[b"8000\r\n" + b"x" * 0x8000 + b"\r\n"] * 50),
        (b"Transfer-Encoding: chunked\r\n\r\n0\r\n", *[b"a: b\r\n" * 10_000] * 3),
        (b"Transfer-Encoding: chunked\r\n\r\n1;", *[b"a" * 65536] * 3),
    ],
    ids=["a byte too long", "a gigabyte", "chunks", "trailers", "a chunk's extension"],
)
def test_a_longer_body_is_413_and_the_end(port: int, body: tuple[bytes, ...]) -> None:
    (answer,) = exchange(port, POST + b"X-Request-ID: mine\r\n" + body[0], *body[1:])
    assert answer.status == 413
    assert answer.problem["instance"] == "/v1/claims"
    assert answer.headers["x-request-id"] == "mine"


def test_who_asks_first_whether_to_send_a_body_is_told_to(port: int) -> None:
    with closing(connect(port)) as connection:
        connection.sendall(POST + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"abc" + LAST)
        assert [answer.status for answer in answers(heard(connection))] == [405, 200]
    (answer,) = exchange(port, POST + b"Content-Length: 99999\r\nExpect: 100-continue\r\n\r\n")
    assert answer.status == 413


HIDDEN = b"GET /v1/hidden HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    "headers_and_body",
    [
        b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        b"Content-Length: 3, 3\r\n\r\nabc",
        b"Content-Length: +3\r\n\r\nabc",
        b"Content-Length: 99999999999999999999\r\n\r\nabc",
        b"Content-Length: -1\r\n\r\n",
        b"Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n",
        b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n3;a=\nb\r\nabc\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\n\r\n",
        b"Content-Length: 3\nA: b\r\n\r\nabc",
    ],
)
def test_what_leaves_open_where_it_ends_is_400_and_the_end(
    port: int, headers_and_body: bytes
) -> None:
    (answer,) = exchange(port, POST + headers_and_body + HIDDEN)
    assert answer.status == 400
    assert answer.problem["instance"] == "/v1/claims"


def test_chunks_are_not_for_http_1_0(port: int) -> None:
    head = b"POST /v1/claims HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"
    (answer,) = exchange(port, head + b"0\r\n\r\n" + HIDDEN)
    assert answer.status == 400


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Length: %d\r\n\r\n" % len(HIDDEN),
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(HIDDEN),
    ],
)
def test_the_body_of_an_offer_to_upgrade_is_no_request(port: int, body: bytes) -> None:
    """The parser takes it for what comes after the upgrade."""
    offer = b"Upgrade: h2c\r\nConnection: Upgrade\r\n"
    (answer,) = exchange(port, POST + offer + body + HIDDEN)
    assert answer.status == 405


def test_trailers_are_no_headers(port: int) -> None:
    chunked = b"Transfer-Encoding: chunked\r\n\r\n0\r\n"
    trailers = b"X-Request-ID: forged\r\nHost: other\r\nExpect: 100-continue\r\n\r\n"
    found = exchange(port, POST + chunked + trailers + LAST)
    assert [answer.status for answer in found] == [405, 200]
    assert found[0].headers["x-request-id"] != "forged"


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
            assert answer.problem["instance"] == "/health/live"
            assert answer.headers["connection"] == "close"
        wait_until(lambda: not server.server_state.connections)
        assert exchange(port, LAST)[0].status == 200
