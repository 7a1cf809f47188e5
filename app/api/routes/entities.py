"""Entities over HTTP: who can speak, and with whom they agree and disagree."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.dependencies import (
    EntityId,
    SessionDep,
)
from app.api.middleware.fast_path import ClaimsRoute
from app.api.routes.claims import answer
from app.api.schemas.claims import ClaimListQuery, ClaimPage
from app.api.schemas.entities import (
    CounterpartPage,
    CounterpartQuery,
    Entity,
    EntityPage,
    EntityQuery,
)
from app.api.schemas.positions import (
    ChangePage,
    ChangeQuery,
    EntityPositionQuery,
    PositionPage,
)
from app.storage.read import (
    changes,
    counterparts,
    entities,
    positions,
)
from app.storage.read.changes import ChangeFilters
from app.storage.read.counterparts import CounterpartFilters
from app.storage.read.entities import EntityFilters

router = APIRouter(prefix="/v1/entities", tags=["entities"])


@router.get("")
def list_entities(session: SessionDep, query: Annotated[EntityQuery, Query()]) -> EntityPage:
    """People, countries and organisations that can speak."""
    return EntityPage.model_validate(entities.page(session, EntityFilters.of(query), query.page()))


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
    filters = ChangeFilters(entity=entity_id, window=query.within())
    return ChangePage.model_validate(changes.page(session, filters, query.page()))


@router.get("/{entity_id}/counterparts")
def list_entity_counterparts(
    session: SessionDep, entity_id: EntityId, query: Annotated[CounterpartQuery, Query()]
) -> CounterpartPage:
    """Whom an entity agrees with and disputes, most disputed first."""
    entities.require(session, entity_id)
    filters = CounterpartFilters.of(query, entity=entity_id, window=query.within())
    return CounterpartPage.model_validate(counterparts.page(session, filters, query.page()))
