"""Entities: who can speak, and with whom they agree and disagree."""

from pydantic import Field

from app.api.schemas.shared import (
    EntityRef,
    Out,
    Page,
    PageQuery,
    WindowQuery,
)
from app.domain.enums import EntityKind, Level
from app.storage.read.entities import EntityFilters
from app.storage.read.filters import ClaimLevel


class EntityCounts(Out):
    """What an entity has said and how that stands to others', as lists show it by default."""

    claims: int = Field(description="Claims it speaks, without restatements and rejected ones")
    agreements: int = Field(
        description=(
            "Relations of type `agrees` of its claims, each once: as many as "
            "`/v1/relations?type=agrees&entity={id}` lists. Counterparts count questions instead, and "
            "so the same partner in several relations on one proposition once"
        )
    )
    disputes: int = Field(description="The same of type `disputes`")


class Entity(Out):
    """Somebody or something that can speak, named or not.

    "A senior Ukrainian official" is an entity too: a person, anonymous, of Ukraine.
    """

    id: str = Field(description="A readable slug, such as `volodymyr-zelensky`; stable")
    kind: EntityKind = Field(description="What it is")
    name: str = Field(description="Its usual name, or the words that stand for one")
    aliases: list[str] = Field(description="Its other names")
    description: str | None = Field(description="Who or what that is, in a few words")
    anonymous: bool = Field(description="True of an unnamed source")
    role: str | None = Field(description="What a person is in office")
    country: EntityRef | None = Field(description="The country it speaks for")
    member_of: EntityRef | None = Field(description="The organisation it belongs to")
    wikidata_id: str | None = Field(description="Its item in Wikidata, such as `Q3874799`")
    iso_code: str | None = Field(description="A country's ISO 3166-1 code of two letters")
    counts: EntityCounts = Field(description="What it has said, in numbers")


class EntityPage(Page[Entity]):
    """One page of entities."""


class Counterpart(Out):
    """Another entity, and on how much the two agree and dispute."""

    entity: EntityRef = Field(description="The other entity")
    agreements: int = Field(
        description=(
            "On how many propositions some claims of the two agree: several relations on one, stated "
            "or inferred, are one. Where the text states it of none, each relation counts. The counts "
            "of an entity are of relations instead"
        )
    )
    disputes: int = Field(description="The same, where they dispute")


class CounterpartPage(Page[Counterpart]):
    """One page of counterparts, most disputed first; one whose counts change while one walks from page
    to page may come twice, or not at all.
    """


class EntityQuery(EntityFilters, PageQuery):
    """Which entities, in which order."""


class CounterpartQuery(PageQuery, WindowQuery):
    """Whose counterparts: at which level, and by which of the entity's own claims."""

    level: ClaimLevel = Level.SPEAKER
