"""Agreement over HTTP: a matrix of who agrees with whom, ready for a heat map."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.dependencies import SessionDep
from app.api.middleware import claim_responses
from app.api.schemas.agreement import Agreement, AgreementQuery
from app.storage.derived.claim_json import as_json
from app.storage.read import agreement
from app.storage.read.agreement import AgreementFilters, Comparison

router = APIRouter(prefix="/v1/agreement", tags=["agreement"])


@router.get("")
def get_agreement(session: SessionDep, query: Annotated[AgreementQuery, Query()]) -> Agreement:
    """Who agrees with whom, and who disputes whom."""
    # Some megabytes, which the models would check and write on the event loop.
    found = agreement.get(
        session,
        AgreementFilters.of(query, window=query.within()),
        Comparison.of(query),
        query.limit,
    )
    return claim_responses.one(Agreement, as_json(found))
