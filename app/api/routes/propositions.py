"""Propositions over HTTP: what speakers affirm, deny or leave open, and who does."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.dependencies import PropositionId, SessionDep
from app.api.schemas.positions import PositionPage, PropositionPositionQuery
from app.api.schemas.propositions import (
    Proposition,
    PropositionPage,
    PropositionQuery,
)
from app.storage.read import positions, propositions
from app.storage.read.propositions import PropositionFilters

router = APIRouter(prefix="/v1/propositions", tags=["propositions"])


@router.get("")
def list_propositions(
    session: SessionDep, query: Annotated[PropositionQuery, Query()]
) -> PropositionPage:
    """What there is to affirm, deny or leave open.

    `counts` are of all claims, whatever is asked.
    """
    filters = PropositionFilters.of(query, window=query.within())
    return PropositionPage.model_validate(propositions.page(session, filters, query.page()))


@router.get("/{proposition_id}")
def get_proposition(session: SessionDep, proposition_id: PropositionId) -> Proposition:
    """One proposition."""
    return Proposition.model_validate(propositions.get(session, proposition_id))


@router.get("/{proposition_id}/positions")
def list_proposition_positions(
    session: SessionDep,
    proposition_id: PropositionId,
    query: Annotated[PropositionPositionQuery, Query()],
) -> PositionPage:
    """Who stands where on a proposition, by name.

    Within documents and days, it is as if nothing else had been said.
    """
    propositions.require(session, proposition_id)
    return PositionPage.model_validate(
        positions.page(session, query.filters(proposition_id), query.page())
    )
