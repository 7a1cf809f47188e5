"""Content negotiation (RFC 9110, section 12.5): what a client likes best of what there is."""

import anyio
import pytest
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message

from app.api.middleware.negotiation import choose, preferred, send_varying, takes_gzip
from app.api.schemas.exports import ExportFormat

PAGES = ("application/json", "text/html")


def accepting(*lines: str) -> Headers:
    return Headers(raw=[(b"accept", line.encode()) for line in lines])


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        # Of those liked as much, the service's own order decides.
        ("text/csv, application/ld+json", "csv"),
        ("application/ld+json, text/csv", "csv"),
        ("text/csv;q=0.5, application/ld+json;q=0.6", "jsonld"),
        # The most specific range counts, whichever stands first and whichever weighs more.
        ("text/csv;q=0.1, text/*, */*;q=0.2", "ndjson"),
        ("*/*, application/*;q=0.5", "csv"),
        ("application/x-ndjson;q=0.3, application/*;q=0.8, text/*;q=0.7", "jsonld"),
    ],
)
def test_the_weight_of_a_format_is_that_of_its_most_specific_range(
    accept: str, expected: str
) -> None:
    assert choose(None, accepting(accept)) == ExportFormat(expected)


def test_several_lines_are_one_wish() -> None:
    assert choose(None, accepting("text/html", "text/csv")) is ExportFormat.CSV


@pytest.mark.parametrize("accept", ["text/csv", "text/html", "*/*;q=0"])
def test_a_format_that_is_asked_for_by_name_needs_no_weight(accept: str) -> None:
    assert choose(ExportFormat.JSONLD, accepting(accept)) is ExportFormat.JSONLD


def test_a_refusal_depends_on_what_was_accepted() -> None:
    with pytest.raises(HTTPException) as refused:
        choose(None, accepting("text/html"))
    assert refused.value.status_code == 406
    assert refused.value.headers == {"Vary": "Accept"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), "application/json"),
        (("*/*",), "application/json"),
        (("text/*, */*;q=0.9",), "text/html"),
        (("application/json;q=0.9", "text/html"), "text/html"),
        # A page is never refused: what fits nobody is the first.
        (("image/png",), "application/json"),
        (("*/*;q=0",), "application/json"),
    ],
)
def test_where_several_or_none_fit_the_first_is_preferred(
    lines: tuple[str, ...], expected: str
) -> None:
    assert preferred(PAGES, accepting(*lines)) == expected


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("gzip", True),
        ("gzip;q=0.5, identity;q=0.5", True),
        ("gzip;q=0.5, identity;q=0.6", False),
        # What is named is not covered by the asterisk.
        ("gzip;q=0, *", False),
        ("x-gzip;q=0, *", False),
        ("gzip;q=0, x-gzip", False),
        ("br, *;q=0.1", True),
    ],
)
def test_gzip_has_to_weigh_as_much_as_the_plain_response(
    wish: str,
    expected: bool,  # noqa: FBT001
) -> None:
    assert takes_gzip(wish) is expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [b"Origin"]),
        ([b"Accept"], [b"Accept, Origin"]),
        ([b"Accept", b"Accept-Encoding"], [b"Accept, Accept-Encoding, Origin"]),
    ],
)
def test_what_an_answer_varies_by_is_one_header(before: list[bytes], after: list[bytes]) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def answer() -> None:
        headers = [(b"vary", value) for value in before] + [(b"etag", b'"a"')]
        start = {"type": "http.response.start", "status": 200, "headers": headers}
        await send_varying(b"Origin", send, start)
        await send_varying(b"Origin", send, {"type": "http.response.body", "body": b"ship"})

    anyio.run(answer)
    start, body = sent
    assert [value for name, value in start["headers"] if name == b"vary"] == after
    assert (b"etag", b'"a"') in start["headers"]
    assert body == {"type": "http.response.body", "body": b"ship"}
