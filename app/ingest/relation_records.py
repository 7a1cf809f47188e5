"""Annotated relations as a file of records, one JSON object a line, beside their texts.

`{"text": "articles/a.txt", "type": "disputes", "basis": "stated", "a": {"source": "the mayor", "quote":
"the dam is safe"}, "b": {…}, "evidence": "…", "sure": true}`, or `{"text": …, "none": true}` of a text without any.
Quotations are copied from the text; they are found by their letters and digits.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.domain.enums import RelationType
from app.domain.errors import SourceError
from app.domain.span import Span
from app.extraction.evaluation.relation_scores import (
    AnnotatedRelation,
    AnnotatedSide,
    AnnotatedText,
)
from app.ingest.files import read_utf8

RECORDS = "records.jsonl"
MOST_BYTES = 100_000_000


class QuotedSide(BaseModel):
    """One source's claim, copied from the text."""

    model_config = ConfigDict(extra="ignore")
    source: str
    quote: str


class Quoted(BaseModel):
    """A line of records: two sources who agree or dispute, or that a text has `none`."""

    model_config = ConfigDict(extra="ignore")
    text: str
    none: bool = False
    type: RelationType | None = None
    basis: str = "stated"
    a: QuotedSide | None = None
    b: QuotedSide | None = None


def read_records(folder: Path) -> tuple[Path, list[AnnotatedText]]:
    """The folder below which the texts lie, and the texts with their relations, in the order of the records.

    Texts are named from the records' folder or from one above it.
    """
    by_text: dict[str, list[Quoted]] = {}
    for record in _lines(folder / RECORDS):
        mine = by_text.setdefault(record.text, [])
        if not record.none:
            mine.append(record)
    if not by_text:
        raise SourceError(folder / RECORDS, "", "holds no record")
    root = _root(folder, next(iter(by_text)))
    return root, [
        AnnotatedText(name, tuple(_located(root / name, records)))
        for name, records in by_text.items()
    ]


def _lines(path: Path) -> Iterator[Quoted]:
    for number, line in enumerate(read_utf8(path, MOST_BYTES).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = Quoted.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError, RecursionError) as error:
            raise SourceError(
                path, f"line {number}", "is no record of a relation: it wants text, type, a and b"
            ) from error
        if not record.none and not (record.type and record.a and record.b):
            raise SourceError(path, f"line {number}", "lacks a type or a side")
        yield record


def _root(folder: Path, name: str) -> Path:
    for root in (folder, *folder.resolve().parents):
        if (root / name).is_file():
            return root
    raise SourceError(folder / RECORDS, "", f"names {name}, which is not in this folder or above")


def _located(path: Path, records: list[Quoted]) -> Iterator[AnnotatedRelation]:
    text = read_utf8(path, MOST_BYTES)
    for record in records:
        if record.type and record.a and record.b:
            sides = (_side(text, record.a), _side(text, record.b))
            yield AnnotatedRelation(record.type, record.basis, sides)


def _side(text: str, side: QuotedSide) -> AnnotatedSide:
    return AnnotatedSide(side.source, locate(text, side.quote))


def locate(text: str, words: str, near: Span | None = None) -> Span | None:
    """Where words stand in a text, by letters and digits alone; of several places the nearest, or the first."""
    letters = re.findall(r"[^\W_]", words)
    if not letters:
        return None
    pattern = r"[\W_]*".join(map(re.escape, letters))
    found = [Span(m.start(), m.end()) for m in re.finditer(pattern, text)]
    if not found:
        return None
    return min(found, key=lambda span: abs(span.start - near.start)) if near else found[0]
