"""How much everybody speaks and is disputed: kept, and always what counting one by one gives."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import example, given, settings
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.enums import RelationType, Status
from app.storage.derived.claim_visibility import listed
from app.storage.derived.refresh import rebuild
from app.storage.read import entities
from app.storage.schema import tables as t
from tests.coded_samples import STOPS, A, D, Said
from tests.storage.derived.test_stance_records import after_each, steps

Counts = dict[tuple[str, ...], tuple[int, int, int]]
NAMES = ("claims", "agreements", "disputes")
KINDS = {RelationType.AGREES: "agreements", RelationType.DISPUTES: "disputes"}


def kept(session: Session) -> Counts:
    rows = session.execute(select(t.entity_document_counts)).all()
    return {
        (row.entity_id, row.document_id): (row.claims, row.agreements, row.disputes) for row in rows
    }


def one_by_one(session: Session) -> Counts:
    """Each claim and each relation read, and counted here."""
    speaker, claim, counted = t.claim_speaker.c, t.claim.c, Counter[tuple[str, str, str]]()
    speakers: dict[str, list[str]] = {}
    for claim_id, entity in session.execute(select(speaker.claim_id, speaker.entity_id)):
        speakers.setdefault(claim_id, []).append(entity)
    documents = dict(session.execute(select(claim.id, claim.document_id)).all())
    for (claim_id,) in session.execute(select(claim.id).where(listed())):
        counted.update((entity, documents[claim_id], "claims") for entity in speakers[claim_id])
    rejected = set(
        session.execute(select(claim.id).where(claim.status == Status.REJECTED)).scalars()
    )
    for row in session.execute(select(t.relation)):
        first, second = row.first_claim_id, row.second_claim_id
        if row.status != Status.REJECTED and not rejected & {first, second}:
            voices = {*speakers[first], *speakers[second]}
            counted.update((entity, documents[first], KINDS[row.type]) for entity in voices)
    return {
        (entity, document): tuple(counted[entity, document, name] for name in NAMES)  # type: ignore[misc]
        for entity, document, _ in counted
    }


def in_all(session: Session) -> dict[str, tuple[int, int, int]]:
    """What the service answers for each entity."""
    ids = session.execute(select(t.entity.c.id)).scalars().all()
    items = {one: entities.get(session, one)["counts"] for one in ids}
    return {one: tuple(item[name] for name in NAMES) for one, item in items.items()}  # type: ignore[index]


def sums(session: Session, counts: Counts) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = dict.fromkeys(
        session.execute(select(t.entity.c.id)).scalars(), (0, 0, 0)
    )
    for (entity, _), each in counts.items():
        found[entity] = tuple(map(sum, zip(found[entity], each, strict=True)))
    return found


DISPUTED = [Said(("ada", "dan"), {STOPS.id: A}), Said(("cara", "dan"), {STOPS.id: D})]


@settings(max_examples=60)
@given(steps=steps)
@example(
    steps=[
        ("read", "x", 5, DISPUTED),
        ("read", "y", 5, DISPUTED),
        ("review", "x", 0, Status.REJECTED),
        ("review", "x", 0, Status.CONFIRMED),
        ("move", "ada", "sudland", None),
        ("remove", "x"),
    ]
)
def test_after_every_step_it_is_what_counting_gives(
    engine: Engine, steps: Iterable[tuple[object, ...]]
) -> None:
    for session, _ in after_each(engine, steps):
        expected = one_by_one(session)
        assert kept(session) == expected
        assert in_all(session) == sums(session, expected)
        rebuild(session)
        assert kept(session) == expected
        assert in_all(session) == sums(session, expected)
