"""The service against its peers, on one database."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import cases, load
from benchmarks.load import Asked
from benchmarks.peers import datasette, processes
from benchmarks.peers.asking import Answers, ask, ask_all, keep
from benchmarks.peers.processes import Peer
from benchmarks.rounds import Rates, Run, measure

# The samples of all cases together fit into the cache.
SAMPLE = 50
COMPARED = (cases.CLAIM, cases.HEAVY, cases.LIGHT)


@dataclass(frozen=True)
class Found:
    """What it came to; memory in MB."""

    rates: Rates
    sizes: Mapping[str, int]
    idle_memory: float
    memory: float


@dataclass(frozen=True)
class Peers:
    """All of them, running, and the database that they answer from."""

    database: Path
    cached: Peer
    uncached: Peer
    orm: Peer
    datasette: Peer
    bare: Peer


def against(database: Path, rounds: int, seconds: int) -> Found:
    """Every case: the bare application, the service with and without its cache, and some with others."""
    url = f"sqlite:///{database.resolve()}"
    known = cases.subjects(url)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        cached = stack.enter_context(processes.service(url))
        idle_memory = cached.memory()
        asked = cases.cases(known)
        answers = {case: ask_all(cached.port, paths[:SAMPLE]) for case, paths in asked.items()}
        kept = {path: answer for some in answers.values() for path, answer in some.items()}
        peers = Peers(
            database=database,
            cached=cached,
            uncached=stack.enter_context(processes.service(url, cached=False)),
            orm=stack.enter_context(processes.usual(url)),
            datasette=stack.enter_context(processes.datasette(database)),
            bare=stack.enter_context(processes.bare(keep(kept, folder / "answers.json"))),
        )
        runs = [
            run
            for case, paths in asked.items()
            if answers[case]
            for run in _runs(case, paths, answers[case], peers, folder)
        ]
        runs += _elsewhere(known, asked, peers, folder)
        # What is compared is measured at nearly the same time.
        runs.sort(key=lambda run: list(asked).index(run.case))
        rates = measure(runs, rounds, seconds)
        memory = max(peers.cached.memory(), peers.uncached.memory())
    sizes = {case: _mean_size(some) for case, some in answers.items() if some}
    return Found(rates, sizes, idle_memory, memory)


def _runs(
    case: str, paths: Sequence[str], answers: Answers, peers: Peers, folder: Path
) -> list[Run]:
    """The ceiling and the service."""
    name = case.replace(" ", "-").replace(",", "")
    sample = load.write([Asked(path) for path in answers], folder / f"{name}-sample")
    tagged = load.write(
        [Asked(path, answer.headers["etag"]) for path, answer in answers.items()],
        folder / f"{name}-tagged",
    )
    every = load.write([*map(Asked, paths)], folder / name)
    runs = [
        Run(case, "bare", peers.bare, sample),
        Run(case, "cached", peers.cached, sample),
        Run(case, "uncached", peers.uncached, every, database=peers.database),
    ]
    if case in COMPARED:
        _require_not_modified(peers.cached, answers)
        runs.append(Run(case, "304", peers.cached, tagged))
    return runs


def _elsewhere(
    known: cases.Subjects,
    asked: Mapping[str, Sequence[str]],
    peers: Peers,
    folder: Path,
) -> list[Run]:
    """The same questions to others: the same paths, or what Datasette has in their place."""
    own = {
        cases.CLAIM: [datasette.row(peers.database, claim) for claim in known.claims],
        cases.HEAVY: [datasette.page(peers.database, speaker) for speaker in known.many],
        cases.LIGHT: [datasette.page(peers.database, speaker) for speaker in known.few],
    }
    runs = []
    for case in COMPARED:
        _require_same(peers, asked[case][0])
        for peer, paths in ((peers.orm, asked[case]), (peers.datasette, own[case])):
            ask(peer.port, paths[0]).raise_for_status()
            name = f"{peer.name}-{case.replace(' ', '-')}"
            every = load.write([*map(Asked, paths)], folder / name)
            runs.append(Run(case, peer.name, peer, every, database=peers.database))
    return runs


def _require_not_modified(peer: Peer, answers: Answers) -> None:
    path, answer = next(iter(answers.items()))
    again = ask(peer.port, path, answer.headers["etag"])
    if again.status_code != HTTPStatus.NOT_MODIFIED:
        raise RuntimeError(f"{path} is answered with {again.status_code} to who has it")


def _require_same(peers: Peers, path: str) -> None:
    """The usual way must answer what the service answers, but for the form of its cursors."""
    ours, theirs = (ask(peer.port, path).json() for peer in (peers.uncached, peers.orm))
    if ours.get("items", ours) != theirs.get("items", theirs):
        raise RuntimeError(f"{path} is answered otherwise by the usual way")


def _mean_size(answers: Answers) -> int:
    return sum(len(answer.content) for answer in answers.values()) // len(answers)
