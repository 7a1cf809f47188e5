"""A client of the application within the test's own process, without threads and queues in between.

Starlette's own takes 2.5 ms of processor time for each request, which over all tests is a minute.
"""

from asyncio import Future, Runner
from contextlib import ExitStack
from types import TracebackType
from typing import Self

import httpx2
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message


class InProcess(httpx2.BaseTransport):
    """Hands each request to the application on an event loop, and waits for all of its answer."""

    def __init__(self, app: FastAPI, runner: Runner) -> None:
        self._app = app
        self._runner = runner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return self._runner.run(self._answer(request))

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        messages: list[Message] = []
        unread = [request.read()]

        async def receive() -> Message:
            if not unread:
                # The client does not hang up; whoever waits for that is cancelled at the end.
                await Future()
            return {"type": "http.request", "body": unread.pop(), "more_body": False}

        async def send(message: Message) -> None:
            messages.append(message)

        path, _, query = request.url.raw_path.partition(b"?")
        await self._app(
            {
                "type": "http",
                "asgi": {"version": "3.0"},
                "http_version": "1.1",
                "method": request.method,
                "path": request.url.path,
                "raw_path": path,
                "root_path": "",
                "query_string": query,
                "scheme": request.url.scheme,
                "headers": [(name.lower(), value) for name, value in request.headers.raw],
                "client": ("testclient", 50000),
                "server": (request.url.host, request.url.port or 80),
            },
            receive,
            send,
        )
        start, *parts = messages
        content = b"".join(part.get("body", b"") for part in parts)
        return httpx2.Response(
            start["status"],
            headers=start["headers"],
            stream=httpx2.ByteStream(b"" if request.method == "HEAD" else content),
        )


class Client(TestClient):
    """Asks the application, which starts when the client is entered and ends when it is left."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(app, raise_server_exceptions=False)
        self._application = app
        self._open = ExitStack()

    def __enter__(self) -> Self:
        runner = self._open.enter_context(Runner())
        running = self._application.router.lifespan_context(self._application)
        runner.run(running.__aenter__())
        self._open.callback(lambda: runner.run(running.__aexit__(None, None, None)))
        self._transport = InProcess(self._application, runner)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self._open.__exit__(kind, error, trace)
