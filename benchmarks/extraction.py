"""What reading a text costs, by its length and kind: processor time, and memory at its highest.

`python -m benchmarks.extraction` reads each kind of text at each size in a process of its own, on one
thread, and prints what that took, the models not counted in the time, and how it compares with the
smallest size. `--kinds` and `--sizes` choose. The kinds "lines" and "one line" are news: the articles in
../shared where they are there, else the seed document again and again.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count, cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
ARTICLES = ROOT.parent / "shared" / "articles"
SIZES = (200_000, 1_000_000, 5_000_000)
PARTS = ("Ab", "Bor", "Cal", "Dun", "Fen", "Gor", "Hal", "Kel", "Lin", "Mar", "Nor", "Tam")
WORDS = [
    "bridge",
    "river",
    "council",
    "harbour",
    "ferry",
    "report",
    "market",
    "school",
    "budget",
    "winter",
    "water",
    "road",
]
VERBS = [
    "opens",
    "closes",
    "floods",
    "fails",
    "grows",
    "shrinks",
    "waits",
    "moves",
    "leaks",
    "holds",
]


def news() -> Iterator[str]:
    """Lines of real articles."""
    files = sorted(ARTICLES.glob("*.txt")) or sorted((SEEDS / "documents").glob("*.txt"))
    for file in cycle(files):
        yield from (line for line in file.read_text("utf-8").splitlines() if line.strip())


def names() -> Iterator[str]:
    """People of whom no two are called alike."""
    for n in count():
        surname = "".join(PARTS[n // 12**place % 12] for place in range(5))
        yield f"{PARTS[n % 12]} {surname.capitalize()}"


def clause(chance: random.Random) -> str:
    """Something that one may say."""
    first, second = chance.sample(WORDS, 2)
    return f"the {first} {chance.choice(VERBS)} while {chance.randrange(900)} {second}s wait"


def speakers() -> Iterator[str]:
    chance = random.Random(1)
    return (f"{name} said that {clause(chance)}." for name in names())


def speaker() -> Iterator[str]:
    chance = random.Random(1)
    return (f"Ann Lee said that {clause(chance)}." for _ in count())


def pointers() -> Iterator[str]:
    """Everybody answers somebody."""
    chance = random.Random(1)
    forms = (
        "The {0} spokesman also said that {1}.",
        "He disputes that account.",
        "The spokesman agreed with {2}.",
        "{2} rejected the claim that {1}.",
        "The agency said that {1}.",
    )
    some = list(islice(names(), 500))
    for form in cycle(forms):
        yield form.format(chance.choice(WORDS), clause(chance), chance.choice(some))


def nested() -> Iterator[str]:
    return cycle(("Smith said that", "Jones said that"))


def asides() -> Iterator[str]:
    return cycle(
        ("The report (critics say) is asking (as Lee noted) the council (she said) to wait",)
    )


def marks() -> Iterator[str]:
    return cycle(("“" * 40, '"' * 40, "”" * 40))


def sentence() -> Iterator[str]:
    chance = random.Random(1)
    return (f"{clause(chance)} and" for _ in count())


KINDS: dict[str, tuple[Callable[[], Iterator[str]], str]] = {
    "lines": (news, "\n"),
    "one line": (news, " "),
    "many speakers": (speakers, "\n"),
    "one speaker": (speaker, "\n"),
    "answers": (pointers, "\n"),
    "quotation marks": (marks, ""),
    "said that said that": (nested, " "),
    "asides": (asides, " "),
    "one word": (lambda: cycle(("xyzzy",)), ""),
    "one sentence": (sentence, " "),
    "short lines": (lambda: cycle(("Yes.", "By Ann Lee", "No, he said.", "Ann Lee")), "\n"),
}
"""Each kind of text: its pieces, and what joins them."""


def text_of(kind: str, size: int) -> str:
    """A text of so many characters."""
    pieces, joint = KINDS[kind]
    found, length = [], 0
    for piece in pieces():
        found.append(piece)
        length += len(piece) + len(joint)
        if length >= size:
            break
    return joint.join(found)[:size]


def measure(kind: str, size: int) -> None:
    """Print the seconds of processor time, the peak of memory in MB, and how many claims were found."""
    from app.domain.knowledge import Document
    from app.extraction.pipeline import extract
    from app.ingest.seeds.codebook import shipped_codebook
    from app.ingest.seeds.reference import read_reference

    reference = read_reference(SEEDS / "entities.yaml")
    codebook = shipped_codebook(SEEDS, reference)

    def read(text: str) -> int:
        document = Document("d", "D", "The Gazette", "en", date(2024, 3, 6), text, "")
        return len(extract(document, reference, codebook).claims)

    read("Ann Lee said it would rain.")
    text = text_of(kind, size)
    began = time.process_time()
    claims = read(text)
    took = time.process_time() - began
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, claims)


def main() -> None:
    """Measure every kind at every size, or the one that a process of ours is to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure(given.kinds[0], given.sizes[0])
        return
    for kind in given.kinds:
        first = 0.0
        for size in given.sizes:
            one = ["--one", "--kinds", kind, "--sizes", str(size)]
            answer = subprocess.run(
                [sys.executable, "-m", "benchmarks.extraction", *one],
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            took, peak, claims = map(float, answer.stdout.split())
            each = took / size * 1e6
            first = first or each
            print(
                f"{kind:20} {size:9,} characters {took:7.1f} s {each:6.1f} s/MB "
                f"(x{each / first:.2f}) {peak:6.0f} MB {claims:9,.0f} claims",
                flush=True,
            )


if __name__ == "__main__":
    main()
