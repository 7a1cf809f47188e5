"""Claims and relations as tables for spreadsheets: CSV (RFC 4180) that Excel opens unharmed.

It begins with a byte order mark, without which Excel reads UTF-8 as the code page of its country. A
text that a spreadsheet would take for a formula, a number, a date or TRUE gets an apostrophe
before it, which shows it as text: of the id 1694333421490987 no more than 15 digits would be left.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import StringIO
from typing import TypeVar

from app.api.schemas.claims import Claim
from app.api.schemas.relations import Relation
from app.api.schemas.shared import EntityRef

T = TypeVar("T")
Columns = Mapping[str, Callable[[T], object]]

BYTE_ORDER_MARK = "\ufeff".encode()
FORMULA = re.compile(r"[\t\r\n]|[=+\-@\u2212]")
TRUTH = re.compile(r"true|false", re.IGNORECASE)
FAULT = re.compile(r"#(?:n/a|null!|div/0!|value!|ref!|name\?|num!)", re.IGNORECASE)
# The texts are in English, so its months and weekdays are enough in every country.
MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
WEEKDAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
# What numbers, dates and times are written with, beside signs: 12e4, 5 Mar, MARCH1, 10:30 p.m.
READ_AS_NUMBER = re.compile(rf"\d+(?:e\d*)?|\d*(?:{MONTH}|am|pm)\d*|{WEEKDAY}|[apm]", re.IGNORECASE)
# Marks, separators and controls: some programs drop them where a cell begins.
UNSEEN = "CMZ"
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"

CLAIM_COLUMNS: Columns[Claim] = {
    "id": lambda claim: claim.id,
    "text": lambda claim: claim.text,
    "quotation": lambda claim: claim.quotation,
    "speakers": lambda claim: _ids(claim.speakers),
    "speaker_names": lambda claim: _names(claim.speakers),
    "mention": lambda claim: claim.mention,
    "cue": lambda claim: claim.cue,
    # Of several spans the first one's start and the last one's end.
    "start": lambda claim: claim.spans[0].start,
    "end": lambda claim: claim.spans[-1].end,
    "document_id": lambda claim: claim.document.id,
    "document_title": lambda claim: claim.document.title,
    "publisher": lambda claim: claim.document.publisher,
    "published_on": lambda claim: claim.document.published_on,
    "headline": lambda claim: claim.passage and claim.passage.headline,
    "said_on": lambda claim: claim.said_on,
    "reported_by": lambda claim: claim.reported_by and claim.reported_by.id,
    "within": lambda claim: claim.within,
    "restates": lambda claim: claim.restates,
    "appearances": lambda claim: claim.appearances,
    "positions": lambda claim: "; ".join(
        f"{position.stance} {position.proposition.id}" for position in claim.positions
    ),
    "agreements": lambda claim: claim.counts.agreements,
    "disputes": lambda claim: claim.counts.disputes,
    "confidence": lambda claim: claim.confidence,
    "method": lambda claim: claim.method,
    "status": lambda claim: claim.status,
    "version": lambda claim: claim.version,
    "recorded_at": lambda claim: claim.recorded_at,
}
RELATION_COLUMNS: Columns[Relation] = {
    "id": lambda relation: relation.id,
    "type": lambda relation: relation.type,
    "basis": lambda relation: relation.basis,
    "first_claim": lambda relation: relation.claims[0].id,
    "first_speakers": lambda relation: _ids(relation.claims[0].speakers),
    "first_speaker_names": lambda relation: _names(relation.claims[0].speakers),
    "first_text": lambda relation: relation.claims[0].text,
    "first_said_on": lambda relation: relation.claims[0].said_on,
    "first_document": lambda relation: relation.claims[0].document_id,
    "second_claim": lambda relation: relation.claims[1].id,
    "second_speakers": lambda relation: _ids(relation.claims[1].speakers),
    "second_speaker_names": lambda relation: _names(relation.claims[1].speakers),
    "second_text": lambda relation: relation.claims[1].text,
    "second_said_on": lambda relation: relation.claims[1].said_on,
    "second_document": lambda relation: relation.claims[1].document_id,
    "proposition_id": lambda relation: relation.proposition and relation.proposition.id,
    "proposition": lambda relation: relation.proposition and relation.proposition.text,
    "evidence": lambda relation: " … ".join(piece.exact for piece in relation.evidence),
    "rationale": lambda relation: relation.rationale,
    "confidence": lambda relation: relation.confidence,
    "method": lambda relation: relation.method,
    "status": lambda relation: relation.status,
    "version": lambda relation: relation.version,
    "recorded_at": lambda relation: relation.recorded_at,
}


def head(columns: Columns[T]) -> bytes:
    """The byte order mark and the names of the columns."""
    return BYTE_ORDER_MARK + _lines([list(columns)])


def rows(columns: Columns[T], items: Iterable[T]) -> bytes:
    """One line for each."""
    return _lines([[_cell(value(item)) for value in columns.values()] for item in items])


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and _is_misread(text) else text


def _is_misread(text: str) -> bool:
    """True of a text that a spreadsheet would take for something else, and change or run."""
    if FORMULA.match(text):
        return True
    # Full-width forms are as good as the usual ones to Excel.
    bare = unicodedata.normalize("NFKC", text)
    begin = next((n for n, sign in enumerate(bare) if not _is_unseen(sign)), len(bare))
    bare = bare[begin:].rstrip()
    if FORMULA.match(bare) or TRUTH.fullmatch(bare) or FAULT.fullmatch(bare):
        return True
    has_digit = re.search(r"\d", bare) is not None
    return has_digit and all(READ_AS_NUMBER.fullmatch(word) for word in re.findall(r"\w+", bare))


def _is_unseen(sign: str) -> bool:
    return sign in FILLERS or unicodedata.category(sign)[0] in UNSEEN


def _ids(entities: Iterable[EntityRef]) -> str:
    return "; ".join(entity.id for entity in entities)


def _names(entities: Iterable[EntityRef]) -> str:
    return "; ".join(entity.name for entity in entities)
