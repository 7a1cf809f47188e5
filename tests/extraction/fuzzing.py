"""Articles damaged by chance, each read once and then more for so many minutes: what fails is kept.

`make fuzz-extraction` takes the shared articles, or those in the folders that ARGS names:
`make fuzz-extraction ARGS="--minutes 60 --seed 7 texts/"`. Texts that fail go to var/fuzz.
"""

import argparse
import sys
import time
import traceback
from pathlib import Path
from random import Random

from tests.extraction.mutations import SHARED, mutated, require_true
from tests.extraction_helpers import SEED_DOCUMENT, knowledge_of

FOLDERS = [SHARED / "articles", *(SHARED / "polnear" / part / "text" for part in ("train", "dev"))]
KEPT = Path(__file__).parents[2] / "var" / "fuzz"


def fuzz(files: list[Path], minutes: float, seed: int) -> int:
    """Read every file, and again until the time is over, damaged otherwise; how many texts failed."""
    chance = Random(seed)
    until = time.monotonic() + 60 * minutes
    read = failed = 0
    while time.monotonic() < until:
        for file in chance.sample(files, len(files)):
            if read >= len(files) and time.monotonic() >= until:
                break
            text = mutated(chance, file.read_text("utf-8").splitlines())
            read += 1
            if (fault := fault_of(text)) is not None:
                failed += 1
                KEPT.mkdir(parents=True, exist_ok=True)
                (KEPT / f"{seed}-{read}-{file.name}").write_text(text, "utf-8")
                print(f"{file}, text {read} of seed {seed}:\n{fault}", flush=True)
    print(f"{read} texts of {len(files)} articles read, {failed} failed")
    return failed


def fault_of(text: str) -> str | None:
    """What goes wrong in reading a text; None where nothing does."""
    try:
        require_true(knowledge_of(text))
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return traceback.format_exc(limit=-3)
    return None


def main() -> None:
    """Read the arguments, then the articles; exit with 1 where one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    files = sorted(file for folder in given.folders for file in folder.glob("*.txt"))
    sys.exit(bool(fuzz(files or [SEED_DOCUMENT], given.minutes, given.seed)))


if __name__ == "__main__":
    main()
