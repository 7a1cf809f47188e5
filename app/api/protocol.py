"""Requests that are too broken to reach the application get a problem too."""

import sys
from http import HTTPStatus
from uuid import uuid4

from httptools import HttpParserInvalidURLError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.api.middleware import LONGEST_ADDRESS
from app.api.problems import problem

# No parser here reads an address of more than 64 kB.
LONGEST_PARSED = 2**16 - 1
# So long, when the server stops, a client may send on a connection what it began to send before.
FAREWELL_SECONDS = 0.5
OVERLONG = b"?" + b"x" * (LONGEST_ADDRESS + 1)


class ProblemProtocol(HttpToolsProtocol):
    """Uvicorn's own protocol, which would say what is wrong with a request in plain text.

    It would also close a connection at the server's end while a request is on its way.
    """

    _is_last = False

    def on_url(self, url: bytes) -> None:
        """Keep no more of an address than it takes to know that it is too long."""
        if len(self.url) <= LONGEST_PARSED:
            super().on_url(url)

    def on_headers_complete(self) -> None:
        """Let the application refuse an address that is too long, as it logs, counts and explains."""
        if len(self.url) > LONGEST_PARSED:
            self.url = self.url.partition(b"?")[0][:100] + OVERLONG
        super().on_headers_complete()
        if self._is_last:
            self.cycle.keep_alive = False

    def send_400_response(self, msg: str) -> None:
        """Answer with the problem and close the connection, as nothing behind it can be trusted."""
        # This is called where the parser's error is handled.
        if isinstance(sys.exception(), HttpParserInvalidURLError):
            msg = "The address is none; what is not ASCII is percent-encoded in one: é is %C3%A9."
        headers = {"Connection": "close", "X-Request-ID": uuid4().hex}
        answer = problem({"path": "/"}, HTTPStatus.BAD_REQUEST, msg, headers=headers)
        lines = [f"HTTP/1.1 {answer.status_code} Bad Request".encode()]
        lines += [name + b": " + value for name, value in answer.raw_headers]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(answer.body)]))
        self.transport.close()

    def shutdown(self) -> None:
        """Answer what comes within a moment as the last request of this connection, then close it."""
        if self._is_last:
            # Closes it, or has it closed behind the answer that is being made.
            super().shutdown()
            return
        self._is_last = True
        self.loop.call_later(FAREWELL_SECONDS, self.shutdown)
        if self.cycle is not None:
            self.cycle.keep_alive = False

    def _unsupported_upgrade_warning(self) -> None:
        """Nothing to warn of: who does not take an offer to upgrade answers as usual."""
