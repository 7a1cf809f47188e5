"""Search over HTTP: entities, claims, propositions and documents at once."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.dependencies import SessionDep
from app.api.schemas.search import SearchQuery, SearchResults
from app.storage.read import documents, entities, propositions
from app.storage.read.claims import reader
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.entities import EntityFilters, EntitySort
from app.storage.read.paging import PageRequest
from app.storage.read.propositions import PropositionFilters

router = APIRouter(prefix="/v1/search", tags=["service"])


@router.get("")
def search(session: SessionDep, query: Annotated[SearchQuery, Query()]) -> SearchResults:
    """Entities, claims, propositions and documents in one answer, a few of each."""
    few = PageRequest(query.limit)
    named = EntityFilters(q=query.q, sort=EntitySort.MOST_CLAIMS)
    found = {
        "entities": entities.page(session, named, few)["items"],
        "claims": reader.page(session, ClaimFilters(q=query.q), few).items(),
        "propositions": propositions.page(session, PropositionFilters(q=query.q), few)["items"],
        "documents": documents.page(session, few, query.q)["items"],
    }
    return SearchResults.model_validate(found)
