"""The service as `make run` starts it: a process of its own that answers on this machine."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from threading import Event, Thread


def free_port() -> int:
    """A port on which nobody listened just now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(database_url: str, **environment: str) -> Iterator[str]:
    """The address of a service on this database, such as `http://127.0.0.1:40001`."""
    with started(database_url, **environment) as (address, _):
        yield address


@contextmanager
def started(
    database_url: str, *arguments: str, by: Sequence[str] = (), **environment: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Its address and its process, which another command may start; at the end it is stopped."""
    address = f"http://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    with subprocess.Popen(
        [*by, sys.executable, "-m", "app", "serve", "--port", port, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ONRECORD_DATABASE_URL": database_url, **environment},
    ) as process:
        said: list[str] = []
        ready = Event()

        def listen() -> None:
            """To its end, because who complains a lot would else wait for somebody to listen."""
            assert process.stderr is not None
            for line in process.stderr:
                said.append(line)
                if f"running on {address}" in line:
                    ready.set()
            ready.set()

        listener = Thread(target=listen)
        listener.start()
        try:
            assert ready.wait(60)
            assert process.poll() is None, "".join(said)
            yield address, process
        finally:
            process.terminate()
            process.wait(timeout=20)
            listener.join()
    assert process.returncode in {0, -signal.SIGTERM}
