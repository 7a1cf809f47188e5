"""HTTP/1.1 for untrusted clients: every request is bounded, and a refused one is answered with a problem.

Uvicorn's own protocol keeps whatever it is sent for as long as it takes, and answers what it cannot
read in plain text. Here requests are read one at a time and answered when they are whole; the
application logs and counts a refused one as any other.
"""

import asyncio
import logging
import resource
from asyncio import TimerHandle
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar, cast

from httptools import HttpParserError, HttpParserInvalidURLError, HttpParserUpgrade
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.api.problems import overloaded, problem
from app.api.server.framing import BROKEN, Body, Head, Refused, require_clear
from app.domain.errors import OverloadedError

NO_ADDRESS = "The address is none; what is not ASCII is percent-encoded in one: é is %C3%A9."
logger = logging.getLogger(__name__)


def _most_connections() -> int:
    """Half of the files that the process may open: the database and the log need some as well."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return min(1000, allowed // 2) if allowed > 0 else 1000


class BoundedProtocol(HttpToolsProtocol):
    """One connection."""

    # No settings: what an honest client needs does not depend on where the service runs. A head comes
    # in one piece or two, also over a bad line; whoever takes longer holds a connection for nothing.
    head_seconds: ClassVar[float] = 10
    body_seconds: ClassVar[float] = 10
    stalled_seconds: ClassVar[float] = 30  # without taking anything of its answer
    linger_seconds: ClassVar[float] = 2  # to go on sending after it was refused
    farewell_seconds: ClassVar[float] = 1  # to send the rest of a request when the server stops
    overloaded_seconds: ClassVar[int] = 2  # until a client without a connection tries again
    most_connections: ClassVar[int] = _most_connections()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.head = Head()
        self.host: bytes | None = None  # the one that the request before named well
        self.body: Body | None = None
        self.taken = bytearray()
        self.behind = b""  # what came in behind the request that is being answered
        self.is_answering = False  # from when a request is whole until its answer is
        self.is_leaving = False
        self.has_ended = False  # the client sends no more, and may still hear
        self.is_last = False  # what comes in is the last request, as the server stops
        self.waiting_since = self.loop.time()
        self.timer: TimerHandle | None = None
        self.stalled: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self.most_connections:
            self._make_room()
        self._allow(self.head_seconds, self._be_late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        self.resume_writing()
        super().connection_lost(exc)

    # Reading.

    def data_received(self, data: bytes) -> None:
        """Read one request, and leave alone what stands behind it until that one is answered."""
        if self.is_answering and not self.is_leaving:
            self.behind += data
            self.flow.pause_reading()
        elif not self.is_leaving:
            self._unset_keepalive_if_required()
            self._read(data)

    def eof_received(self) -> bool:  # type: ignore[override]
        """Keep the connection for as long as something that was sent whole is to be answered."""
        self.has_ended = True
        return self.is_answering

    def _read(self, data: bytes) -> None:
        try:
            while data and not self.is_answering:
                data = self._read_body(data, self.body) if self.body else self._read_head(data)
        except (Refused, OverloadedError) as refused:
            self._refuse(refused)
            return
        if data:
            self.behind = data
            self.flow.pause_reading()
        elif not self.is_answering and self.timer is None:
            self._allow(self.head_seconds, self._be_late)

    def _read_head(self, data: bytes) -> bytes:
        rest = self.head.add(data)
        if rest is None:
            return b""
        self._feed(self.head.for_parser())
        if self.body is None and not self.is_answering:
            raise Refused(HTTPStatus.BAD_REQUEST, BROKEN)
        return rest

    def _read_body(self, data: bytes, body: Body) -> bytes:
        taken = 0
        for piece in body.pieces(data):
            self._feed(piece)
            taken += len(piece)
            if self.is_answering:
                break
        return data[taken:]

    def _feed(self, data: bytes) -> None:
        """Let the parser read this, and say of its errors what the client can do."""
        try:
            self.parser.feed_data(data)
        except HttpParserUpgrade:
            # Nothing to do: who does not take an offer to upgrade answers as usual.
            return
        except HttpParserError as error:
            # What is raised in the methods below comes within an error of the parser's own.
            for one in (error, error.__context__):
                if isinstance(one, (Refused, OverloadedError)):
                    raise one from None
                if isinstance(one, HttpParserInvalidURLError):
                    raise Refused(HTTPStatus.BAD_REQUEST, NO_ADDRESS) from None
            raise Refused(HTTPStatus.BAD_REQUEST, BROKEN) from None

    # What the parser finds.

    def on_headers_complete(self) -> None:
        """See whether the request can be answered; it is not before it is whole."""
        given = dict(self.headers)
        version, host = self.parser.get_http_version(), given.get(b"host")
        is_usual = version == "1.1" and host is not None and host == self.host
        if not is_usual or len(given) < len(self.headers):
            require_clear(version, self.headers, given)
            self.host = host
        if len(self.connections) > self.most_connections:
            raise OverloadedError(self.overloaded_seconds)
        length = given.get(b"content-length")
        if length is None and b"transfer-encoding" not in given:
            return
        self.body = Body(None if length is None else int(length))
        # The parser adds trailers to its own list, where they could pass for headers.
        self.scope["headers"] = [*self.headers]
        self._allow(self.body_seconds, self._be_late)
        if self.expect_100_continue:
            self.expect_100_continue = False
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        self.taken += body

    def on_message_complete(self) -> None:
        """Have the whole request answered."""
        # With an offer to upgrade, the parser takes no body for one: then nothing behind the head is safe.
        is_unsafe = self.body is not None and self.parser.should_upgrade()
        self._stop_timer()
        super().on_headers_complete()
        if self.head.unparsed is not None:
            self.scope["method"] = self.head.unparsed
        self.is_answering = True
        self.cycle.body, self.taken = self.taken, bytearray()
        self.cycle.keep_alive = self.cycle.keep_alive and not (is_unsafe or self.is_last)
        super().on_message_complete()
        self.head, self.body, self.headers = Head(), None, []

    def on_response_complete(self) -> None:
        """Go on with what came in meanwhile."""
        super().on_response_complete()
        self.is_answering, self.waiting_since = False, self.loop.time()
        if self.is_leaving:
            self._unset_keepalive_if_required()
            return
        if self.transport.is_closing():
            self._allow(self.stalled_seconds, self.transport.abort)
        elif self.behind:
            data, self.behind = self.behind, b""
            self._unset_keepalive_if_required()
            self._read(data)
        if self.has_ended and not self.is_answering:
            self.timeout_keep_alive_handler()

    # Giving up.

    def _refuse(self, refused: Refused | OverloadedError) -> None:
        """Have the problem sent, and take nothing more: what follows cannot be trusted."""
        self._stop_timer()
        self.is_answering = self.is_leaving = True
        given = [pair for pair in self.headers or () if pair[0] == b"x-request-id"]
        self.on_message_begin()
        path, asked = self.head.path, {"method": self.head.method, "headers": given}
        scope: Any = {**self.scope, **asked, "path": path, "raw_path": path.encode()}
        scope["query_string"] = b""
        if isinstance(refused, OverloadedError):
            answer = overloaded(scope, refused)
        else:
            answer = problem(scope, refused.status, refused.detail)
        answer.headers["Connection"] = "close"
        scope["refusal"] = answer
        self.cycle = RequestResponseCycle(
            scope=scope,
            transport=cast("asyncio.Transport", Lingering(self)),
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=False,
            on_response=self.on_response_complete,
        )
        self._start_asgi_task(self.cycle, self.app)

    def linger(self) -> None:
        """Send nothing more, and hear the client out: bytes that nobody reads would cost it the answer."""
        if self.transport.is_closing():
            return
        if self.has_ended:
            self.transport.close()
            return
        self.flow.resume_reading()
        self.transport.write_eof()
        self._allow(self.linger_seconds, self.transport.abort)

    def _be_late(self) -> None:
        """Wait no longer for the rest of a request; who has sent nothing hears nothing."""
        self.timer = None
        if len(self.head):
            self._refuse(Refused(HTTPStatus.REQUEST_TIMEOUT, "The request did not come in time."))
        else:
            self.transport.abort()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._allow(self.stalled_seconds, self.transport.abort)

    def shutdown(self) -> None:
        """Answer what comes within a moment as the last request of this connection, then close it."""
        if self.is_last:
            # Closes it, or has it closed behind the answer that is being made.
            super().shutdown()
            return
        self.is_last = True
        self.loop.call_later(self.farewell_seconds, self.shutdown)
        if self.is_answering:
            self.cycle.keep_alive = False

    def _make_room(self) -> None:
        """Close some of the connections that have waited longest without a request to answer."""
        everyone = cast("set[BoundedProtocol]", self.connections)
        waiting = [one for one in everyone if one is not self and not one.is_answering]
        waiting.sort(key=lambda one: one.waiting_since)
        closed = waiting[: len(waiting) // 10 + 1]
        for one in closed:
            self.connections.discard(one)
            one.transport.abort()
        told = "%d connections without a request are closed; there were more than %d"
        logger.warning(told, len(closed), self.most_connections)

    def pause_writing(self) -> None:
        super().pause_writing()
        self.stalled = self.loop.call_later(self.stalled_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        if self.stalled is not None:
            self.stalled.cancel()
            self.stalled = None
        super().resume_writing()

    def _allow(self, seconds: float, act: Callable[[], None]) -> None:
        """Act in so many seconds, whatever trickles in until then."""
        self._stop_timer()
        self.timer = self.loop.call_later(seconds, act)

    def _stop_timer(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


class Lingering:
    """The connection as the answer to a refused request sees it: closing it is no end yet."""

    def __init__(self, protocol: BoundedProtocol) -> None:
        self.write = protocol.transport.write
        self.is_closing = protocol.transport.is_closing
        self.close = protocol.linger
