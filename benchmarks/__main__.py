"""How fast the service is: `python -m benchmarks --help`, or `make bench`.

All of it with 10,000, 100,000 and 1,000,000 claims goes into benchmarks/RESULTS.md, and
docs/performance.md quotes it; anything less goes into the folder of the databases.
"""

import argparse
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import report, targets
from benchmarks.against import against
from benchmarks.bulk import bulk
from benchmarks.database import sqlite
from benchmarks.fulltext import common_words
from benchmarks.growth import growth
from benchmarks.postgres import postgres
from benchmarks.targets import Target
from benchmarks.workers import workers

RESULTS = Path(__file__).with_name("RESULTS.md")
PERFORMANCE = Path(__file__).parents[1] / "docs" / "performance.md"
IN_SHORT = "In short"
CLAIMS, ROUNDS, SECONDS = (10_000, 100_000, 1_000_000), 5, 2
PARTS = ("peers", "growth", "full-text", "workers", "bulk", "postgresql")


@dataclass
class Results:
    """What has been measured so far."""

    targets: list[Target] = field(default_factory=list)
    tables: list[tuple[str, str]] = field(default_factory=list)

    def add(self, some: Iterator[Target], *tables: tuple[str, str]) -> None:
        """One part more."""
        self.targets += some
        self.tables += tables


def measured(options: argparse.Namespace) -> Results:
    """All parts that are asked for, each for itself."""
    results, rounds, seconds = Results(), options.rounds, options.seconds
    sizes = sorted(options.claims)
    databases = {size: sqlite(size, options.folder) for size in sizes}
    largest = databases[sizes[-1]]
    for part in options.only or PARTS:
        print(f"{part}:")
        match part:
            case "peers":
                found = against(largest, rounds, seconds)
                results.add(
                    targets.of_peers(found),
                    (IN_SHORT, report.summary(found)),
                    (f"Each answer, with {sizes[-1]:,} claims", report.answers(found)),
                )
            case "growth" if len(sizes) > 1:
                rates = growth(databases, rounds, seconds)
                shown = ("With more and more claims", report.growth(rates, sizes))
                results.add(targets.of_growth(rates, sizes[0], sizes[-1]), shown)
            case "full-text":
                results.add(iter([targets.of_full_text(common_words(largest))]))
            case "workers":
                results.add(targets.of_workers(workers(largest, rounds, seconds)))
            case "bulk":
                results.add(targets.of_bulk(bulk(rounds)))
            case "postgresql":
                if there := postgres(options.postgresql_claims, rounds, seconds):
                    results.add(targets.of_postgresql(there))
    return results


def text(results: Results, options: argparse.Namespace) -> str:
    """All of it as Markdown."""
    how = (
        f"Medians of {options.rounds} rounds of {options.seconds} s for each figure, in brackets "
        "the lowest and the highest round; ratios are of answers a second within one round. One "
        f"process, SQLite with {max(options.claims):,} claims, PostgreSQL with "
        f"{options.postgresql_claims:,}, where nothing else is said."
    )
    made_on = f"{report.machine()}. {report.versions()}."
    parts = ["# How fast\n", f"{how}\n", f"{made_on}\n", report.targets(results.targets)]
    for title, table in results.tables:
        parts += [f"## {title}\n", table]
    return "\n".join(parts)


def arguments() -> argparse.Namespace:
    """What to measure, and for how long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=CLAIMS, metavar="N")
    parser.add_argument("--postgresql-claims", type=int, default=100_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of each run in a round")
    parser.add_argument("--only", nargs="+", choices=PARTS)
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="for databases")
    return parser.parse_args()


def main() -> None:
    """Measure, and write what it came to."""
    # As Ctrl-C: the peers are ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options = arguments()
    options.folder.mkdir(parents=True, exist_ok=True)
    results = measured(options)
    written = text(results, options)
    whole = tuple(options.claims) == CLAIMS and not options.only
    file = RESULTS if whole else options.folder / "RESULTS.md"
    file.write_text(written, encoding="utf-8")
    if whole:
        report.quote(dict(results.tables)[IN_SHORT], PERFORMANCE)
    print(f"\n{written}\nwritten to {file}")


if __name__ == "__main__":
    main()
