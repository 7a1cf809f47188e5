"""One question to everything: entities, claims, propositions and documents at once."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from app.api.dependencies import SessionDep
from app.api.routes.claims import Claim
from app.api.routes.documents import Document
from app.api.routes.entities import Entity
from app.api.routes.propositions import Proposition
from app.api.schemas.shared import Number, Out
from app.storage.read import documents, entities, propositions
from app.storage.read.claims import reader
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.entities import EntityFilters, EntitySort
from app.storage.read.paging import PageRequest
from app.storage.read.propositions import PropositionFilters

router = APIRouter(prefix="/v1/search", tags=["service"])


class SearchQuery(BaseModel):
    """What to look for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: str = Field(
        min_length=1,
        max_length=500,
        description=(
            'What claims must hold: words, "phrases" and prefix*; of all else, the beginnings of '
            "words"
        ),
    )
    limit: Number = Field(default=5, ge=1, le=20, description="How many of each to answer at most")


class SearchResults(Out):
    """A few of each kind; the list of each kind, asked for the same `q`, has the others."""

    entities: list[Entity] = Field(
        description="Those with a name or alias in which a word begins so, most claims first"
    )
    claims: list[Claim] = Field(description="Those that hold it, newest first, with `highlight`")
    propositions: list[Proposition] = Field(
        description="Those in which words begin with all of these, by id"
    )
    documents: list[Document] = Field(
        description="Those with all of these in title or publisher, newest first"
    )


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
