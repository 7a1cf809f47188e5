"""For whom a claim counts, and that this stays right: after every change it is as if all were new."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.enums import Level, Stance, Status
from app.domain.errors import NotFoundError
from app.domain.knowledge import Entity, Knowledge
from app.storage.derived.refresh import rebuild
from app.storage.schema import tables as t
from app.storage.schema.recency import recency
from app.storage.write import propositions
from app.storage.write.documents import delete_document, reconcile
from app.storage.write.entities import reconcile_reference, remove_orphans
from app.storage.write.review import review
from tests import read_claims
from tests.coded_samples import (
    ADA,
    CODEBOOK,
    GUARD,
    OFFICIAL,
    REFERENCE,
    SAFE,
    STOPS,
    A,
    D,
    Said,
    U,
    coded,
    load,
    said,
    voices,
)
from tests.conftest import NOW

Row = tuple[object, ...]


def stored(session: Session) -> set[Row]:
    """Every statement: level, entity, claim, proposition, document, stance, recency."""
    rows = session.execute(select(t.stance_record)).all()
    assert len(rows) == len(set(rows))
    return {tuple(row) for row in rows}


def whose(session: Session, claim_id: str) -> set[str]:
    """For whom a claim counts: `level:entity`."""
    statement = t.stance_record.c
    rows = session.execute(
        select(statement.level, statement.entity_id).where(statement.claim_id == claim_id)
    )
    return {f"{level}:{entity}" for level, entity in rows}


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        # A person speaks for every body it belongs to, at first hand or not, and for its country.
        ("ada", "speaker:ada organisation:coast-guard organisation:ministry country:norland"),
        # A body speaks for itself too.
        (
            "coast-guard",
            "speaker:coast-guard organisation:coast-guard organisation:ministry country:norland",
        ),
        ("norland", "speaker:norland country:norland"),
        ("official", "speaker:official country:sudland"),
        ("dan", "speaker:dan"),
        # Two of one country and of one body are one voice of both.
        (
            "ada ben",
            "speaker:ada speaker:ben organisation:coast-guard organisation:ministry country:norland",
        ),
        (
            "cara ben",
            "speaker:cara speaker:ben organisation:ministry country:norland country:sudland",
        ),
    ],
)
def test_as_whose_word_a_claim_counts(session: Session, speakers: str, expected: str) -> None:
    load(session, NOW, coded("d", 5, [said(speakers, "ferry-stops", A)]))
    assert whose(session, "d-0") == set(expected.split())
    assert len(stored(session)) == len(expected.split())


def test_what_lists_hide_counts_for_nobody(session: Session) -> None:
    again = replace(said("ada", "ferry-stops", A), restates="d-0")
    load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A), again]))
    assert whose(session, "d-1") == set()
    review(session, "d-1", Status.REJECTED, NOW)
    review(session, "d-0", Status.REJECTED, NOW)
    assert stored(session) == set()
    assert read_claims.get(session, "d-0")["version"] == 2
    review(session, "d-0", Status.CONFIRMED, NOW)
    assert len(stored(session)) == 4


def test_what_repeats_a_rejected_claim_stands_for_it(session: Session) -> None:
    again = replace(said("ada", "ferry-stops", A), restates="d-0")
    load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A), again, again]))
    for rejected, standing in (("d-0", "d-1"), ("d-1", "d-2")):
        review(session, rejected, Status.REJECTED, NOW)
        assert {row[2] for row in stored(session)} == {standing}
    review(session, "d-0", Status.EXTRACTED, NOW)
    assert {row[2] for row in stored(session)} == {"d-0"}


def test_an_outlet_makes_no_statement_in_what_it_publishes(session: Session) -> None:
    gazette = replace(GUARD, id="harbour-gazette", name="The Harbour Gazette")
    reconcile_reference(session, [*REFERENCE, gazette])
    propositions.reconcile(session, CODEBOOK)
    known = coded("d", 5, [said("harbour-gazette", "ferry-stops", A)])
    reconcile(session, known, "1", NOW)
    assert stored(session) == set()
    reconcile(session, replace(known, document=replace(known.document, publisher="Post")), "2", NOW)
    assert whose(session, "d-0") > {"speaker:harbour-gazette"}


def test_only_a_claim_that_is_there_can_be_reviewed(session: Session) -> None:
    with pytest.raises(NotFoundError):
        review(session, "nope", Status.REJECTED, NOW)


def test_who_moves_takes_what_was_said_along(session: Session) -> None:
    load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]))
    reconcile_reference(
        session, [replace(e, member_of=None) if e is GUARD else e for e in REFERENCE]
    )
    assert whose(session, "d-0") == {
        "speaker:ada", "organisation:coast-guard", "country:norland",
    }  # fmt: skip
    reconcile_reference(
        session, [replace(e, country="sudland") if e is ADA else e for e in REFERENCE]
    )
    assert "country:sudland" in whose(session, "d-0")


def test_a_document_that_knows_better_moves_a_source_everywhere(session: Session) -> None:
    load(session, NOW, coded("d", 5, [said("official", "ferry-stops", A)]))
    other = coded("e", 6, [said("official", "ferry-stops", A)])
    reconcile(session, replace(other, entities=(replace(OFFICIAL, country="norland"),)), "1", NOW)
    assert whose(session, "d-0") == {"speaker:official", "country:norland"}


def test_two_bodies_that_belong_to_each_other(session: Session) -> None:
    ring = [replace(e, member_of="coast-guard") if e.id == "ministry" else e for e in REFERENCE]
    load(session, NOW, coded("d", 5, [said("ben", "ferry-stops", A)]))
    reconcile_reference(session, ring)
    assert "organisation:coast-guard" in whose(session, "d-0")


def test_propositions_are_those_of_the_codebook(session: Session) -> None:
    load(session, NOW, coded("d", 5, [Said(("ada",), {"ferry-stops": A, "ferry-safe": D})]))
    assert propositions.reconcile(session, CODEBOOK).changed == 0
    changes = propositions.reconcile(session, [replace(STOPS, text="It stops.")])
    assert (changes.added, changes.changed, changes.removed) == (0, 1, 1)
    assert {row[3] for row in stored(session)} == {"ferry-stops"}
    positions = read_claims.get(session, "d-0")["positions"]
    assert positions == [
        {
            "proposition": {"id": "ferry-stops", "text": "It stops."},
            "stance": "affirms",
            "confidence": 0.9,
            "reason": "By hand.",
        }
    ]


# What can happen, in any order.
PEOPLE = ("ada", "ben", "cara", "dan", "official", "coast-guard", "ministry", "norland")
sayings = st.builds(
    Said,
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True).map(tuple),
    st.dictionaries(st.sampled_from([STOPS.id, SAFE.id]), st.sampled_from([A, D, U])),
    st.none() | st.integers(1, 9),
)
readings = st.tuples(
    st.just("read"), st.sampled_from("xyz"), st.integers(5, 9), st.lists(sayings, max_size=4)
)
removals = st.tuples(st.just("remove"), st.sampled_from("xyz"))
reviews = st.tuples(
    st.just("review"), st.sampled_from("xyz"), st.integers(0, 3), st.sampled_from(Status)
)
moves = st.tuples(
    st.just("move"),
    st.sampled_from(["ada", "ben", "cara", "dan", "coast-guard", "ministry"]),
    st.sampled_from([None, "norland", "sudland"]),
    st.sampled_from([None, "ministry", "coast-guard"]),
)
steps = st.lists(st.one_of(readings, readings, removals, reviews, moves), max_size=12)


@dataclass
class World:
    """The same as the database should know, in plain Python."""

    entities: dict[str, Entity] = field(
        default_factory=lambda: {entity.id: entity for entity in (*REFERENCE, OFFICIAL)}
    )
    documents: dict[str, Knowledge] = field(default_factory=dict)
    rejected: set[str] = field(default_factory=set)

    def statements(self) -> set[Row]:
        return {
            (level, entity, claim.id, coding.proposition, known.document.id, coding.stance,
             recency(claim.said_on or known.document.published_on))
            for known in self.documents.values()
            for claim in known.claims
            if claim.id not in self.rejected
            for coding in claim.stances
            for speaker in claim.speakers
            for level, entity in voices(self.entities, speaker)
        }  # fmt: skip


def take(session: Session, world: World, step: tuple[object, ...]) -> None:
    """One step, in the database and in plain Python."""
    match step:
        case ("read", str(name), int(published), list(said_there)):
            known = coded(name, published, said_there)
            reconcile(session, known, "1", NOW)
            there = {claim.id for claim in known.claims}
            world.rejected = {c for c in world.rejected if c[0] != name or c in there}
            world.documents[name] = known
        case ("remove", str(name)):
            if name in world.documents:
                delete_document(session, name, NOW)
            remove_orphans(session)
            world.documents.pop(name, None)
            world.rejected = {claim for claim in world.rejected if claim[0] != name}
        case ("review", str(name), int(number), Status() as status):
            claim_id = f"{name}-{number}"
            known = world.documents.get(name, coded(name, 5, []))
            if claim_id in {claim.id for claim in known.claims}:
                review(session, claim_id, status, NOW)
                world.rejected -= {claim_id}
                world.rejected |= {claim_id} if status is Status.REJECTED else set()
        case ("move", str(name), str() | None as country, str() | None as body):
            moved = replace(world.entities[name], country=country, member_of=body)
            world.entities[name] = moved
            curated = [entity for entity in world.entities.values() if entity.curated]
            reconcile_reference(session, curated)


def after_each(
    engine: Engine, steps: Iterable[tuple[object, ...]]
) -> Iterator[tuple[Session, World]]:
    """The database, and what it should be, after each of these steps; in the end nothing is left."""
    with engine.connect() as connection, connection.begin() as transaction:
        session = Session(connection, join_transaction_mode="create_savepoint")
        world = World()
        load(session, NOW)
        for step in steps:
            take(session, world, step)
            yield session, world
        session.close()
        transaction.rollback()


@settings(max_examples=60)
@given(steps=steps)
def test_after_every_step_it_is_as_if_all_were_written_anew(
    engine: Engine, steps: Iterable[tuple[object, ...]]
) -> None:
    """Incremental equals rebuilt, and both equal the definition."""
    for session, world in after_each(engine, steps):
        assert stored(session) == world.statements()
        rebuild(session)
        assert stored(session) == world.statements()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said_there=st.lists(sayings, max_size=12))
def test_roll_ups_add_up(engine: Engine, said_there: list[Said]) -> None:
    """A country has as many statements as its speakers have different ones."""
    with engine.connect() as connection, connection.begin() as transaction:
        session = Session(connection, join_transaction_mode="create_savepoint")
        load(session, NOW, coded("d", 5, said_there))
        countries: Counter[tuple[str, str, Stance]] = Counter()
        for saying in said_there:
            speaking = {World().entities[s].country or s for s in saying.speakers}
            theirs = speaking & {"norland", "sudland"}
            for proposition, stance in saying.stances.items():
                countries.update((country, proposition, stance) for country in theirs)
        counted = Counter(
            (str(row[1]), str(row[3]), Stance(str(row[5])))
            for row in stored(session)
            if row[0] == Level.COUNTRY
        )
        assert counted == countries
        session.close()
        transaction.rollback()
