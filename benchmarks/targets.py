"""What the service is to reach, and whether it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks import cases
from benchmarks.against import COMPARED, Found
from benchmarks.growth import GROWING
from benchmarks.rounds import Rates, Spread
from benchmarks.workers import SHARED

PAGES = (cases.HEAVY, cases.LIGHT)


@dataclass(frozen=True)
class Target:
    """A figure, what it is to be at least (or with `most` at most), and what it came to."""

    what: str
    figure: Spread
    least: float = 0
    most: float | None = None
    unit: str = ""

    @property
    def wanted(self) -> str:
        """As people write it."""
        return (
            f"≥ {self.least:g}{self.unit}" if self.most is None else f"< {self.most:g}{self.unit}"
        )

    @property
    def reached(self) -> bool:
        """By the median."""
        if self.most is None:
            return self.figure.median >= self.least
        return self.figure.median < self.most


@dataclass(frozen=True)
class Comparison:
    """One kind of answer beside another, and how many times as many there are to be a second."""

    what: str
    ours: str
    theirs: str
    of_claim: float
    of_page: float

    def least(self, case: str) -> float:
        """What is wanted of this case."""
        return self.of_page if case in PAGES else self.of_claim


COMPARISONS = (
    Comparison("cache hit, to the bare application", "cached", "bare", 0.65, 0.75),
    Comparison("304, to the bare application", "304", "bare", 1.0, 1.3),
    Comparison("uncached, to the bare application", "uncached", "bare", 0.2, 0.04),
    Comparison("uncached, to Datasette", "uncached", "Datasette", 5, 3),
    Comparison("uncached, to the usual way with an ORM", "uncached", "ORM", 8, 6),
)


def of_peers(found: Found) -> Iterator[Target]:
    """The service beside the bare application, Datasette and the usual way; its memory."""
    for one in COMPARISONS:
        for case in COMPARED:
            ratio = found.rates.ratio((case, one.ours), (case, one.theirs))
            yield Target(f"{case}: {one.what}", ratio, one.least(case))
    for what, memory, most in (
        ("memory when idle", found.idle_memory, 120),
        ("memory after the benchmark", found.memory, 400),
    ):
        yield Target(what, Spread.of([memory]), most=most, unit=" MB")


def of_growth(rates: Rates, fewest: int, most: int) -> Iterator[Target]:
    """How much more an answer costs."""
    for case in GROWING:
        ratio = rates.ratio((case, str(fewest)), (case, str(most)))
        yield Target(f"{case}: cost with {most:,} claims, to {fewest:,}", ratio, most=1.5)


def of_workers(rates: Rates) -> Iterator[Target]:
    """What a second process adds."""
    for case in SHARED:
        yield Target(f"{case}: two workers, to one", rates.ratio((case, "2"), (case, "1")), 1.6)


def of_postgresql(rates: Rates) -> Iterator[Target]:
    """The same as on SQLite, a little slower."""
    for case, least in ((cases.CLAIM, 0.1), *((page, 0.03) for page in PAGES)):
        ratio = rates.ratio((case, "uncached"), (case, "bare"))
        yield Target(f"{case}: uncached on PostgreSQL, to the bare application", ratio, least)


def of_full_text(took: Spread) -> Target:
    """The newest claims with a common word: the one that takes longest."""
    slowest = Spread.of([took.high])
    return Target(
        "full text, slowest common word: the statement alone", slowest, most=5, unit=" ms"
    )


def of_bulk(ratios: Mapping[str, Spread]) -> Iterator[Target]:
    """Rows a second."""
    for what, ratio in ratios.items():
        yield Target(f"{what}, to a bare executemany of the same rows", ratio, 0.3)
