"""The usual way: ORM objects with relationships, a response model, `def` routes.

`python -m benchmarks.peers.usual DATABASE_URL PORT`. It answers as the service does, field by field,
and does what ORM users are told to do for speed: what is shown is loaded in few statements, what is
not (the documents' texts) is left where it is, and each filter has its index.
"""

import sys
from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Request
from sqlalchemy import create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    deferred,
    foreign,
    joinedload,
    relationship,
    remote,
    selectinload,
    synonym,
)

from app.api.schemas import claims as shapes
from app.domain.enums import RelationType, Status
from app.storage.schema import tables as t
from app.storage.schema.column_types import SpanRole
from benchmarks.peers.serving import OPTIONS

LIMIT = 50


class Base(DeclarativeBase):
    metadata = t.metadata


class Document(Base):
    __table__ = t.document
    text = deferred(t.document.c.text)
    if TYPE_CHECKING:
        id: Mapped[str]


class Passage(Base):
    __table__ = t.passage


class Entity(Base):
    __table__ = t.entity


class Proposition(Base):
    __table__ = t.proposition


class ClaimSpan(Base):
    __table__ = t.claim_span
    if TYPE_CHECKING:
        role: Mapped[SpanRole]


class ClaimPosition(Base):
    __table__ = t.claim_stance
    proposition: Mapped[Proposition] = relationship()


class Relation(Base):
    __table__ = t.relation
    first: Mapped["Claim"] = relationship(
        foreign_keys=[t.relation.c.first_claim_id], back_populates="as_first"
    )
    second: Mapped["Claim"] = relationship(
        foreign_keys=[t.relation.c.second_claim_id], back_populates="as_second"
    )
    if TYPE_CHECKING:
        is_shown: Mapped[bool]
        type: Mapped[RelationType]
        status: Mapped[Status]


class Claim(Base):
    """Its relationships, and under the names of the response model what these do not say yet."""

    __table__ = t.claim
    document: Mapped[Document] = relationship()
    passage: Mapped[Passage | None] = relationship()
    reported_by: Mapped[Entity | None] = relationship()
    speakers: Mapped[list[Entity]] = relationship(
        secondary=t.claim_speaker, order_by=t.claim_speaker.c.ordinal, viewonly=True
    )
    places: Mapped[list[ClaimSpan]] = relationship(order_by=t.claim_span.c.ordinal)
    positions: Mapped[list[ClaimPosition]] = relationship(order_by=t.claim_stance.c.proposition_id)
    as_first: Mapped[list[Relation]] = relationship(
        foreign_keys=[t.relation.c.first_claim_id], back_populates="first"
    )
    as_second: Mapped[list[Relation]] = relationship(
        foreign_keys=[t.relation.c.second_claim_id], back_populates="second"
    )
    within: Mapped[str | None] = synonym("within_id")
    restates: Mapped[str | None] = synonym("restates_id")
    repetitions: Mapped[list["Claim"]] = relationship(
        primaryjoin=remote(t.claim.c.restates_id) == foreign(t.claim.c.id),
        uselist=True,
        viewonly=True,
    )
    if TYPE_CHECKING:
        id: Mapped[str]
        status: Mapped[Status]
    # What is only there when asked for, which nobody does here.
    highlight = None
    relations = None

    @property
    def spans(self) -> list[ClaimSpan]:
        return [place for place in self.places if place.role == SpanRole.CONTENT]

    @property
    def mention_span(self) -> ClaimSpan | None:
        return next((place for place in self.places if place.role == SpanRole.MENTION), None)

    @property
    def cue_span(self) -> ClaimSpan | None:
        return next((place for place in self.places if place.role == SpanRole.CUE), None)

    @property
    def appearances(self) -> int | None:
        if self.restates is not None:
            return None
        places = (self, *self.repetitions)
        return len({claim.document.id for claim in places if claim.status != Status.REJECTED})

    @property
    def counts(self) -> dict[str, int]:
        sides = [(relation, relation.second) for relation in self.as_first]
        sides += [(relation, relation.first) for relation in self.as_second]
        shown = [
            relation.type
            for relation, other in sides
            if relation.is_shown
            and Status.REJECTED not in {self.status, relation.status, other.status}
        ]
        return {
            "agreements": shown.count(RelationType.AGREES),
            "disputes": shown.count(RelationType.DISPUTES),
        }


SHOWN = (
    joinedload(Claim.document),
    joinedload(Claim.passage),
    joinedload(Claim.reported_by),
    selectinload(Claim.speakers),
    selectinload(Claim.places),
    selectinload(Claim.repetitions).joinedload(Claim.document),
    selectinload(Claim.positions).joinedload(ClaimPosition.proposition),
    selectinload(Claim.as_first).joinedload(Relation.second),
    selectinload(Claim.as_second).joinedload(Relation.first),
)
app = FastAPI()


def session(request: Request) -> Iterator[Session]:
    with Session(request.app.state.engine) as opened:
        yield opened


SessionDep = Annotated[Session, Depends(session)]


@app.get("/v1/claims", response_model=shapes.ClaimPage)
def list_claims(session: SessionDep, speaker: str) -> dict[str, object]:
    """The newest claims of a speaker."""
    row = t.claim.c
    found = session.scalars(
        select(Claim)
        .options(*SHOWN)
        .join(t.claim_speaker, t.claim_speaker.c.claim_id == row.id)
        .where(t.claim_speaker.c.entity_id == speaker)
        .where(row.status != Status.REJECTED, row.restates_id.is_(None))
        .order_by(row.recency, row.document_id, row.ordinal, row.id)
        .limit(LIMIT + 1)
    ).all()
    shown = found[:LIMIT]
    return {"items": shown, "next_cursor": shown[-1].id if len(found) > LIMIT else None}


@app.get("/v1/claims/{claim_id}", response_model=shapes.Claim)
def get_claim(session: SessionDep, claim_id: str) -> Claim:
    """One claim."""
    claim = session.get(Claim, claim_id, options=SHOWN)
    if claim is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return claim


if __name__ == "__main__":
    app.state.engine = create_engine(sys.argv[1])
    uvicorn.run(app, port=int(sys.argv[2]), **OPTIONS)
