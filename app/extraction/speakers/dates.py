"""Dates of statements: weekday and relative phrases, resolved against the document's date."""

import re
from datetime import date

from app.domain.knowledge import Claim, Document
from app.domain.span import Span
from app.extraction.draft import Attribution, Draft, Paragraph

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
          "october", "november", "december")  # fmt: skip
TODAY = ("today", "this morning", "this afternoon", "this evening", "tonight")
YESTERDAY = ("yesterday", "last night")
PHRASE = re.compile(
    r"\b(?:(?P<weekday>" + "|".join(WEEKDAYS) + r")"
    r"|(?P<today>" + "|".join(TODAY) + r")|(?P<yesterday>" + "|".join(YESTERDAY) + r")"
    r"|(?P<month>" + "|".join(f"{m[:3]}(?:{m[3:]})?" for m in MONTHS) + r")\.? (?P<day>\d{1,2}))\b"
    r"(?!\s*['’]s)",
    re.IGNORECASE,
)


LAST_WEEK = re.compile(r" (?:of )?last week\b", re.IGNORECASE)
DAY_AFTER = re.compile(r"\b(?:a|one) day after (?:the )?$", re.IGNORECASE)


# Phrases for an earlier day that the text does not give.
EARLIER = re.compile(
    r"\b(?:last (?:week|month|year|spring|summer|autumn|fall|winter|decade)|in (?P<year>1[89]\d\d|20\d\d)"
    r"|(?:days|weeks|months|years|decades) ago|(?:a|one) (?:week|month|year|decade) ago|at the time|back then)\b",
    re.IGNORECASE,
)


def is_of_the_past(draft: Draft, claim: Claim) -> bool:
    """True of "said last month" and "in 2014 she said": not known to be held on the day of writing."""
    if claim.said_on is not None:
        return False
    text, published = draft.document.text, draft.document.published_on.year
    place = claim.cue_span or claim.spans[0]
    sentence = draft.paragraph_at(place.start).sentence(place)
    for match in EARLIER.finditer(text, sentence.start, sentence.end):
        inside = any(piece.start <= match.start() < piece.end for piece in claim.spans)
        this_year = match["year"] and int(match["year"]) >= published
        if not inside and not this_year:
            return True
    return False


def said_on(document: Document, paragraph: Paragraph, attribution: Attribution) -> date | None:
    """The day on which it was said, or None where the sentence around the content does not tell.

    "Milley said Friday that …" in a document of Friday 28 January 2022 gives that day; "said
    Thursday" the day before. The phrase nearest to the cue counts; one inside the content is about
    something else.
    """
    anchor = attribution.cue or attribution.content[0]
    sentence = paragraph.sentence(anchor)
    found: list[tuple[int, date]] = []
    for match in PHRASE.finditer(document.text, sentence.start, sentence.end):
        inside = any(piece.start <= match.start() < piece.end for piece in attribution.content)
        day = None if inside else _resolved(match, document.published_on)
        if day:
            found.append((abs(match.start() - anchor.start), day))
    if not found:
        return None
    day = min(found)[1]
    return _before(day, 1) if _is_day_after(document.text, sentence, attribution) else day


def _is_day_after(text: str, sentence: Span, attribution: Attribution) -> bool:
    """True of "did X on Friday, a day after Lee said it": Lee spoke on Thursday."""
    places = [span.start for span in (attribution.source, attribution.cue) if span]
    return bool(places) and bool(DAY_AFTER.search(text, sentence.start, min(places)))


def _resolved(match: re.Match[str], published: date) -> date | None:
    """The day that a phrase means, never after the document's own date."""
    if match["today"]:
        return published
    if match["yesterday"]:
        return _before(published, 1)
    if match["weekday"]:
        is_last_week = LAST_WEEK.match(match.string, match.end())
        back = published.weekday() + 1 if is_last_week else 0
        back += (published.weekday() - back - WEEKDAYS.index(match["weekday"].lower())) % 7
        return _before(published, back)
    month = next(i for i, m in enumerate(MONTHS, 1) if m.startswith(match["month"].lower()[:3]))
    for year in (published.year, published.year - 1):
        try:
            day = date(year, month, int(match["day"]))
        except ValueError:
            return None
        if day <= published:
            return day
    return None


def _before(day: date, days: int) -> date | None:
    """The day `days` before; None before the calendar begins."""
    return date.fromordinal(day.toordinal() - days) if day.toordinal() > days else None
