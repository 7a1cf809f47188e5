"""Two workers beside one, uncached."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import cases, load
from benchmarks.load import Asked
from benchmarks.peers import processes
from benchmarks.rounds import Rates, Run, measure

SHARED = (cases.CLAIM, cases.LIGHT)
NUMBERS = (1, 2)
# Whichever worker is quicker takes a new connection: with many, both have about as many.
CONNECTIONS = 32


def workers(database: Path, rounds: int, seconds: int) -> Rates:
    """The same cases to a service of one worker and to one of two; `kind` is how many."""
    url = f"sqlite:///{database.resolve()}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        peers = {
            number: stack.enter_context(processes.service(url, cached=False, workers=number))
            for number in NUMBERS
        }
        asked = cases.cases(cases.subjects(url))
        runs = []
        for case in SHARED:
            file = folder / case.replace(" ", "-")
            requests = load.write([Asked(path) for path in asked[case]], file)
            runs += [
                Run(case, str(number), peer, requests, CONNECTIONS, database)
                for number, peer in peers.items()
            ]
        return measure(runs, rounds, seconds)
