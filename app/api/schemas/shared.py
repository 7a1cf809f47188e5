"""The shapes that several resources share."""

import re
from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from app.domain.enums import EntityKind
from app.domain.errors import InvalidRequestError
from app.storage.read.paging import PageRequest
from app.storage.read.windows import Window

T = TypeVar("T")


def _written_day(value: object) -> object:
    """Only `2022-01-28`: Pydantic alone would read `0` as a day in 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("must be a day such as 2022-01-28")
    return value


def _written_number(value: object) -> object:
    """Only digits: Pydantic alone would read `1_0` as ten and `1.0` as one."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]+", value):
        raise ValueError("must be a whole number such as 50")
    return value


def _written_fraction(value: object) -> object:
    """Only as JSON has it: Pydantic alone would read `1_0` as ten, and ` inf ` too."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?", value):
        raise ValueError("must be a number such as 0.5")
    return value


def _written_flag(value: object) -> object:
    """Only the two words: Pydantic alone would read `1`, `on`, `y` and more as true."""
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("must be true or false")
    return value


Number = Annotated[int, BeforeValidator(_written_number)]
# The bounds stand within, or the schema would not have them.
Fraction = Annotated[float, Field(ge=0, le=1), BeforeValidator(_written_fraction)]
Flag = Annotated[bool, BeforeValidator(_written_flag)]
Day = Annotated[date, BeforeValidator(_written_day)]


class Out(BaseModel):
    """A shape that is only ever sent: every field is there, if need be as null."""

    model_config = ConfigDict(frozen=True)


class EntityRef(Out):
    """Points to an entity."""

    id: str = Field(description="The entity's id, for `/v1/entities/{id}`")
    kind: EntityKind = Field(description="What the entity is")
    name: str = Field(description="Its usual name")


class PropositionRef(Out):
    """Points to a proposition."""

    id: str = Field(description="The proposition's id, for `/v1/propositions/{id}`")
    text: str = Field(description="One neutral declarative sentence")


class Span(Out):
    """A stretch of a document's text. `exact` is always `text[start:end]`."""

    start: int = Field(description="The first character, counted from 0 in Unicode code points")
    end: int = Field(description="The character behind the last one")
    exact: str = Field(description="The characters between the two, as they stand in the text")


class RelationCounts(Out):
    """How many relations a claim has, without rejected ones."""

    agreements: int = Field(description="Relations of type `agrees`")
    disputes: int = Field(description="Relations of type `disputes`")


class Page(Out, Generic[T]):
    """One page of a list."""

    items: list[T] = Field(description="The resources of this page")
    next_cursor: str | None = Field(
        description="Give this as `cursor` for the next page; null on the last one"
    )
    total: int | SkipJsonSchema[None] = Field(
        default=None,
        exclude_if=lambda total: total is None,
        description="How many there are on all pages; only with `include_total=true`",
    )


class PageQuery(BaseModel):
    """How to walk a list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Number = Field(default=50, ge=1, le=200, description="How many to answer at most")
    cursor: str | None = Field(
        default=None,
        max_length=2000,
        description="`next_cursor` of the page before; the filters must stay the same",
    )
    include_total: Flag = Field(
        default=False, description="Also answer `total`, the number of all; costs a count"
    )

    def page(self) -> PageRequest:
        """The same, as storage takes it."""
        return PageRequest(self.limit, self.cursor, self.include_total)


class WindowQuery(BaseModel):
    """Which stretch of all that was said."""

    document: list[str] = Field(default=[], description="Said in any of these documents (ids)")
    said_from: Day | None = Field(
        default=None,
        alias="from",
        description="Said on this day or later, or where no day is known, published then",
    )
    said_to: Day | None = Field(
        default=None,
        alias="to",
        description="Said on this day or earlier, or where no day is known, published then",
    )

    def window(self) -> Window:
        """The same, as storage takes it."""
        if self.said_from and self.said_to and self.said_from > self.said_to:
            raise InvalidRequestError(("query", "from"), "must not be later than to")
        return Window(tuple(self.document), self.said_from, self.said_to)
