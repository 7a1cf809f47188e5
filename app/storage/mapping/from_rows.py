"""Rows → domain records: a document's claims with their codings, and what else inferring asks for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, Table, bindparam, select
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, Quotation, Stance, Status
from app.domain.knowledge import Claim, ClaimStance, Document, Entity, Proposition
from app.domain.span import Span
from app.storage.schema import tables as t
from app.storage.schema.column_types import SpanRole
from app.storage.schema.parameters import any_of


def document_of(session: Session, document_id: str) -> Document:
    """A document; there has to be one."""
    row = session.execute(select(t.document).where(t.document.c.id == document_id)).mappings().one()
    names = ("id", "title", "publisher", "language", "published_on", "text", "sha256", "url")
    return Document(**{name: row[name] for name in names})


def rejected_of(session: Session, document_id: str) -> set[str]:
    """The document's claims (ids) that a person has rejected."""
    return set(session.execute(_rejected(), {"document": document_id}).scalars())


@cache
def _rejected() -> Select[str]:
    claim = t.claim.c
    return select(claim.id).where(
        claim.document_id == bindparam("document"), claim.status == Status.REJECTED
    )


def claims_of(session: Session, document_id: str) -> list[Claim]:
    """The document's claims in reading order, whatever their status."""
    claim = t.claim.c
    rows = session.execute(
        select(t.claim).where(claim.document_id == document_id).order_by(claim.ordinal, claim.id)
    ).mappings()
    parts = _Parts(session, document_id)
    return [
        Claim(
            id=row["id"],
            ordinal=row["ordinal"],
            text=row["text"],
            quotation=Quotation(row["quotation"]),
            speakers=tuple(parts.speakers[row["id"]]),
            spans=tuple(parts.spans[row["id"], SpanRole.CONTENT]),
            mention=row["mention"],
            mention_span=next(iter(parts.spans[row["id"], SpanRole.MENTION]), None),
            cue=row["cue"],
            cue_span=next(iter(parts.spans[row["id"], SpanRole.CUE]), None),
            passage=row["passage_id"],
            said_on=row["said_on"],
            reported_by=row["reported_by_id"],
            within=row["within_id"],
            restates=row["restates_id"],
            confidence=row["confidence"],
            method=row["method"],
            stances=tuple(parts.stances[row["id"]]),
        )
        for row in rows
    ]


class _Parts:
    """The part rows of a document's claims, by claim."""

    def __init__(self, session: Session, document_id: str) -> None:
        def rows(table: Table) -> Iterable[Any]:
            return session.execute(_rows(table), {"document": document_id}).mappings()

        self.spans: dict[tuple[str, SpanRole], list[Span]] = defaultdict(list)
        for row in rows(t.claim_span):
            self.spans[row["claim_id"], row["role"]].append(Span(row["start"], row["end"]))
        self.speakers: dict[str, list[str]] = defaultdict(list)
        for row in rows(t.claim_speaker):
            self.speakers[row["claim_id"]].append(row["entity_id"])
        self.stances: dict[str, list[ClaimStance]] = defaultdict(list)
        for row in rows(t.claim_stance):
            self.stances[row["claim_id"]].append(
                ClaimStance(
                    row["proposition_id"], Stance(row["stance"]), row["confidence"], row["reason"]
                )
            )


@cache
def _rows(table: Table) -> Select[*tuple[object, ...]]:
    ids = select(t.claim.c.id).where(t.claim.c.document_id == bindparam("document"))
    return select(table).where(table.c.claim_id.in_(ids)).order_by(*table.primary_key)


def entities_of(session: Session, ids: Collection[str]) -> list[Entity]:
    """These entities and all for whom they speak, at first hand or not."""
    found: dict[str, Entity] = {}
    wanted = set(ids)
    while wanted:
        rows = session.execute(_entities(), {"ids": list(wanted)}).mappings().all()
        aliases = _aliases(session, wanted)
        for row in rows:
            found[row["id"]] = Entity(
                row["id"],
                EntityKind(row["kind"]),
                row["name"],
                aliases=tuple(aliases[row["id"]]),
                anonymous=row["anonymous"],
                role=row["role"],
                country=row["country_id"],
                member_of=row["member_of_id"],
                curated=row["curated"],
            )
        above = {name for row in rows for name in (row["country_id"], row["member_of_id"]) if name}
        wanted = above - found.keys()
    return list(found.values())


@cache
def _entities() -> Select[*tuple[object, ...]]:
    return select(t.entity).where(t.entity.c.id.in_(any_of("ids")))


def _aliases(session: Session, ids: Collection[str]) -> dict[str, list[str]]:
    aliases: dict[str, list[str]] = defaultdict(list)
    for entity, name in session.execute(_aliases_of(), {"ids": list(ids)}):
        aliases[entity].append(name)
    return aliases


@cache
def _aliases_of() -> Select[str, str]:
    alias = t.entity_alias.c
    return select(alias.entity_id, alias.alias).where(alias.entity_id.in_(any_of("ids")))


def propositions_of(session: Session, ids: Collection[str]) -> Sequence[Proposition]:
    """These propositions, by id."""
    proposition = t.proposition.c
    rows = session.execute(
        select(proposition.id, proposition.text, proposition.description, proposition.open_disputes)
        .where(proposition.id.in_(ids))
        .order_by(proposition.id)
    )
    return [Proposition(*row) for row in rows]
