"""Search over entities, claims, propositions and documents at once."""

from pydantic import BaseModel, ConfigDict, Field

from app.api.schemas.claims import Claim
from app.api.schemas.documents import Document
from app.api.schemas.entities import Entity
from app.api.schemas.propositions import Proposition
from app.api.schemas.shared import Out
from app.storage.read.filters import Number


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
