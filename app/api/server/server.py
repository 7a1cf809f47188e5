"""Uvicorn with a graceful shutdown: clients that have sent a request are still answered."""

import asyncio
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import multiprocess

# Time for a worker to start or to report its health. With uvicorn's five seconds, a busy machine never
# replaces a worker after SIGHUP: the new one is given up before it serves.
WORKER_SECONDS = 30


class Server(uvicorn.Server):
    """Accepts waiting connections before it closes; `protocol` then answers all of them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept connections that wait already, then shut down as uvicorn does."""
        listeners = [one.dup() for server in self.servers for one in server.sockets]
        waiting = [connection for listener in listeners for connection in _accepted(listener)]
        for server in self.servers:
            server.close()
        for listener in listeners:
            listener.close()
        for connection in waiting:
            await asyncio.get_running_loop().connect_accepted_socket(self._protocol, connection)
        await super().shutdown(sockets)

    def _protocol(self) -> asyncio.Protocol:
        make: Any = self.config.http_protocol_class
        protocol: asyncio.Protocol = make(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return protocol


class Worker(multiprocess.Process):
    """A worker process with this server."""

    @property
    def server(self) -> uvicorn.Server:
        """The server, created in the worker process on first use."""
        if self._server is None:
            self._server = Server(self.config)
        return self._server


# Uvicorn makes processes in four places, when it starts and in place of others later, and names its
# class in each of them; nothing lets it make another.
multiprocess.Process = Worker  # type: ignore[misc]


class Workers(multiprocess.Multiprocess):
    """Several processes on one listening socket, which closes with the last of them."""

    def terminate_all(self) -> None:
        """Close the socket here too: nobody would answer connections behind the last worker."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()


def run(app: str, **options: Any) -> None:
    """Serve until a signal says to stop; the options are uvicorn's."""
    config = uvicorn.Config(app, timeout_worker_healthcheck=WORKER_SECONDS, **options)
    if config.workers > 1:
        Workers(config, [config.bind_socket()]).run()
        return
    server = Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


def _accepted(listener: socket.socket) -> Iterator[socket.socket]:
    with suppress(BlockingIOError):
        while True:
            connection, _ = listener.accept()
            yield connection
