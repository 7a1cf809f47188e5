"""A stretch of all that was said: in these documents, from this day to that one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement

from app.storage.schema.recency import between


@dataclass(frozen=True, slots=True)
class Window:
    """Which documents (ids) and which days. An empty tuple or None asks for nothing."""

    document: tuple[str, ...] = ()
    said_from: date | None = None
    said_to: date | None = None

    def holds(
        self, document: ColumnElement[str], recent: ColumnElement[int]
    ) -> Iterator[ColumnElement[bool]]:
        """What is asked of something said in this document on the day of this recency."""
        if self.document:
            yield document.in_(self.document)
        if self.said_from or self.said_to:
            yield between(recent, self.said_from, self.said_to)


EVERYTHING = Window()
