"""Content negotiation (RFC 9110, section 12.5): the format and the encoding that a client prefers."""

import re
from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Send

from app.api.schemas.exports import ExportFormat

# In the service's own order, which decides between formats that the client likes as much.
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
    weights = {one: _weight(media_type, ranges) for one, media_type in MEDIA_TYPES.items()}
    best = max(weights, key=weights.__getitem__)
    if weights[best] == 0:
        offered = ", ".join(MEDIA_TYPES.values())
        detail = f"This is available as {offered}."
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, detail, {"Vary": "Accept"})
    return best


def preferred(media_types: tuple[str, ...], headers: Headers) -> str:
    """The type that `Accept` prefers; the first one where several are equal or none fits."""
    ranges = dict(_ranges(",".join(headers.getlist("accept"))))
    return max(media_types, key=lambda media_type: _weight(media_type, ranges))


@lru_cache(maxsize=200)
def takes_gzip(accept_encoding: str) -> bool:
    """True where `Accept-Encoding` names gzip, with no lower weight than the plain response."""
    weights = dict(_ranges(accept_encoding))
    others = weights.get("*", 0.0)
    weight = weights.get("gzip", weights.get("x-gzip", others))
    return weight > 0 and weight >= weights.get("identity", 0.0)


async def send_varying(by: bytes, send: Send, message: Message) -> None:
    """Send the message, with the header `by` in `Vary`."""
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


def _weight(media_type: str, ranges: dict[str, float]) -> float:
    """The weight of the most specific range that covers this type."""
    family = media_type.partition("/")[0]
    candidates = (media_type, f"{family}/*", "*/*")
    return next((ranges[one] for one in candidates if one in ranges), 0.0)
