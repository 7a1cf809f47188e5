"""The facts at `/`."""

from pydantic import Field

from app.api.schemas.shared import Out


class Counts(Out):
    """How much there is, without what was rejected; `/v1/stats` tells more."""

    documents: int = Field(description="Documents")
    entities: int = Field(description="Entities, whether they have spoken or not")
    claims: int = Field(description="Claims without restatements")
    relations: int = Field(description="Relations")
    propositions: int = Field(description="Propositions")


class Links(Out):
    """Where to go on, as paths."""

    docs: str = Field(description="The docs page")
    openapi: str = Field(description="This description")
    entities: str = Field(description="Who can speak")
    claims: str = Field(description="Who said what")
    relations: str = Field(description="Who agrees and who disputes")
    propositions: str = Field(description="What is affirmed and denied")
    documents: str = Field(description="The texts")
    stats: str = Field(description="All counts")


class Landing(Out):
    """What this service is, how much it holds, and where to go on."""

    name: str = Field(description="The service's name")
    summary: str = Field(description="What it does, in a sentence")
    counts: Counts = Field(description="How much there is now")
    links: Links = Field(description="Where to go on")
