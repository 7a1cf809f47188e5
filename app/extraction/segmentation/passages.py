"""Lines and passages of a text, each with offsets, by shape alone: nothing is parsed here.

A live blog is a row of posts: headline, bylines, perhaps a picture with caption and credit, body,
and a "Link Copied!" between two posts. A plain article is one passage. What a line is, is told by
its shape and its neighbours, never by its subject.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from app.domain.knowledge import Passage
from app.domain.span import Span, trimmed
from app.extraction.draft import Line, LineKind
from app.extraction.lexicon.word_lists import furniture, one_of
from app.extraction.parser import reach
from app.extraction.segmentation.quotation_marks import quotations_of

LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
BYTE_ORDER_MARK = "\ufeff"
LONGEST_HEADLINE = 200
LONGEST_BYLINE = 16
SENTENCE_END = re.compile(r"[.!?…:;,]['\"”’»)]*$")
BETWEEN_NAMES = frozenset({"&", "and", "for", "in", "of", "de", "van", "der", "von", "the"})
WHOLE_SENTENCE = re.compile(r"""[.!?…]['"”’»)]*\s+(?=['"“‘«(]*[A-Z0-9])""")
BLANK = re.compile(r"\s+")
NAMES = re.compile(r"\s*(?:,| and | & )\s*")


def lines_of(text: str) -> Iterator[Span]:
    """Every line that is not blank, without white space at its edges."""
    for match in LINE.finditer(text):
        start, end = match.span()
        while (stop := reach(text, start, end)) < end:
            cut = _cut(text, start, stop)
            if piece := trimmed(text, start, cut):
                yield piece
            start = cut
        if piece := trimmed(text, start, end, BYTE_ORDER_MARK):
            yield piece


def _cut(text: str, start: int, stop: int) -> int:
    """The place to cut an overlong line: after a sentence, else at a blank, else anywhere.

    As late as may be, but better outside a quotation than in it.
    """
    middle = (start + stop) // 2
    quotations = quotations_of(text, Span(start, stop))
    for separator in (WHOLE_SENTENCE, BLANK):
        ends = [match.end() for match in separator.finditer(text, middle, stop)]
        outside = (end for end in reversed(ends) if not _is_within(end, quotations))
        if ends:
            return next(outside, ends[-1])
    return stop


def _is_within(place: int, quotations: Sequence[Span]) -> bool:
    before = bisect_left(quotations, place, key=lambda quotation: quotation.start)
    return before > 0 and place < quotations[before - 1].end


def read_lines(text: str) -> list[Line]:
    """All lines with their kinds and passages."""
    spans = list(lines_of(text))
    words = [span.of(text) for span in spans]
    kinds = _kinds(words)
    lines: list[Line] = []
    passage = 0
    for i, (span, kind) in enumerate(zip(spans, kinds, strict=True)):
        opens = kind is LineKind.HEADLINE or (i > 0 and _closes(words[i - 1]))
        if opens and any(line.kind.is_prose and line.passage == passage for line in lines[-40:]):
            passage += 1
        lines.append(Line(kind, span, passage))
    return lines


def _kinds(words: Sequence[str]) -> list[LineKind]:
    kinds = [_kind_alone(line) for line in words]
    live = any(_closes(line) for line in words)
    for i, kind in enumerate(kinds):
        before = kinds[i - 1] if i else None
        if kind is LineKind.BODY and _is_headline(words, kinds, i, live=live):
            kinds[i] = LineKind.HEADLINE
        elif kind is LineKind.CREDIT and before is LineKind.BODY:
            kinds[i - 1] = LineKind.CAPTION
    return kinds


def _kind_alone(line: str) -> LineKind:
    """The kind of a line by its own shape, headlines and captions apart."""
    if _closes(line) or _patterns().furniture.match(line):
        return LineKind.FURNITURE
    if _is_byline(line):
        return LineKind.BYLINE
    if line[0] in "([" and line[-1] in ")]" and _patterns().credit.search(line):
        return LineKind.CREDIT
    return LineKind.BODY


def _is_headline(words: Sequence[str], kinds: Sequence[LineKind], i: int, *, live: bool) -> bool:
    """A short line without a full stop, where a passage begins.

    It begins after a closing line, and at any line that a byline follows; a plain article begins
    with its first line alone.
    """
    line = words[i]
    if len(line) > LONGEST_HEADLINE or SENTENCE_END.search(line) or " " not in line:
        return False
    following = kinds[i + 1] if i + 1 < len(words) else None
    if following is LineKind.BYLINE:
        return True
    if live:
        return i > 0 and _closes(words[i - 1])
    return i == 0 and following is not None


def _is_byline(line: str) -> bool:
    match = _patterns().byline.match(line)
    if not match or SENTENCE_END.search(line) or len(line.split()) > LONGEST_BYLINE:
        return False
    names = line[match.end() :].split()
    return all(name[0].isupper() or name in BETWEEN_NAMES for name in names) and bool(names)


def _closes(line: str) -> bool:
    return bool(_patterns().closing.match(line))


def bylines_of(line: str) -> tuple[str, ...]:
    """The people of a byline: "From CNN's Ann Lee and Bo Li in London" → Ann Lee, Bo Li."""
    match = _patterns().byline.match(line)
    rest = line[match.end() :] if match else line
    rest = re.sub(r"^[^'’]{2,40}['’]s?\s+", "", rest)
    names = (re.sub(r" in [^\W\d_].*$", "", name).strip() for name in NAMES.split(rest))
    return tuple(name for name in names if name)


def passages_of(document_id: str, text: str, lines: Sequence[Line]) -> tuple[Passage, ...]:
    """One passage for each number that the prose lines carry."""
    own: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.kind is not LineKind.FURNITURE:
            own[line.passage].append(line)
    return tuple(
        Passage(
            id=f"{document_id}.{number}",
            ordinal=number,
            headline=next(_words(text, found, LineKind.HEADLINE), None),
            bylines=tuple(
                name for line in _words(text, found, LineKind.BYLINE) for name in bylines_of(line)
            ),
            span=Span(found[0].span.start, found[-1].span.end),
        )
        for number, found in own.items()
    )


def _words(text: str, lines: Sequence[Line], kind: LineKind) -> Iterator[str]:
    return (line.span.of(text) for line in lines if line.kind is kind)


class _Patterns:
    """The line patterns, compiled."""

    def __init__(self) -> None:
        table = furniture()
        self.furniture = one_of(table.furniture)
        self.closing = one_of(table.closing)
        self.byline = re.compile(table.byline, re.IGNORECASE)
        self.credit = re.compile(table.credit, re.IGNORECASE)


@cache
def _patterns() -> _Patterns:
    return _Patterns()
