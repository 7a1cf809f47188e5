"""Positions and changes: where somebody stands on a proposition, and how that changed."""

from datetime import date

from pydantic import Field

from app.api.schemas.relations import ClaimRef
from app.api.schemas.shared import (
    EntityRef,
    Out,
    Page,
    PageQuery,
    PropositionRef,
    WindowQuery,
)
from app.domain.enums import ChangeKind, EntityKind, Level, Stance
from app.storage.read.filters import ClaimLevel
from app.storage.read.positions import Kinds, PositionFilters, Stances


class StanceTaken(Out):
    """A stance that somebody took, and the first claim that shows it."""

    stance: Stance = Field(description="Which")
    on: date = Field(description="The day from which on")
    claim_id: str = Field(description="The first claim of that day that takes it")


class Side(Out):
    """Those who speak for an entity and take one stance."""

    stance: Stance = Field(description="Where they stand on their own latest day")
    entities: list[EntityRef] = Field(description="Who they are, by name")
    claims: list[str] = Field(
        description="All their claims on it (ids), those of the first named first, 100 at most"
    )


class Position(Out):
    """What an entity's claims on a proposition add up to, today and over time.

    A claim without a day counts for the day its document was published. A day's stance is the one
    that most of its claims take, and `uncertain` where no single one is taken most.
    """

    entity: EntityRef = Field(description="Whose position it is")
    proposition: PropositionRef = Field(description="On what")
    level: Level = Field(description="Whose claims count for it")
    stance: Stance = Field(description="The stance of the latest day")
    since: date = Field(description="The day from which on that has been so without a change")
    as_of: date = Field(description="The latest day")
    claims: list[str] = Field(description="The claims (ids), newest first, 100 at most")
    history: list[StanceTaken] = Field(description="Each change of stance, the first stance first")
    mixed: bool = Field(
        description=(
            "True where of those who speak for it some now dispute others: they affirm and deny, or "
            "leave open where the proposition's `open_disputes` is true. `sides` has all of them; "
            "`stance` is then, as ever, that of most claims of the latest day, or `uncertain`"
        )
    )
    sides: list[Side] = Field(
        description="Who of those who speak for it stands where; empty at the level `speaker`"
    )


class PositionPage(Page[Position]):
    """One page of positions."""


class EntityPositionQuery(PageQuery, WindowQuery):
    """Which positions of an entity."""

    stance: Stances = Field(default=[])
    level: Level | None = Field(
        default=None,
        description=(
            "Whose claims count: by default a person's own, and for an organisation or a country "
            "those of all who speak for it"
        ),
    )

    def filters(self, entity: str, kind: EntityKind) -> PositionFilters:
        """The same, as storage takes it."""
        usual = {
            EntityKind.PERSON: Level.SPEAKER,
            EntityKind.ORGANISATION: Level.ORGANISATION,
            EntityKind.COUNTRY: Level.COUNTRY,
        }
        return PositionFilters(
            level=self.level or usual[kind],
            entity=entity,
            stance=self.stance,
            window=self.within(),
        )


class PropositionPositionQuery(PageQuery, WindowQuery):
    """Which positions on a proposition."""

    stance: Stances = Field(default=[])
    kind: Kinds = Field(default=[])
    level: ClaimLevel = Level.SPEAKER

    def filters(self, proposition: str) -> PositionFilters:
        """The same, as storage takes it."""
        return PositionFilters.of(self, entity=None, proposition=proposition, window=self.within())


class StanceShown(Out):
    """A stance with the claim that shows it."""

    stance: Stance = Field(description="Which")
    on: date = Field(description="The day it was taken")
    claim: ClaimRef = Field(description="The first claim of that day that takes it")


class Change(Out):
    """A speaker's stance that differs from the speaker's own.

    This is no dispute: nobody else is in it.
    """

    proposition: PropositionRef = Field(description="On what")
    kind: ChangeKind = Field(description="How the two differ")
    before: StanceShown = Field(
        description="The earlier one, or of one day the one that is read first"
    )
    after: StanceShown = Field(description="The later one")


class ChangePage(Page[Change]):
    """One page of changes, newest first."""


class ChangeQuery(PageQuery, WindowQuery):
    """Which changes of a speaker."""
