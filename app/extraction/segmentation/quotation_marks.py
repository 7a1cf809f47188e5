"""Quotations: the stretches of text inside quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from app.domain.enums import Quotation
from app.domain.span import Span

OPENING = "“«„"
CLOSING = "”»"
STRAIGHT = '"'
MARKS = OPENING + CLOSING + STRAIGHT
SINGLE = re.compile(
    r"(?<!\S)[‘'](?=\w)(?:(?![‘]).)*?[.,!?…]’(?=\s|$)|(?<!\S)'(?=\w)[^']*?[.,!?…]'(?=\s|$)"
)


def quoted(text: str) -> tuple[Span, ...]:
    """The quotations of one paragraph, marks included, outermost only.

    `'“I’m ready,” he said. “I mean it.'` has two: an unclosed one runs to the paragraph's end, as in
    a quotation that goes on in the next paragraph. One that opens again before it is closed
    (`"Let them come. "We can wait."`) is two as well.
    """
    if not any(mark in text for mark in (*MARKS, "''", "``")):
        return _single_quoted(text)
    found: list[Span] = []
    opened: int | None = None
    for match in re.finditer(f"[{MARKS}]|''|``", text):
        mark = match.group()
        if opened is None:
            if mark[0] not in CLOSING and _may_open(text, match.start(), match.end(), mark):
                opened = match.start()
        elif _reopens(text, match.start(), match.end(), mark):
            found.append(Span(opened, len(text[: match.start()].rstrip())))
            opened = match.start()
        elif mark[0] not in OPENING and mark != "``":
            found.append(Span(opened, match.end()))
            opened = None
    if opened is not None and (rest := text[opened:].rstrip()):
        found.append(Span(opened, opened + len(rest)))
    return tuple(found)


def quotations_of(text: str, line: Span) -> tuple[Span, ...]:
    """The quotations of one line of a document, where they stand in the document."""
    return tuple(quotation.shifted(line.start) for quotation in quoted(line.of(text)))


def _single_quoted(text: str) -> tuple[Span, ...]:
    """The quotations of a paragraph in British single marks: "‘We can’t go,’ she said."

    A mark opens after a blank; it closes behind punctuation, before a blank. An apostrophe does neither.
    """
    return tuple(Span(*match.span()) for match in SINGLE.finditer(text))


def is_open(text: str, quotation: Span) -> bool:
    """True of a quotation whose closing mark is missing, as where it goes on in the next paragraph."""
    return text[quotation.start] in OPENING and text[quotation.end - 1] not in CLOSING


def _may_open(text: str, start: int, end: int, mark: str) -> bool:
    """A straight mark opens only where a word follows and none comes right before (5" wide does not)."""
    if mark in OPENING or mark == "``":
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not after.isspace() and not before.isalnum()


def _reopens(text: str, start: int, end: int, mark: str) -> bool:
    """True of a mark that opens a sentence where the mark before it was not closed."""
    before, after = text[:start].rstrip(), text[end : end + 1]
    opens = mark[0] in OPENING or mark[0] == STRAIGHT
    ended = before.endswith((".", "!", "?", "…")) and len(before) < start
    return opens and ended and bool(after) and not after.isspace()


def kind_of(text: str, spans: Sequence[Span], quotations: Sequence[Span]) -> Quotation:
    """`direct` where every word of the spans is quoted, `indirect` where none is, else `mixed`.

    The quotations are in order, and none overlaps another.
    """
    inside = outside = 0
    for span in spans:
        for word in re.finditer(r"[^\W_]+", span.of(text)):
            at = Span(*word.span()).shifted(span.start)
            before = bisect_right(quotations, at.start, key=lambda quotation: quotation.start)
            if before and quotations[before - 1].contains(at):
                inside += 1
            else:
                outside += 1
    if inside == 0:
        return Quotation.INDIRECT
    return Quotation.MIXED if outside else Quotation.DIRECT
