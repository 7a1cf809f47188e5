"""Claims that repeat those of other documents: found when their document is stored, and kept when it is read again.

The claim of the document that was published first is repeated by the others, in whichever order they come.
Where it goes, the next one stands for it.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    Select,
    bindparam,
    case,
    func,
    or_,
    select,
    tuple_,
    union,
    update,
)
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.domain.knowledge import UNKNOWN_PUBLISHER, Document, Knowledge
from app.domain.repetition import DAYS, Statement, is_one_statement
from app.storage.schema import tables as t
from app.storage.schema.parameters import any_of
from app.storage.schema.recency import recency

ORIGINAL = t.claim.alias("original")
# Two texts of nearly the same words have so many numbers of their sketches in common.
FEWEST_IN_COMMON = 2
# A phrase that thousands use is no statement that thousands repeat.
MOST_CANDIDATES = 1000


def kept(session: Session, knowledge: Knowledge) -> Knowledge:
    """A document's knowledge, with the claims of other documents that its claims are known to repeat."""
    rows = session.execute(_repeating(), {"document": knowledge.document.id})
    # Under another cue ("denied that") it may say something else.
    originals = {(claim, cue): original for claim, original, cue in rows}
    claims = tuple(
        dataclasses.replace(claim, restates=claim.restates or originals.get((claim.id, claim.cue)))
        for claim in knowledge.claims
    )
    return dataclasses.replace(knowledge, claims=claims)


@cache
def _repeating() -> Select[str, str, str | None]:
    claim, original = t.claim.c, ORIGINAL.c
    return (
        select(claim.id, claim.restates_id, claim.cue)
        .join(ORIGINAL, original.id == claim.restates_id)
        .where(
            claim.document_id == bindparam("document"), original.document_id != claim.document_id
        )
    )


def partners(session: Session, document_id: str) -> set[str]:
    """The claims (ids) of other documents that repeat this one's, or that these repeat."""
    return set(session.execute(_partners(), {"document": document_id}).scalars())


@cache
def _partners() -> Select[str]:
    claim = t.claim.c
    own = select(claim.id).where(claim.document_id == bindparam("document"))
    repeated = select(claim.restates_id).where(claim.document_id == bindparam("document"))
    found = union(
        select(claim.id).where(claim.restates_id.in_(own)),
        select(claim.id).where(claim.id.in_(repeated)),
    ).subquery()
    return (
        select(claim.id)
        .join(found, found.c.id == claim.id)
        .where(claim.document_id != bindparam("document"))
    )


def documents_of(session: Session, claims: Collection[str]) -> set[str]:
    """The documents (ids) in which these claims stand."""
    if not claims:
        return set()
    return set(session.execute(_documents(), {"ids": list(claims)}).scalars())


@cache
def _documents() -> Select[str]:
    claim = t.claim.c
    return select(claim.document_id).distinct().where(claim.id.in_(any_of("ids")))


def find(session: Session, document: Document, claims: Sequence[str], now: datetime) -> None:
    """Let these new claims (ids) of a document repeat those of others, or these repeat the new ones."""
    if not claims:
        return
    published = recency(document.published_on)
    values = {
        "ids": list(claims),
        "document": document.id,
        "published": published,
        "is_assumed": int(document.publisher == UNKNOWN_PUBLISHER),
        "newest": published - DAYS,
        "oldest": published + DAYS,
        "most": MOST_CANDIDATES,
    }
    pairs = session.execute(_alike(), values).all()
    known = _statements(session, {claim for own, other, _ in pairs for claim in (own, other)})
    settled: set[str] = set()
    for own, other, is_earlier in pairs:
        if not settled.isdisjoint((own, other)) or not is_one_statement(known[own], known[other]):
            continue
        settled |= {own, other}
        if is_earlier:
            _restate(session, other, own, now, of_new=True)
        else:
            _restate(session, own, other, now, of_new=False)


def _restate(session: Session, first: str, second: str, now: datetime, *, of_new: bool) -> None:
    """Let a claim, and all that repeated it, repeat another one; a claim that is not new is a new version."""
    claim = t.claim.c
    version = claim.version if of_new else claim.version + 1
    session.execute(
        update(t.claim)
        .where(or_(claim.id == second, claim.restates_id == second))
        .values(restates_id=first, version=version, recorded_at=now)
    )


@cache
def _alike() -> Select[str, str, bool]:
    """Pairs of one of the claims and one of another document, which repeats nothing itself.

    The third column tells whether the other one's document was published earlier.
    """
    own, other = t.claim_sketch.alias("own"), t.claim_sketch.alias("other")
    first, second = t.claim.alias("mine"), t.claim.alias("theirs")
    mine, theirs = first.c, second.c
    pair = (own.c.claim_id, other.c.claim_id)
    document = t.document.c
    # What is assumed never stands for what is known; the longest ago has the greatest recency.
    is_assumed = case((document.publisher == UNKNOWN_PUBLISHER, 1), else_=0)
    is_earlier = tuple_(is_assumed, -document.recency, document.id) < tuple_(
        bindparam("is_assumed"), -bindparam("published"), bindparam("document")
    )
    return (
        select(*pair, is_earlier.label("is_earlier"))
        .join(other, other.c.number == own.c.number)
        .join(first, mine.id == own.c.claim_id)
        .join(second, theirs.id == other.c.claim_id)
        .join(t.document, t.document.c.id == theirs.document_id)
        .where(
            own.c.claim_id.in_(any_of("ids")),
            mine.restates_id.is_(None),
            theirs.restates_id.is_(None),
            theirs.document_id != bindparam("document"),
            theirs.status != Status.REJECTED,
            t.document.c.recency.between(bindparam("newest"), bindparam("oldest")),
        )
        .group_by(*pair, document.publisher, document.recency, document.id)
        .having(func.count() >= FEWEST_IN_COMMON)
        .order_by(func.count().desc(), *pair)
        .limit(bindparam("most"))
    )


def _statements(session: Session, claims: Collection[str]) -> dict[str, Statement]:
    speakers: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    values = {"ids": list(claims)}
    for claim, entity, is_anonymous in session.execute(_speakers(), values):
        speakers[claim][entity] = is_anonymous
    rows = session.execute(_claims(), values)
    return {
        row.id: Statement(
            row.text,
            frozenset(speakers[row.id]),
            all(speakers[row.id].values()),
            row.mention,
            row.cue,
        )
        for row in rows
    }


@cache
def _claims() -> Select[str, str, str | None, str | None]:
    claim = t.claim.c
    return select(claim.id, claim.text, claim.mention, claim.cue).where(claim.id.in_(any_of("ids")))


@cache
def _speakers() -> Select[str, str, bool]:
    speaker, entity = t.claim_speaker.c, t.entity.c
    return (
        select(speaker.claim_id, entity.id, entity.anonymous)
        .join_from(t.claim_speaker, t.entity, entity.id == speaker.entity_id)
        .where(speaker.claim_id.in_(any_of("ids")))
    )


def hand_over(session: Session, claims: Iterable[str], now: datetime) -> None:
    """Let the first that repeats one of these leaving claims (ids) stand for it, and the others repeat that."""
    ids = list(claims)
    if not ids:
        return
    claim = t.claim.c
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for identifier, original in session.execute(_heirs(), {"ids": ids}):
        followers[original].append(identifier)
    for heir, *others in followers.values():
        session.execute(
            update(t.claim)
            .where(claim.id.in_([heir, *others]))
            .values(
                restates_id=case((claim.id == heir, None), else_=heir),
                version=claim.version + 1,
                recorded_at=now,
            )
        )


@cache
def _heirs() -> Select[str, str]:
    """The claims of other documents that repeat these, in the order in which they stand for them."""
    claim, original = t.claim.c, ORIGINAL.c
    return (
        select(claim.id, claim.restates_id)
        .join(ORIGINAL, original.id == claim.restates_id)
        .where(original.id.in_(any_of("ids")), claim.document_id != original.document_id)
        .join(t.document, t.document.c.id == claim.document_id)
        .order_by(t.document.c.recency.desc(), claim.document_id, claim.ordinal)
    )
