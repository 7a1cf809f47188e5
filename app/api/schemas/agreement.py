"""A matrix of who agrees with whom."""

from typing import ClassVar

from pydantic import ConfigDict, Field

from app.api.schemas.shared import (
    EntityRef,
    Out,
    WindowQuery,
)
from app.domain.enums import Duplicates, Measure, Normalisation
from app.storage.read.agreement import AgreementFilters, Comparison
from app.storage.read.filters import ClaimLevel, Number


class AgreementCell(Out):
    """Two entities, and how they stand to each other."""

    a: str = Field(description="One of them (id)")
    b: str = Field(description="The other one (id)")
    agreements: int = Field(
        description="Congruence: stances of the one times the same of the other, summed up"
    )
    disputes: int = Field(
        description="Conflict: stances of the one times the opposite of the other, summed up"
    )
    score: float = Field(
        description="The measure after normalisation, in -1..1; the plain number with `none`"
    )


class Agreement(Out):
    """Who agrees with whom: the most active entities and each pair of them once.

    The measures are those of discourse network analysis (Leifeld 2017). Two of which one speaks for
    the other are no pair: what the one says the other one says.
    """

    level: ClaimLevel
    measure: Measure = Field(description="What the stances are compared by")
    normalisation: Normalisation = Field(description="What the measure is divided by")
    duplicates: Duplicates = Field(description="How often a repeated stance counts")
    entities: list[EntityRef] = Field(description="Those with the most claims first")
    left_out: int = Field(description="How many more entities there are, beyond `limit`")
    cells: list[AgreementCell] = Field(description="Each pair once")


class AgreementQuery(Comparison, AgreementFilters, WindowQuery):
    """Whose stances, on what, and how they are compared."""

    model_config = ConfigDict(extra="forbid")

    window: ClassVar[None] = None  # type: ignore[misc] # its parts are parameters

    limit: Number = Field(
        default=50, ge=1, le=200, description="How many entities at most, the most active first"
    )
