"""Claims over HTTP: who said what."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Query

from app.api.dependencies import ClaimId, SessionDep
from app.api.middleware import claim_responses
from app.api.middleware.fast_path import CLAIMS, ClaimsRoute
from app.api.schemas.claims import (
    Claim,
    ClaimContext,
    ClaimListQuery,
    ClaimPage,
    DocumentClaimQuery,
    OneClaimQuery,
)
from app.api.schemas.relations import RelationPage, RelationsOfClaimQuery
from app.storage.database.engine import Session
from app.storage.derived.claim_json import as_json
from app.storage.read import relations
from app.storage.read.claims import claim_context, reader
from app.storage.read.claims.filters import ClaimFilters

router = APIRouter(prefix=CLAIMS, tags=["claims"])


def answer(
    session: Session, query: ClaimListQuery | DocumentClaimQuery, filters: ClaimFilters
) -> ClaimPage:
    """The page that was asked for."""
    found = reader.page(session, filters, query.page())
    items = None
    if query.expand:
        items = found.items()
        relations.attach(session, items)
    return claim_responses.page(ClaimPage, found, items, query.fields_)


def list_claims(session: SessionDep, query: Annotated[ClaimListQuery, Query()]) -> ClaimPage:
    """Who said what."""
    return answer(session, query, query.filters())


router.add_api_route("", list_claims, route_class_override=ClaimsRoute)


@router.get("/{claim_id}")
def get_claim(
    session: SessionDep, claim_id: ClaimId, query: Annotated[OneClaimQuery, Query()]
) -> Claim:
    """One claim."""
    body = reader.get(session, claim_id)
    if query.expand:
        item = orjson.loads(body)
        relations.attach(session, [item])
        body = as_json(item)
    return claim_responses.one(Claim, body)


@router.get("/{claim_id}/relations")
def list_claim_relations(
    session: SessionDep, claim_id: ClaimId, query: Annotated[RelationsOfClaimQuery, Query()]
) -> RelationPage:
    """Who agrees with a claim and who disputes it."""
    reader.require(session, claim_id)
    return RelationPage.model_validate(
        relations.page(session, query.filters(claim=claim_id), query.page())
    )


@router.get("/{claim_id}/context")
def get_claim_context(session: SessionDep, claim_id: ClaimId) -> ClaimContext:
    """A claim with the text around it."""
    return ClaimContext.model_validate(claim_context.get(session, claim_id))
