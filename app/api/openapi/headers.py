"""Headers in the OpenAPI document, of requests and of responses.

`Accept` is not among them: OpenAPI has the media types of the answers for that, and ignores a
parameter of this name.
"""

from http import HTTPStatus
from typing import Any

Json = dict[str, Any]

PARAMETERS = {
    "If-None-Match": "The `ETag` of the answer that you have; if it is still current, 304 comes instead",
    "X-Request-ID": (
        "Your own name for this request, of up to 128 printable ASCII characters without blanks, quotation "
        "marks and backslashes; it comes back with the answer and stands in the service's log"
    ),
}
# All but `Retry-After` are always there where they are declared.
ANSWERED = {
    "ETag": "Names exactly this answer, for `If-None-Match`",
    "Cache-Control": "How long the answer may be used without asking again",
    "X-Request-ID": "The request's name: yours, if you sent one that is fit, or a new one",
    "Content-Disposition": "The name of the file to save it as",
    "Vary": "Which headers of the request another answer may come for",
    "Allow": "The methods that this path takes",
    "Retry-After": "In how many seconds to ask again; with the type `urn:onrecord:overloaded`",
}


def declare(document: Json) -> None:
    """Declare the headers of every operation and of each of its responses."""
    document["components"]["headers"] = {
        name: {
            "description": text,
            "required": name != "Retry-After",
            "schema": {"type": "string"},
        }
        for name, text in ANSWERED.items()
    }
    for operations in document["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            taken = [name for name in PARAMETERS if name != "If-None-Match" or "304" in responses]
            operation.setdefault("parameters", []).extend(_parameter(name) for name in taken)
            for status, response in responses.items():
                response["headers"] = {
                    name: {"$ref": f"#/components/headers/{name}"}
                    for name in _answered(int(status), is_tagged="304" in responses)
                }


def _parameter(name: str) -> Json:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": PARAMETERS[name],
        "schema": {"type": "string"},
    }


def _answered(status: int, *, is_tagged: bool) -> list[str]:
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return ["Allow", "X-Request-ID"]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return ["Retry-After", "X-Request-ID"]
    if status >= HTTPStatus.BAD_REQUEST:
        return ["X-Request-ID"]
    if is_tagged:
        return ["ETag", "Cache-Control", "X-Request-ID"]
    return ["Content-Disposition", "Cache-Control", "Vary", "X-Request-ID"]
