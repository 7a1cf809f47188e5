"""How much more an answer costs, uncached, where there are a hundred times as many claims."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import cases, load
from benchmarks.load import Asked
from benchmarks.peers import processes
from benchmarks.rounds import Rates, Run, measure

GROWING = (cases.CLAIM, cases.HEAVY, cases.LIGHT, cases.DEEP, cases.RARE_TEXT)


def growth(databases: Mapping[int, Path], rounds: int, seconds: int) -> Rates:
    """The same cases on all databases, each of which has a service of its own; `kind` is its size."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        runs = []
        for size, database in databases.items():
            url = f"sqlite:///{database.resolve()}"
            peer = stack.enter_context(processes.service(url, cached=False))
            asked = cases.cases(cases.subjects(url))
            for case in GROWING:
                file = folder / f"{case}-{size}".replace(" ", "-")
                requests = load.write([Asked(path) for path in asked[case]], file)
                runs.append(Run(case, str(size), peer, requests, database=database))
        runs.sort(key=lambda run: GROWING.index(run.case))
        return measure(runs, rounds, seconds)
