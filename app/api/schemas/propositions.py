"""Propositions: what speakers affirm, deny or leave open."""

from typing import ClassVar

from pydantic import Field

from app.api.schemas.shared import (
    Out,
    Page,
    PageQuery,
    WindowQuery,
)
from app.storage.read.propositions import PropositionFilters


class PropositionCounts(Out):
    """How a proposition is taken, without restatements and rejected claims."""

    affirms: int = Field(description="Claims that affirm it")
    denies: int = Field(description="Claims that deny it")
    uncertain: int = Field(description="Claims that leave it open")
    speakers: int = Field(description="Speakers of these claims")


class Proposition(Out):
    """One neutral declarative sentence that speakers can affirm, deny or leave open."""

    id: str = Field(description="A readable slug, given by the codebook")
    text: str = Field(description="The sentence")
    description: str | None = Field(description="What is meant by it")
    open_disputes: bool = Field(
        description='True where leaving it open disputes it ("ambiguous" against "imminent")'
    )
    counts: PropositionCounts = Field(description="How it is taken, in numbers")


class PropositionPage(Page[Proposition]):
    """One page of propositions."""


class PropositionQuery(PropositionFilters, PageQuery, WindowQuery):
    """Which propositions."""

    window: ClassVar[None] = None  # type: ignore[misc] # its parts are parameters
