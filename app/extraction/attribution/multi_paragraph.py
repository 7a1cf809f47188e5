"""Quotations over several paragraphs: each opens with a mark, and only the last one closes.

Lee said: “We saw it coming.
“We told them so.”
is one claim in two pieces; so is a quotation whose speaker is named in its last paragraph.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.span import Span
from app.extraction.draft import Attribution, Paragraph
from app.extraction.segmentation.quotation_marks import is_open


def goes_on(text: str, before: Paragraph) -> Span | None:
    """The quotation that is still open where a paragraph ends, if there is one."""
    last = next(reversed(before.quotations), None)
    ends = last is not None and last.end == before.line.span.end
    return last if last and ends and is_open(text, last) else None


def continued(
    text: str, found: Sequence[Attribution], bare: Attribution, before: Paragraph
) -> Attribution | None:
    """The attribution whose quotation a bare one goes on with, both in one; None where none is open."""
    quotation = goes_on(text, before)
    if quotation is None or not found or found[-1].paragraph != bare.paragraph - 1:
        return None
    last = max(found[-1].content)
    if last.overlap(quotation):
        return replace(found[-1], content=(*found[-1].content, *bare.content))
    return None


def led_up_to(
    text: str, waiting: Sequence[Attribution], following: Attribution, start: int
) -> Attribution | None:
    """An attribution with the open quotations that lead up to the one at its paragraph's start."""
    first = following.content[0]
    if first.start != start or text[start] not in "“«„":
        return None
    pieces = tuple(piece for bare in waiting for piece in bare.content)
    return replace(following, content=(*pieces, *following.content))
