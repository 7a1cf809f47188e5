"""Load: as many requests as a server answers, on connections that stay open.

Made by wrk where it is installed (Debian has it), otherwise by this file, which takes more of the
machine and so shows fast servers slower than they are.
"""

import asyncio
import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

SCRIPT = Path(__file__).with_suffix(".lua")
ANSWER_SECONDS = 20
WRK = shutil.which("wrk")


@dataclass(frozen=True)
class Asked:
    """A request: a path and, where the answer is known, its tag."""

    path: str
    tag: str = ""


def write(requests: list[Asked], file: Path) -> Path:
    """Requests as a file, for both generators to read."""
    file.write_text("".join(f"{asked.path}\t{asked.tag}\n" for asked in requests))
    return file


def rate(port: int, requests: Path, seconds: int, connections: int) -> float:
    """How many of these requests are answered well in a second, asked again and again in their order."""
    if WRK is None:
        lines = (line.split("\t") for line in requests.read_text().splitlines())
        ready = [_request(Asked(path, tag)) for path, tag in lines]
        return asyncio.run(_rate(port, ready, seconds, connections))
    command = [WRK, "--threads=1", f"--connections={connections}", f"--timeout={ANSWER_SECONDS}s"]
    command += [f"--duration={seconds}s", f"--script={SCRIPT}"]
    command += [f"http://127.0.0.1:{port}", "--", str(requests)]
    limit = seconds + 2 * ANSWER_SECONDS
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit)
    line = next(line for line in told.stdout.splitlines() if line.startswith("measured "))
    answered, failed, microseconds = map(int, line.split()[1:])
    return max(0, answered - failed) / microseconds * 1e6


def name() -> str:
    """What makes the load, with its version."""
    if WRK is None:
        return "its own load generator, in Python"
    told = subprocess.run([WRK, "--version"], check=False, capture_output=True, text=True)
    return " ".join(told.stdout.split()[:2])


@dataclass
class _Connection(asyncio.Protocol):
    """One connection, which asks again as soon as it is answered."""

    requests: Iterator[bytes]
    answered: int = 0
    failed: int = 0
    buffer: bytearray = field(default_factory=bytearray)
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP is nothing else
        self.transport = transport
        transport.write(next(self.requests))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.buffer[:end]).lower()
        length = int(head.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0] or 0)
        not_modified = head.startswith(b"http/1.1 304")
        if not not_modified and len(self.buffer) < end + 4 + length:
            return
        self.buffer.clear()
        self.answered += not_modified or head.startswith(b"http/1.1 200")
        if self.transport and not self.transport.is_closing():
            self.transport.write(next(self.requests))


async def _rate(port: int, requests: list[bytes], seconds: int, connections: int) -> float:
    ready = cycle(requests)
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: _Connection(ready), "127.0.0.1", port)
        for _ in range(connections)
    ]
    began = time.perf_counter()
    before = sum(connection.answered for _, connection in made)
    await asyncio.sleep(seconds)
    answered = sum(connection.answered for _, connection in made) - before
    took = time.perf_counter() - began
    for transport, _ in made:
        with contextlib.suppress(OSError):
            transport.abort()
    return answered / took


def _request(asked: Asked) -> bytes:
    known = f"If-None-Match: {asked.tag}\r\n" if asked.tag else ""
    return f"GET {asked.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{known}\r\n".encode()
