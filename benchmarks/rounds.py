"""Rounds: everything is measured once in each, in turn, so that what slows the machine slows all alike."""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import load
from benchmarks.peers.processes import Peer

WARM_UP_SECONDS = 1
CONNECTIONS = 8
PIECE_BYTES = 2**24


@dataclass(frozen=True)
class Run:
    """One question to one peer; `kind` says which answer of the peer's it is ("304").

    The whole of `database` is read before, so that no answer waits for the disk: some machines take
    memory back from files within minutes.
    """

    case: str
    kind: str
    peer: Peer
    requests: Path
    connections: int = CONNECTIONS
    database: Path | None = None


@dataclass(frozen=True)
class Spread:
    """A median and how far around it the rounds lie."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """The spread of what each round gave."""
        return cls(statistics.median(values), min(values), max(values))


class Rates:
    """Answers a second, round by round, of each case and kind."""

    def __init__(self) -> None:
        self._rates = defaultdict[tuple[str, str], list[float]](list)

    def add(self, run: Run, rate: float) -> None:
        """One more round."""
        self._rates[run.case, run.kind].append(rate)

    def cases(self) -> list[str]:
        """What was measured."""
        return list(dict.fromkeys(case for case, _ in self._rates))

    def rate(self, case: str, kind: str) -> Spread:
        """Answers a second."""
        return Spread.of(self._rates[case, kind])

    def ratio(self, one: tuple[str, str], other: tuple[str, str]) -> Spread:
        """How often the one answers while the other answers once, within the same round."""
        pairs = zip(self._rates[one], self._rates[other], strict=True)
        return Spread.of([ours / theirs if theirs else float("inf") for ours, theirs in pairs])


def measure(runs: Sequence[Run], rounds: int, seconds: int) -> Rates:
    """All runs in turn, `rounds` times, after a first one that only warms up."""
    rates = Rates()
    for number in range(rounds + 1):
        for run in runs:
            length = seconds if number else WARM_UP_SECONDS
            if run.database is not None:
                _read(run.database)
            rate = load.rate(run.peer.port, run.requests, length, run.connections)
            run.peer.settle()
            if number:
                rates.add(run, rate)
        print(f"  round {number} of {rounds}" if number else "  warm")
    return rates


def _read(file: Path) -> None:
    """All of it, for nobody but the system's memory of files."""
    piece = bytearray(PIECE_BYTES)
    with file.open("rb", buffering=0) as opened:
        while opened.readinto(piece):
            pass
