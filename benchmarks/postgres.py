"""The service on PostgreSQL, uncached, where the machine has a server to start."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.storage.database import engine as engines
from benchmarks import cases, load
from benchmarks.against import SAMPLE
from benchmarks.database import fill
from benchmarks.load import Asked
from benchmarks.peers import processes
from benchmarks.peers.asking import ask_all, keep
from benchmarks.rounds import Rates, Run, measure
from tests.postgresql import postgresql

ASKED = (cases.CLAIM, cases.HEAVY, cases.LIGHT)


def postgres(claims: int, rounds: int, seconds: int) -> Rates | None:
    """One claim and pages, beside a bare application; None where there is no server."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgresql()).create()
        except pytest.skip.Exception as reason:
            print(f"  PostgreSQL is left out: {reason}")
            return None
        engine = engines.create(url)
        fill(engine, claims)
        engine.dispose()
        folder = Path(stack.enter_context(TemporaryDirectory()))
        peer = stack.enter_context(processes.service(url, cached=False))
        asked = cases.cases(cases.subjects(url))
        answers = {case: ask_all(peer.port, asked[case][:SAMPLE]) for case in ASKED}
        kept = {path: answer for some in answers.values() for path, answer in some.items()}
        bare = stack.enter_context(processes.bare(keep(kept, folder / "answers.json")))
        runs = []
        for case in ASKED:
            name = case.replace(" ", "-")
            sample = load.write([Asked(path) for path in answers[case]], folder / f"{name}-sample")
            every = load.write([Asked(path) for path in asked[case]], folder / name)
            runs += [Run(case, "bare", bare, sample), Run(case, "uncached", peer, every)]
        return measure(runs, rounds, seconds)
