"""Column types and kinds of reference that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    String,
    text,
)
from sqlalchemy.types import TypeDecorator


class SpanRole(StrEnum):
    """What a claim's span covers: its content, the mention of its speaker, or its cue."""

    CONTENT = "content"
    MENTION = "mention"
    CUE = "cue"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware on the way in and on the way out.

    SQLite alone would hand back naive datetimes, which compare with nothing.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a moment without a time zone, store every other in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Say again that it is UTC."""
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value and value.astimezone(UTC)


def code_points() -> String:
    """A text that is ordered as Python orders texts, which SQLite does anyway, whatever the locale."""
    return String().with_variant(String(collation="C"), "postgresql")


def ordered_text() -> Column[str]:
    """A text that lists are ordered by."""
    return Column(code_points(), nullable=False)


def one_of(vocabulary: type[StrEnum], name: str, *, primary_key: bool = False) -> Column[str]:
    """A column of this vocabulary's values ("person", not "PERSON"), held to them by a CHECK."""
    kind = Enum(
        vocabulary,
        name=name,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=16,
    )
    return Column(kind, nullable=False, primary_key=primary_key)


def span_check() -> CheckConstraint:
    """A span is never empty and never negative."""
    return CheckConstraint('0 <= start AND start < "end"', name="span")


def share_check() -> CheckConstraint:
    """A confidence lies in 0..1."""
    return CheckConstraint("0 <= confidence AND confidence <= 1", name="confidence")


def key() -> Column[str]:
    """A record's own id."""
    return Column(code_points(), primary_key=True)


def part_key(target: str, *, index: bool = False) -> Column[str]:
    """The record that a part goes with, as one half of the part's own key."""
    return Column(ForeignKey(target, ondelete="CASCADE"), primary_key=True, index=index)


def part_of(target: str, *, index: bool = True) -> Column[str]:
    """The record that another one goes with; no index where a longer one begins with it."""
    return Column(ForeignKey(target, ondelete="CASCADE"), nullable=False, index=index)


def link(target: str, *, nullable: bool = True, index: bool = True) -> Column[str]:
    """A record that stays as long as something refers to it, whichever of them is written first."""
    return Column(
        ForeignKey(target, deferrable=True, initially="DEFERRED"), nullable=nullable, index=index
    )


def loose_link(target: str, *, index: bool = True) -> Column[str]:
    """A record that may go; then nothing is referred to any more."""
    return Column(
        ForeignKey(target, ondelete="SET NULL", deferrable=True, initially="DEFERRED"),
        nullable=True,
        index=index,
    )


def index_of_known(column: str) -> Index:
    """An index of the rows where the column is not null.

    With the others in it, SQLite would think that asking for null is asking for few.
    """
    known = text(f"{column} IS NOT NULL")
    return Index(None, column, sqlite_where=known, postgresql_where=known)
