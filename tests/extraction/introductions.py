"""How often an introduced person stays one person: ``python -m tests.extraction.introductions``.

`introductions.yaml` holds 200 invented introductions and later mentions over titles, genders and
cultures, with who speaks in each statement. The figure is the share of statements whose speaker is
another entity, or nobody.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from tests.extraction_helpers import claims_of

FILE = Path(__file__).with_suffix(".yaml")
# A group of fewer statements says little.
FEWEST_STATEMENTS = 20


def introductions() -> list[dict[str, Any]]:
    """The invented texts, each with its `group`, its `text` and the `names` of who speaks."""
    found: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))
    return found


def errors(entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], int]]:
    """The number of statements of each text that have not the speaker who is wanted."""
    for entry in entries:
        found = [speaker.casefold() for speaker, _ in claims_of(entry["text"])]
        wanted = [name.casefold() for name in entry["names"]]
        if len(found) == len(wanted):
            yield entry, sum(a != b for a, b in zip(found, wanted, strict=True))
        else:
            blocks = SequenceMatcher(None, found, wanted, autojunk=False).get_matching_blocks()
            yield entry, len(wanted) - sum(block.size for block in blocks)


def main() -> None:
    """Print the error rate, in all and by group."""
    groups: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for entry, wrong in errors(introductions()):
        own = [f"{kind}: {entry['group'][kind]}" for kind in ("culture", "gender", "title")]
        for group in ("all", *own):
            groups[group][0] += wrong
            groups[group][1] += len(entry["names"])
    for group, (wrong, statements) in sorted(groups.items()):
        if statements >= FEWEST_STATEMENTS:
            rate = wrong / statements
            sys.stdout.write(f"{group:24} {wrong:3} of {statements:3}  {rate:.3f}\n")


if __name__ == "__main__":
    main()
