"""Where requests end, however their bytes come in, and how much of them is kept."""

import time
from collections.abc import Iterator
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.server.framing import (
    LONGEST_BODY,
    LONGEST_HEADERS,
    LONGEST_LINE,
    Body,
    Head,
    Refused,
    through_empty_line,
)

HEAD = b"GET /v1/claims?limit=1 HTTP/1.1\r\nHost: example.org\r\nAccept: */*\r\n\r\n"
CUTS = st.lists(st.integers(0, 400), max_size=12)


def pieces(whole: bytes, cuts: list[int]) -> Iterator[bytes]:
    """The same bytes, as a network may bring them."""
    places = [0, *sorted(cut % (len(whole) + 1) for cut in cuts), len(whole)]
    for start, end in pairwise(places):
        if start < end:
            yield whole[start:end]


@given(CUTS, st.sampled_from([b"", b"\r\n", b"\r\n\r\n"]), st.binary(max_size=20))
def test_a_head_is_the_same_in_whatever_pieces_it_comes(
    cuts: list[int], before: bytes, behind: bytes
) -> None:
    head, left = Head(), b""
    is_whole = False
    for piece in pieces(before + HEAD + behind, cuts):
        if is_whole:
            left += piece
            continue
        rest = head.add(piece)
        if rest is not None:
            is_whole, left = True, rest
    assert is_whole
    assert left == behind
    assert head.for_parser() == HEAD
    assert (head.method, head.path) == ("GET", "/v1/claims")


@given(CUTS)
def test_a_chunked_body_ends_where_a_piece_ends(cuts: list[int]) -> None:
    whole = b"4\r\n\r\n\r\n\r\n3;a=b\r\nabc\r\n0\r\nTrailer: 1\r\n\r\n"
    body, taken, ends = Body(None), 0, set()
    for piece in pieces(whole + HEAD, cuts):
        parts = [*body.pieces(piece)]
        assert b"".join(parts) == piece
        for part in parts:
            taken += len(part)
            ends.add(taken)
    assert len(whole) in ends


def test_a_body_of_empty_lines_takes_no_longer_for_what_stands_behind_it() -> None:
    lines = b"\r\n" * 32_000
    body = Body(None).pieces(lines + b"x" * 8_000_000)
    before = time.process_time()
    taken = sum(len(piece) for piece in islice(body, 16_000))
    assert taken == len(lines)
    # Here it is a hundredth of that; where each line copies what stands behind, it is a minute.
    assert time.process_time() - before < 2


@given(st.binary(max_size=8), st.lists(st.sampled_from([b"\r\n", b"\r", b"\n", b"a"]), max_size=8))
def test_the_first_empty_line_is_found_across_pieces(before: bytes, parts: list[bytes]) -> None:
    data = b"".join(parts)
    if b"\r\n\r\n" in before:
        return
    found = (before + data).find(b"\r\n\r\n")
    expected = found + 4 - len(before) if found >= 0 else 0
    assert through_empty_line(before, data) == expected


def headers(size: int) -> bytes:
    """So many bytes of headers, with the empty line behind them."""
    return b"A: " + b"x" * (size - 7) + b"\r\n\r\n"


def test_headers_may_be_as_long_as_the_bound_and_no_longer() -> None:
    line = b"GET / HTTP/1.1\r\n"
    assert Head().add(line + headers(LONGEST_HEADERS)) == b""
    with pytest.raises(Refused) as refused:
        Head().add(line + headers(LONGEST_HEADERS + 1))
    assert refused.value.status == 431


@pytest.mark.parametrize("header", [b"a: b\r\n", b"x"], ids=["many short ones", "a long one"])
def test_no_more_of_a_head_is_kept_than_its_bounds(header: bytes) -> None:
    head, piece = Head(), header * (6000 // len(header))
    head.add(b"GET / HTTP/1.1\r\nA: ")
    for _ in range(LONGEST_HEADERS // len(piece)):
        assert head.add(piece) is None
    with pytest.raises(Refused):
        head.add(piece)
    assert len(head) < LONGEST_HEADERS + len(piece) + 20


def test_of_an_address_without_end_only_the_beginning_is_kept() -> None:
    head = Head()
    head.add(b"GET /v1/claims?q=")
    for _ in range(100):
        head.add(b"x" * 10_000)
        assert len(head) <= LONGEST_LINE
    assert head.add(b"x HTTP/1.1\r\nHost: a\r\n\r\nmore") == b"more"
    line, _, rest = head.for_parser().partition(b"\r\n")
    assert line.startswith(b"GET /v1/claims?")
    assert line.endswith(b" HTTP/1.1")
    assert 32 * 1024 < len(line) < LONGEST_LINE
    assert rest == b"Host: a\r\n\r\n"


@pytest.mark.parametrize(
    "sent",
    [b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.1\n", b"GET / HTTP/1.1\r\nHost: x\n", b" GET /"],
    ids=["TLS", "a bare line feed", "one in the headers", "a space"],
)
def test_nobody_waits_for_the_end_of_what_cannot_be_mended(sent: bytes) -> None:
    with pytest.raises(Refused) as refused:
        Head().add(sent)
    assert refused.value.status == 400


def test_a_line_that_is_cut_between_return_and_feed_is_no_bare_one() -> None:
    head = Head()
    assert head.add(b"GET / HTTP/1.1\r") is None
    assert head.add(b"\nHost: x\r") is None
    assert head.add(b"\n\r\n") == b""


def test_a_body_may_be_as_long_as_the_bound_and_no_longer() -> None:
    assert [*Body(LONGEST_BODY).pieces(b"x" * 100_000)] == [b"x" * LONGEST_BODY]
    with pytest.raises(Refused) as refused:
        Body(LONGEST_BODY + 1)
    assert refused.value.status == 413
    body, chunk = Body(None), b"1\r\na\r\n"
    for _ in range(LONGEST_BODY // len(chunk)):
        assert [*body.pieces(chunk)] == [chunk]
    with pytest.raises(Refused):
        next(body.pieces(chunk))
