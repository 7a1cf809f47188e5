"""Conditional requests: strong ETags, and what 304 keeps of an answer.

The tag is a hash of the bytes that are sent, so that it differs between gzip and plain, as a
strong tag must.
"""

import hashlib

KEPT_BY_304 = (b"etag", b"cache-control", b"vary", b"expires", b"date")


def tag_of(body: bytes) -> str:
    """The tag of what is sent."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def matches(tag: str, known: list[str]) -> bool:
    """True where If-None-Match names the tag, or any: `W/"a", "b"` names "a" and "b"."""
    given = [part.strip().removeprefix("W/") for line in known for part in line.split(",")]
    return tag in given or "*" in given


def kept_by_304(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """What of an answer's headers also goes with the word that it is known."""
    return [
        (name, value)
        for name, value in headers
        if name in KEPT_BY_304 or name.startswith(b"access-control-")
    ]
