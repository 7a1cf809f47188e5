"""The service itself: its counts and its health."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from app.api.dependencies import SessionDep
from app.api.schemas.shared import Out
from app.domain.errors import NotReadyError
from app.storage.database.migrate import newest
from app.storage.read import stats

router = APIRouter(tags=["service"])


class EntitiesByKind(Out):
    """Entities of each kind."""

    person: int = Field(description="Persons")
    country: int = Field(description="Countries")
    organisation: int = Field(description="Organisations")


class ClaimsByQuotation(Out):
    """Claims of each kind of quotation."""

    direct: int = Field(description="All inside quotation marks")
    mixed: int = Field(description="Partly inside quotation marks")
    indirect: int = Field(description="Without quotation marks")


class RelationsByType(Out):
    """Relations of each type."""

    agrees: int = Field(description="Agreements")
    disputes: int = Field(description="Disputes")


class RelationsByBasis(Out):
    """Relations of each basis."""

    stated: int = Field(description="The document itself says so")
    inferred: int = Field(description="Both claims take a stance on one proposition")


class PositionsByStance(Out):
    """Positions of each stance."""

    affirms: int = Field(description="Affirming the proposition now")
    denies: int = Field(description="Denying it now")
    uncertain: int = Field(description="Leaving it open now")


class Stats(Out):
    """How much of everything there is, without what was rejected."""

    documents: int = Field(description="Documents")
    passages: int = Field(description="Passages of all documents")
    entities: int = Field(description="Entities, whether they have spoken or not")
    mentions: int = Field(description="Places where a document names an entity")
    claims: int = Field(description="Claims without restatements, as lists show them")
    restatements: int = Field(description="Claims that repeat an earlier one")
    relations: int = Field(description="Relations")
    propositions: int = Field(description="Propositions of the codebook")
    positions: int = Field(description="Positions of speakers: one for each and each proposition")
    entities_by_kind: EntitiesByKind = Field(description="`entities` by kind")
    claims_by_quotation: ClaimsByQuotation = Field(description="`claims` by quotation")
    relations_by_type: RelationsByType = Field(description="`relations` by type")
    relations_by_basis: RelationsByBasis = Field(description="`relations` by basis")
    positions_by_stance: PositionsByStance = Field(description="`positions` by stance")


class Health(Out):
    """The service is well."""

    status: Literal["ok"] = Field(description="`ok`")


@router.get("/v1/stats")
def get_stats(session: SessionDep) -> Stats:
    """How much of everything there is."""
    return Stats.model_validate(stats.get(session))


@router.get("/health/live")
async def get_liveness(response: Response) -> Health:
    """The process answers."""
    response.headers["Cache-Control"] = "no-store"
    return Health(status="ok")


@router.get("/health/ready")
async def get_readiness(request: Request, response: Response) -> Health:
    """The database answers too, and its schema is current."""
    if await request.app.state.lookups.schema() != newest():
        raise NotReadyError("The database does not answer, or its schema is not current.")
    response.headers["Cache-Control"] = "no-store"
    return Health(status="ok")
