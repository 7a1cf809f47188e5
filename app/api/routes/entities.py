"""Entities over HTTP: who can speak, and with whom they agree and disagree."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from app.api.dependencies import (
    EntityId,
    SessionDep,
)
from app.api.middleware.fast_path import ClaimsRoute
from app.api.routes.claims import ClaimListQuery, ClaimPage, answer
from app.api.schemas.positions import (
    ChangePage,
    ChangeQuery,
    EntityPositionQuery,
    PositionPage,
)
from app.api.schemas.shared import (
    EntityRef,
    Flag,
    Out,
    Page,
    PageQuery,
    WindowQuery,
)
from app.domain.enums import EntityKind, Level
from app.storage.read import (
    changes,
    counterparts,
    entities,
    positions,
)
from app.storage.read.counterparts import CounterpartFilters
from app.storage.read.entities import EntityFilters, EntitySort

router = APIRouter(prefix="/v1/entities", tags=["entities"])


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


class EntityQuery(PageQuery):
    """Which entities, in which order."""

    kind: list[EntityKind] = Field(default=[], description="Any of these kinds")
    country: list[str] = Field(default=[], description="Speaks for any of these countries (ids)")
    member_of: list[str] = Field(
        default=[], description="Belongs to any of these organisations (ids)"
    )
    anonymous: Flag | None = Field(
        default=None, description="Unnamed sources only (`true`), or named ones only (`false`)"
    )
    has_claims: Flag | None = Field(
        default=None, description="Only who has said something here (`true`), or has not (`false`)"
    )
    q: str | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description=(
            "The beginning of a name or alias, or of a word in it; "
            'case, accents and a first "the" aside'
        ),
    )
    sort: EntitySort = Field(default=EntitySort.NAME, description="The order")

    def filters(self) -> EntityFilters:
        """The same, as storage takes it."""
        return EntityFilters(
            kind=tuple(self.kind),
            country=tuple(self.country),
            member_of=tuple(self.member_of),
            anonymous=self.anonymous,
            has_claims=self.has_claims,
            q=self.q,
            sort=self.sort,
        )


class CounterpartQuery(PageQuery, WindowQuery):
    """Whose counterparts: at which level, and by which of the entity's own claims."""

    level: Level = Field(default=Level.SPEAKER, description="As whose word claims count")

    def filters(self, entity: str) -> CounterpartFilters:
        """The same, as storage takes it."""
        return CounterpartFilters(entity=entity, level=self.level, window=self.window())


@router.get("")
def list_entities(session: SessionDep, query: Annotated[EntityQuery, Query()]) -> EntityPage:
    """People, countries and organisations that can speak."""
    return EntityPage.model_validate(entities.page(session, query.filters(), query.page()))


@router.get("/{entity_id}")
def get_entity(session: SessionDep, entity_id: EntityId) -> Entity:
    """One entity."""
    return Entity.model_validate(entities.get(session, entity_id))


def list_entity_claims(
    session: SessionDep, entity_id: EntityId, query: Annotated[ClaimListQuery, Query()]
) -> ClaimPage:
    """The claims that an entity speaks, alone or jointly."""
    entities.require(session, entity_id)
    return answer(session, query, query.filters(entity=entity_id))


router.add_api_route("/{entity_id}/claims", list_entity_claims, route_class_override=ClaimsRoute)


@router.get("/{entity_id}/positions")
def list_entity_positions(
    session: SessionDep, entity_id: EntityId, query: Annotated[EntityPositionQuery, Query()]
) -> PositionPage:
    """Where an entity stands, proposition by proposition.

    Within documents and days, it is as if nothing else had been said.
    """
    filters = query.filters(entity_id, entities.kind_of(session, entity_id))
    return PositionPage.model_validate(positions.page(session, filters, query.page()))


@router.get("/{entity_id}/changes")
def list_entity_changes(
    session: SessionDep, entity_id: EntityId, query: Annotated[ChangeQuery, Query()]
) -> ChangePage:
    """Where a speaker's stance changed or contradicts itself, with both claims; newest first.

    Only what the speaker says itself counts, not what others say for it. Within documents and days,
    it is as if nothing else had been said.
    """
    entities.require(session, entity_id)
    return ChangePage.model_validate(changes.page(session, query.filters(entity_id), query.page()))


@router.get("/{entity_id}/counterparts")
def list_entity_counterparts(
    session: SessionDep, entity_id: EntityId, query: Annotated[CounterpartQuery, Query()]
) -> CounterpartPage:
    """Whom an entity agrees with and disputes, most disputed first."""
    entities.require(session, entity_id)
    return CounterpartPage.model_validate(
        counterparts.page(session, query.filters(entity_id), query.page())
    )
