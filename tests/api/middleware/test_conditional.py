"""Conditional requests (RFC 9110, section 13): which answer a client has already."""

import re

import pytest

from app.api.middleware.conditional import kept_by_304, matches, tag_of


def test_the_same_bytes_have_the_same_strong_tag() -> None:
    tag = tag_of(b"ship")
    assert tag == tag_of(b"ship")
    assert re.fullmatch(rb'"[0-9a-f]{32}"', tag)


@pytest.mark.parametrize("other", [b"", b"Ship", b"ship ", b"ships"])
def test_other_bytes_have_another_tag(other: bytes) -> None:
    assert tag_of(other) != tag_of(b"ship")
    assert not matches(tag_of(b"ship"), tag_of(other))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        (" * ", True),
        ('"b,*", "x, * ,y"', False),
        ('"b,*" ,W/"a"', True),
        ('"b", *', False),
        ("a", False),
        ('"ab"', False),
        ("", False),
    ],
)
def test_if_none_match(known: str, expected: bool) -> None:  # noqa: FBT001
    assert matches(b'"a"', known.encode()) is expected


def test_a_client_that_names_the_tag_has_the_answer() -> None:
    tag, other = tag_of(b"ship"), tag_of(b"ferry")
    assert matches(tag, tag)
    assert matches(tag, b"W/%b, %b" % (other, tag))


@pytest.mark.parametrize(
    "name",
    ["etag", "cache-control", "vary", "expires", "date", "access-control-allow-origin"],
)
def test_304_repeats_what_a_cache_goes_by(name: str) -> None:
    pair = (name.encode(), b"as sent")
    assert kept_by_304([(b"content-type", b"application/json"), pair]) == [pair]


@pytest.mark.parametrize(
    "name", ["content-type", "content-length", "content-encoding", "x-access-control-note"]
)
def test_304_says_nothing_of_the_body_that_it_leaves_out(name: str) -> None:
    tag = (b"etag", tag_of(b"ship"))
    assert kept_by_304([(name.encode(), b"1"), tag]) == [tag]


def test_304_keeps_the_order_and_each_of_several_headers() -> None:
    headers = [(b"vary", b"Accept"), (b"etag", b'"a"'), (b"vary", b"Origin")]
    assert kept_by_304(headers) == headers
