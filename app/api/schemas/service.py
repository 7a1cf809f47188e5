"""The service itself: its counts and its health."""

from typing import Literal

from pydantic import Field

from app.api.schemas.shared import Out


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
    inferred: int = Field(description="It follows from the two claims")


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
