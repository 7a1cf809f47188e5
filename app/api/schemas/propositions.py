"""Propositions: what speakers affirm, deny or leave open."""

from pydantic import Field

from app.api.schemas.shared import (
    Out,
    Page,
    PageQuery,
    WindowQuery,
)
from app.domain.enums import Level
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


class PropositionQuery(PageQuery, WindowQuery):
    """Which propositions: those on which there is a claim for all that is asked."""

    q: str | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description="Words, each the beginning of one in its text or description",
    )
    entity: list[str] = Field(
        default=[],
        description="Any of these entities (ids), or one who speaks for it, takes a stance on it",
    )
    level: Level | None = Field(
        default=None,
        description="As whose word that counts; by default as anybody's, so that `entity` is asked for at every level",
    )

    def filters(self) -> PropositionFilters:
        """The same, as storage takes it."""
        return PropositionFilters(
            q=self.q, entity=tuple(self.entity), level=self.level, window=self.window()
        )
