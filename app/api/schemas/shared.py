"""Shapes that several resources share."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from app.domain.enums import EntityKind
from app.domain.errors import InvalidRequestError
from app.storage.read.filters import Flag, Number
from app.storage.read.paging import PageRequest
from app.storage.read.windows import Window

T = TypeVar("T")


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


class WindowQuery(Window):
    """Which stretch of all that was said."""

    model_config = ConfigDict(
        alias_generator=lambda name: {"said_from": "from", "said_to": "to"}.get(name, name)
    )

    def within(self) -> Window:
        """The same, as storage takes it."""
        if self.said_from and self.said_to and self.said_from > self.said_to:
            raise InvalidRequestError(("query", "from"), "must not be later than to")
        return Window.of(self)
