"""Conditional requests: strong ETags, and the headers of 304.

The tag is a hash of the bytes that are sent, so that it differs between gzip and plain, as a
strong tag must.
"""

import hashlib
import re

KEPT_BY_304 = (b"etag", b"cache-control", b"vary", b"expires", b"date")


def tag_of(body: bytes) -> bytes:
    """Strong ETag of a body."""
    return b'"%b"' % hashlib.sha256(body).hexdigest()[:32].encode()


def matches(tag: bytes, known: bytes) -> bool:
    """True where If-None-Match names the tag: `W/"a", "b,*"` names "a" and "b,*", a bare `*` any."""
    return tag == known or known.strip() == b"*" or tag in re.findall(rb'"[^"]*"', known)


def kept_by_304(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of a response that its 304 repeats."""
    return [
        (name, value)
        for name, value in headers
        if name in KEPT_BY_304 or name.startswith(b"access-control-")
    ]
