"""What was measured, as Markdown."""

import os
import platform
import re
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import load
from benchmarks.against import COMPARED, Found
from benchmarks.peers.processes import DATASETTE
from benchmarks.rounds import Rates, Spread
from benchmarks.targets import COMPARISONS, Target

PACKAGES = (
    "uvicorn",
    "uvloop",
    "httptools",
    "fastapi",
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "orjson",
)
# From here on, digits behind the point say nothing.
WHOLE = 100
RATIO = "ratio of answers a second"


def machine() -> str:
    """Cores, what they are, and memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cpuinfo = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.*)", cpuinfo.read_text() if cpuinfo.exists() else "")
    return f"{cores} cores ({named[1] if named else platform.machine()}), {memory:.0f} GB"


def versions() -> str:
    """Of all that takes part."""
    told = subprocess.run(
        [DATASETTE, "-m", "datasette", "--version"], check=True, capture_output=True, text=True
    )
    datasette = told.stdout.split()[-1]
    own = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    packages = [f"{name} {version(name)}" for name in PACKAGES]
    return ", ".join([*own, *packages, f"datasette {datasette}", load.name()])


def targets(some: Sequence[Target]) -> str:
    """Each with what it came to."""
    rows = (
        (target.what, target.wanted, spread(target.figure, target.unit), _mark(target))
        for target in some
    )
    return table(("what", "target", "measured", "reached"), rows)


def summary(found: Found) -> str:
    """Answers a second, divided by those of the others."""
    rows = (
        (
            one.what,
            *(
                _short(found.rates.ratio((case, one.ours), (case, one.theirs)).median)
                for case in COMPARED
            ),
        )
        for one in COMPARISONS
    )
    return table((RATIO, *COMPARED), rows)


def answers(found: Found) -> str:
    """Each case: what the bare application sends, and how many times as much the service does."""
    rates = found.rates
    rows = (
        (
            case,
            f"{size / 1000:.1f} kB",
            f"{rates.rate(case, 'bare').median:,.0f}",
            spread(rates.ratio((case, "cached"), (case, "bare"))),
            spread(rates.ratio((case, "uncached"), (case, "bare"))),
            f"{1000 / max(0.01, rates.rate(case, 'uncached').median):.3g} ms",
        )
        for case, size in found.sizes.items()
    )
    head = ("case", "answer", "bare, a second", "cache hit", "uncached", "each, uncached")
    return table(head, rows)


def growth(rates: Rates, sizes: Sequence[int]) -> str:
    """Each case: answers a second with so many claims."""
    rows = (
        (case, *(f"{rates.rate(case, str(size)).median:,.0f}" for size in sizes))
        for case in rates.cases()
    )
    return table(("uncached answers a second", *(f"{size:,} claims" for size in sizes)), rows)


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def quote(quoted: str, page: Path) -> None:
    """Put this table in the place of the page's table of ratios."""
    former = rf"^\| {RATIO} \|.*\n(?:\|.*\n)+"
    renewed = re.sub(former, lambda _: quoted, page.read_text("utf-8"), flags=re.MULTILINE)
    page.write_text(renewed, encoding="utf-8")


def spread(figure: Spread, unit: str = "") -> str:
    """0.71 (0.69–0.74)"""
    middle, low, high = (_short(value) for value in (figure.median, figure.low, figure.high))
    return f"{middle}{unit}" if low == high else f"{middle}{unit} ({low}–{high})"


def _short(value: float) -> str:
    """Three figures: 0.0213, 1.52, 118."""
    return f"{value:.3g}" if value < WHOLE else f"{value:,.0f}"


def _mark(target: Target) -> str:
    return "yes" if target.reached else "**no**"
