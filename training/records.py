"""Annotated texts beside PolNeAR: news articles as standoff, and invented texts of other kinds.

Each line of a file is one text. `articles.jsonl` names a text that lies elsewhere, with its SHA-256;
`invented.jsonl` holds the text itself. Offsets count characters. A `nested` attribution stands inside
another one's content, which a flat tagger cannot learn. The turns of transcripts are left out, as
they are found by their labels: the tagger learns what is said inside them.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.domain.errors import SourceError
from app.extraction.evaluation.scores import Annotated, Attribution, Spans

# Of a hundred texts so many are kept for what is fitted after the network, and so many for nothing.
FITTED = 12
UNTOUCHED = 24
# Before the name of a label may stand "[", "Q14 " or a time.
LONGEST_OPENING = 12


def read_records(path: Path, texts: Path | None = None) -> Iterator[Annotated]:
    """The annotated texts of a file, those without a body read below `texts`."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if (body := row.get("body")) is None:
            if texts is None:
                continue
            body = _read(texts / row["text"], row["sha256"])
        own = [one for one in row["attributions"] if not _is_turn(one, body)]
        flat = (one for one in own if not any(_is_inside(one, other) for other in own))
        yield Annotated(row["text"], body, tuple(_attribution(one) for one in flat))


def _read(path: Path, digest: str) -> str:
    text = path.read_text("utf-8")
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        raise SourceError(path, "", "is not the text that was annotated: its SHA-256 differs")
    return text


def _is_turn(one: dict[str, Any], text: str) -> bool:
    """True of "MR DOYLE: …": its source opens the line, and no word ties the content to it."""
    if not one["source"]:
        return False
    start, end = one["source"][0]
    opens = text.rfind("\n", 0, start) + 1
    cue = "".join(text[first:last] for first, last in one["cue"])
    is_bare = not any(letter.isalpha() for letter in cue)
    return start - opens < LONGEST_OPENING and is_bare and end < one["content"][0][0]


def _is_inside(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """True of a statement that another one relays."""
    first, last = one["content"][0][0], one["content"][-1][1]
    wide = any(start <= first and last <= end for start, end in other["content"])
    return one is not other and wide and one["content"] != other["content"]


def _attribution(row: dict[str, Any]) -> Attribution:
    return Attribution(*(_spans(row[role]) for role in ("source", "cue", "content")))


def _spans(pairs: list[list[int]]) -> Spans:
    return tuple((start, end) for start, end in pairs)


def part_of(name: str) -> str:
    """What a text is for, by its name, so that it stays so as texts are added: learn, fit or test."""
    place = place_among_hundred(name)
    return "fit" if place < FITTED else "test" if place < UNTOUCHED else "learn"


def place_among_hundred(name: str) -> int:
    """A number below a hundred, by which a text is in one part and stays there as texts are added."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 100
