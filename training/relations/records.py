"""Annotated relations between the sources of a text, and the claims that stand for them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.span import Span
from app.ingest.relation_records import locate


@dataclass(frozen=True, slots=True)
class Side:
    """One source's claim: its words, and the source's name (with its place where it is known)."""

    quote: Span
    source: str
    place: Span | None


@dataclass(frozen=True, slots=True)
class Record:
    """One annotated relation; `answer` is where the text states it."""

    type: str
    basis: str
    sides: tuple[Side, Side]
    answer: Span | None


def read_standoff(path: Path, texts: Path) -> dict[str, list[Record]]:
    """Relations of `annotations.jsonl` by the name of their text below `texts`."""
    result: dict[str, list[Record]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = read_text(texts / row["text"])
        result[row["text"]] = [_standoff(text, relation) for relation in row["relations"]]
    return result


def _standoff(text: str, row: dict) -> Record:  # type: ignore[type-arg]
    sides = []
    for name in "ab":
        place = Span(*row[name]["source"]) if row[name]["source"] else None
        sides.append(Side(Span(*row[name]["quote"]), place.of(text) if place else "", place))
    answer = Span(*row["answer"]) if row["answer"] else None
    return Record(row["type"], row["basis"], (sides[0], sides[1]), answer)


def read_quoted(path: Path, texts: Path) -> dict[str, list[Record]]:
    """Relations of records that copy their quotations from the text, by the name of their text."""
    result: dict[str, list[Record]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        found = result.setdefault(row["text"], [])
        if row.get("none"):
            continue
        text = read_text(texts / row["text"])
        sides = [side for name in "ab" if (side := _quoted(text, row[name]))]
        if len(sides) == 2:  # noqa: PLR2004 (both sides)
            found.append(Record(row["type"], row["basis"], (sides[0], sides[1]), None))
    return result


def _quoted(text: str, row: dict[str, str]) -> Side | None:
    quote = locate(text, row["quote"])
    return quote and Side(quote, row["source"], locate(text, row["source"], near=quote))


def read_text(path: Path) -> str:
    """A text with LF as line break."""
    return path.read_bytes().decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")


def lines_of(text: str) -> Iterator[Span]:
    """The lines of a text that hold anything."""
    for found in re.finditer(r"[^\n]+", text):
        if found.group().strip():
            yield Span(found.start(), found.end())
