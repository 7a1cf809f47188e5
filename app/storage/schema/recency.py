"""Days as lists are ordered by them: a number that is small for what is recent."""

from datetime import date

from sqlalchemy import ColumnElement


def recency(day: date | None) -> int:
    """Days from `day` to the end of year 9999: small is recent, and what has no day comes last."""
    return date.max.toordinal() - (day.toordinal() if day else 0)


def day_of(recency: int) -> date:
    """The day that has this recency."""
    return date.fromordinal(date.max.toordinal() - recency)


def between(
    recent: ColumnElement[int], first: date | None, last: date | None
) -> ColumnElement[bool]:
    """True from the first to the last day; None leaves an end open, but never takes in what has no day."""
    return recent.between(*bounds(first, last))


def bounds(first: date | None, last: date | None) -> tuple[int, int]:
    """The recency of the last and of the first day; what has no day lies beyond the first day."""
    return recency(last or date.max), recency(first or date.min)
