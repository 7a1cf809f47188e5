"""Relations over HTTP: which claims agree, which are disputed."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.dependencies import RelationId, SessionDep
from app.api.schemas.relations import (
    Relation,
    RelationPage,
    RelationQuery,
)
from app.storage.read import relations
from app.storage.read.relations import RelationFilters

router = APIRouter(prefix="/v1/relations", tags=["relations"])


@router.get("")
def list_relations(session: SessionDep, query: Annotated[RelationQuery, Query()]) -> RelationPage:
    """Who agrees with whom, and who disputes what."""
    return RelationPage.model_validate(
        relations.page(session, RelationFilters.of(query), query.page())
    )


@router.get("/{relation_id}")
def get_relation(session: SessionDep, relation_id: RelationId) -> Relation:
    """One relation."""
    return Relation.model_validate(relations.get(session, relation_id))
