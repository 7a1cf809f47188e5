"""Days as lists are ordered by them: a number that is small for what is recent."""

from datetime import date


def recency(day: date | None) -> int:
    """Days from `day` to the end of year 9999: small is recent, and what has no day comes last."""
    return date.max.toordinal() - (day.toordinal() if day else 0)


def day_of(recency: int) -> date:
    """The day that has this recency."""
    return date.fromordinal(date.max.toordinal() - recency)


def bounds(first: date | None, last: date | None) -> tuple[int, int]:
    """The recency of the last and of the first day; None leaves an end open.

    What has no day lies beyond the first day.
    """
    return recency(last or date.max), recency(first or date.min)
