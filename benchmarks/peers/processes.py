"""The peers, started and ended: each is a process of its own that answers on this machine."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection, create_server
from tempfile import TemporaryFile

ROOT = Path(__file__).parents[2]
DATASETTE = ROOT / ".venv-bench" / "bin" / "python"
START_SECONDS, END_SECONDS, SETTLE_SECONDS = 60, 15, 20
# Who uses less of each such while is idle.
LOOK_SECONDS, IDLE_SECONDS = 0.1, 0.01
TICKS = os.sysconf("SC_CLK_TCK")


# Stands in a command for the port that is found free when it is started.
PORT = "PORT"


@dataclass(frozen=True)
class Peer:
    """One that answers on `port`; `process` leads a session of its own."""

    name: str
    port: int
    process: int

    def memory(self) -> float:
        """The memory that it and its workers hold, in MB; 0 where the system does not tell."""
        pages = 0
        for process in self._family():
            with contextlib.suppress(OSError):
                pages += int(Path(f"/proc/{process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def settle(self) -> None:
        """Wait until it no longer works on what nobody waits for any more."""
        until = time.monotonic() + SETTLE_SECONDS
        before, now = -1.0, self._worked()
        while now - before > IDLE_SECONDS and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
            before, now = now, self._worked()

    def _worked(self) -> float:
        """The seconds of processor time that it has used."""
        ticks = 0
        for process in self._family():
            with contextlib.suppress(OSError):
                stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                ticks += int(stat[11]) + int(stat[12])
        return ticks / TICKS

    def _family(self) -> Iterator[int]:
        yield self.process
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{self.process}/task").iterdir():
                yield from map(int, (thread / "children").read_text().split())


Started = AbstractContextManager[Peer]


def service(url: str, *, cached: bool = True, workers: int = 1) -> Started:
    """The service, with or without its cache; none of the peers logs requests."""
    settings = {"ONRECORD_DATABASE_URL": url, "ONRECORD_LOG_REQUESTS": "false"}
    if not cached:
        settings["ONRECORD_CACHE_BYTES"] = "0"
    command = [sys.executable, "-m", "app", "serve", f"--workers={workers}", "--port", PORT]
    return _started("cached" if cached else "uncached", command, settings)


def bare(answers: Path) -> Started:
    """The ceiling, which answers from this file."""
    return _started("bare", [sys.executable, "-m", "benchmarks.peers.bare", str(answers), PORT])


def usual(url: str) -> Started:
    """The usual way, on the same database."""
    return _started("ORM", [sys.executable, "-m", "benchmarks.peers.usual", url, PORT])


def datasette(database: Path) -> Started:
    """Datasette on the same file."""
    module = [str(DATASETTE), "-m", "benchmarks.peers.datasette"]
    return _started("Datasette", [*module, str(database), PORT])


@contextmanager
def _started(
    name: str, command: list[str], settings: Mapping[str, str] | None = None
) -> Iterator[Peer]:
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with TemporaryFile() as said:
        process = subprocess.Popen(
            [str(port) if part is PORT else part for part in command],
            cwd=ROOT,
            env={**os.environ, **(settings or {})},
            stdout=subprocess.DEVNULL,
            stderr=said,
            # Ctrl-C is for the benchmark alone, which then ends its peers by itself.
            start_new_session=True,
        )
        try:
            if not _answers(process, port):
                said.seek(0)
                raise RuntimeError(f"{name} does not answer: {said.read().decode()}")
            yield Peer(name, port, process.pid)
        finally:
            _end(process)


def _answers(process: "subprocess.Popen[bytes]", port: int) -> bool:
    """True as soon as it does; False when it has ended or takes too long."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), create_connection(("127.0.0.1", port)):
            return True
        time.sleep(LOOK_SECONDS)
    return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """By its own id and, if it does not listen, with all that it has started."""
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(END_SECONDS)
