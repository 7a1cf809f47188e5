"""What form of an answer a client likes best, of those that there are (RFC 9110, section 12.5).

A download has the format that `format` names, else the one that `Accept` likes best.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Send

from app.api.schemas.exports import ExportFormat

# In the order of the service's own liking, which decides where the client likes several as much.
MEDIA_TYPES = {
    ExportFormat.NDJSON: "application/x-ndjson",
    ExportFormat.CSV: "text/csv",
    ExportFormat.JSONLD: "application/ld+json",
}


def choose(asked: ExportFormat | None, headers: Headers) -> ExportFormat:
    """The format to answer in, or 406 where `Accept` leaves none."""
    if asked is not None:
        return asked
    ranges = dict(_ranges(",".join(headers.getlist("accept"))))
    likings = {one: _liking(media_type, ranges) for one, media_type in MEDIA_TYPES.items()}
    best = max(likings, key=likings.__getitem__)
    if likings[best] == 0:
        offered = ", ".join(MEDIA_TYPES.values())
        detail = f"This is available as {offered}."
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, detail, {"Vary": "Accept"})
    return best


def preferred(media_types: tuple[str, ...], headers: Headers) -> str:
    """The one that `Accept` likes best; the first one, where it likes several as much or none."""
    ranges = dict(_ranges(",".join(headers.getlist("accept"))))
    return max(media_types, key=lambda media_type: _liking(media_type, ranges))


@lru_cache(maxsize=200)
def takes_gzip(accept_encoding: str) -> bool:
    """True where `Accept-Encoding` likes gzip no less than the plain answer; silence is no wish."""
    weights = dict(_ranges(accept_encoding))
    others = weights.get("*", 0.0)
    liking = weights.get("gzip", weights.get("x-gzip", others))
    return liking > 0 and liking >= weights.get("identity", 0.0)


async def send_varying(by: bytes, send: Send, message: Message) -> None:
    """Send this, and say in `Vary` that another answer may come for another header `by`."""
    if message["type"] == "http.response.start":
        headers: list[tuple[bytes, bytes]] = message["headers"]
        others = [value for name, value in headers if name == b"vary"]
        kept = [pair for pair in headers if pair[0] != b"vary"] if others else headers
        message["headers"] = [*kept, (b"vary", b", ".join([*others, by]))]
    await send(message)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """`text/csv;q=0.5, */*` holds ("text/csv", 0.5) and ("*/*", 1.0); nothing means anything."""
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [match for one in parameters if (match := re.fullmatch(r"q=([01](\.\d*)?)", one))]
        if media_range:
            yield media_range, float(weights[0][1]) if weights else 1.0
    if not accept.strip():
        yield "*/*", 1.0


def _liking(media_type: str, ranges: dict[str, float]) -> float:
    """What the most exact range that takes in this type says of it."""
    family = media_type.partition("/")[0]
    candidates = (media_type, f"{family}/*", "*/*")
    return next((ranges[one] for one in candidates if one in ranges), 0.0)
