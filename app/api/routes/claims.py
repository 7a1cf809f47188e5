"""Claims over HTTP: who said what."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Query

from app.api.dependencies import (
    ClaimId,
    SessionDep,
    SessionsDep,
    SlotDep,
)
from app.api.middleware import claim_responses
from app.api.middleware.fast_path import CLAIMS, ReadyClaims
from app.api.schemas.claims import (
    Claim,
    ClaimContext,
    ClaimListQuery,
    ClaimPage,
    DocumentClaimQuery,
    OneClaimQuery,
)
from app.api.schemas.relations import RelationPage, RelationsOfClaimQuery
from app.api.schemas.sparse_fields import FieldsQuery
from app.storage.database.engine import Session
from app.storage.derived import claim_json
from app.storage.read import relations
from app.storage.read.claims import claim_context, reader
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.paging import Item

router = APIRouter(prefix=CLAIMS, tags=["claims"])


def answer(
    session: Session, query: ClaimListQuery | DocumentClaimQuery, filters: ClaimFilters
) -> ClaimPage:
    """The page that was asked for."""
    found = claim_json.page(session, filters, query.page())
    if not query.expand:
        return shaped(query, found)
    items = [orjson.loads(body) for body in found.bodies]
    relations.attach(session, items)
    return shaped(query, found, items)


def shaped(
    query: FieldsQuery, found: claim_json.Page, items: list[Item] | None = None
) -> ClaimPage:
    """The page as whole or sparse as it was asked for; `items` are its claims where more was added."""
    return claim_responses.page(ClaimPage, found, items, query.fields_)


def list_claims(
    slot: SlotDep,  # noqa: ARG001 - it is held while this answers
    sessions: SessionsDep,
    query: Annotated[ClaimListQuery, Query()],
) -> ClaimPage:
    """Who said what."""
    filters = query.filters()
    found = None if query.expand else claim_responses.glance(sessions, filters, query.page())
    if found is not None:
        return shaped(query, found)
    with sessions() as session:
        return answer(session, query, filters)


router.add_api_route("", list_claims, route_class_override=ReadyClaims)


@router.get("/{claim_id}")
def get_claim(
    session: SessionDep, claim_id: ClaimId, query: Annotated[OneClaimQuery, Query()]
) -> Claim:
    """One claim."""
    body = claim_json.get(session, claim_id)
    if query.expand:
        item = orjson.loads(body)
        relations.attach(session, [item])
        body = claim_json.as_json(item)
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
