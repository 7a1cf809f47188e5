"""The service as `make run` starts it: a process of its own that answers on this machine."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager


def free_port() -> int:
    """A port on which nobody listened just now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(database_url: str) -> Iterator[str]:
    """The address of a service on this database, such as `http://127.0.0.1:40001`."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ONRECORD_DATABASE_URL": database_url},
    )
    try:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if f"running on http://127.0.0.1:{port}" in line:
                break
        else:
            raise AssertionError("".join(said))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=20)
        assert process.returncode in {0, -signal.SIGTERM}
