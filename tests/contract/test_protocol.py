"""The server against strangers who speak HTTP badly or without end, over real sockets."""

from collections.abc import Iterator
from contextlib import closing
from socket import IPPROTO_TCP, SHUT_WR, TCP_CORK, TCP_NODELAY

import httpx2
import pytest

from app.api.server.framing import LONGEST_BODY
from app.api.server.protocol import BoundedProtocol
from tests.databases import on_sqlite
from tests.sockets import GOOD, LAST, POST, answers, connect, exchange, heard, listening

pytestmark = on_sqlite


@pytest.fixture(scope="module")
def port(seeded_url: str) -> Iterator[int]:
    with listening(seeded_url, BoundedProtocol) as server:
        yield server.config.port


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
    # Neither an answer that is kept nor what was right before is anything to a request that is not.
    first, answer = exchange(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" + head + b"\r\n")
    assert (first.status, answer.status) == (200, 400)
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


def test_who_ends_with_what_is_refused_hears_why(port: int) -> None:
    with closing(connect(port)) as connection:
        # In one packet with the end, so that the server hears both at once.
        connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, 0)
        connection.setsockopt(IPPROTO_TCP, TCP_CORK, 1)
        connection.sendall(b"garbage\r\n\r\n")
        connection.shutdown(SHUT_WR)
        (answer,) = answers(heard(connection))
    assert answer.problem["status"] == 400


ASKED = b"GET /v1/claims?quotation=direct&q=%b HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "statuses"),
    [
        (ASKED % b"one", [200]),
        (ASKED % b"two" + ASKED % b"three" + GOOD, [200, 200, 200]),
        (ASKED % b"four" + b"GET /v1/cl", [200]),
        (ASKED % b"five" + b"garbage\r\n\r\n", [200, 400]),
        (b"GET /v1/cl", []),
        (POST + b"Content-Length: 3\r\n\r\nab", []),
        (b"", []),
    ],
    ids=["one", "three", "one and a half", "one and a bad one", "half", "half a body", "none"],
)
@pytest.mark.parametrize("together", [True, False], ids=["at once", "later"])
def test_who_says_no_more_hears_what_was_asked(
    port: int, sent: bytes, statuses: list[int], *, together: bool
) -> None:
    """None of these is answered from memory: the end is there before the answer is."""
    with closing(connect(port)) as connection:
        connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, int(not together))
        connection.setsockopt(IPPROTO_TCP, TCP_CORK, int(together))
        connection.sendall(sent.replace(b"&q=", b"&q=%d" % together))
        connection.shutdown(SHUT_WR)
        found = answers(heard(connection))
    assert [answer.status for answer in found] == statuses
