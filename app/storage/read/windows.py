"""A stretch of all that was said: in these documents, from this day to that one."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field
from sqlalchemy import ColumnElement, bindparam

from app.storage.read.filters import Day, Filters
from app.storage.schema.parameters import any_of
from app.storage.schema.recency import bounds


class Window(Filters):
    """Which documents (ids) and which days. An empty list or None asks for nothing."""

    document: list[str] = Field(default=[], description="Said in any of these documents (ids)")
    said_from: Day | None = Field(
        default=None,
        description="Said on this day or later, or where no day is known, published then",
    )
    said_to: Day | None = Field(
        default=None,
        description="Said on this day or earlier, or where no day is known, published then",
    )

    def given(self) -> dict[str, Any]:
        """The values that ask for something, by the names that they have in `holds`."""
        values: dict[str, Any] = {"document": self.document} if self.document else {}
        if self.said_from or self.said_to:
            values["newest"], values["oldest"] = bounds(self.said_from, self.said_to)
        return values


EVERYTHING = Window()


def holds(
    given: frozenset[str], document: ColumnElement[str], recent: ColumnElement[int]
) -> Iterator[ColumnElement[bool]]:
    """What is asked of something said in this document on the day of this recency.

    `given` names the values of the window.
    """
    if "document" in given:
        yield document.in_(any_of("document"))
    if "newest" in given:
        yield within_days(recent)


def within_days(recent: ColumnElement[int]) -> ColumnElement[bool]:
    """True within the days that are asked for."""
    return recent.between(bindparam("newest"), bindparam("oldest"))
