"""Requests that are too broken to reach the application get a problem too."""

from http import HTTPStatus
from uuid import uuid4

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.api.middleware import LONGEST_ADDRESS
from app.api.problems import problem


class ProblemProtocol(HttpToolsProtocol):
    """Uvicorn's own protocol, which would say what is wrong with a request in plain text.

    Above all that is an address of more than 64 kB: no parser here reads one.
    """

    def send_400_response(self, msg: str) -> None:
        """Answer with the problem and close the connection, as nothing behind it can be trusted."""
        status, detail = HTTPStatus.BAD_REQUEST, msg
        if len(getattr(self, "url", b"")) > LONGEST_ADDRESS:
            status = HTTPStatus.REQUEST_URI_TOO_LONG
            detail = f"The address is longer than {LONGEST_ADDRESS} bytes."
        headers = {"Connection": "close", "X-Request-ID": uuid4().hex}
        answer = problem({"path": "/"}, status, detail, headers=headers)
        lines = [f"HTTP/1.1 {status.value} {status.phrase}".encode()]
        lines += [name + b": " + value for name, value in answer.raw_headers]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(answer.body)]))
        self.transport.close()
