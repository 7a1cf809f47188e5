"""The laws of writing: twice changes nothing, and a change changes nothing else."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.domain.knowledge import Knowledge
from app.domain.span import Span
from app.storage.mapping.diff import ChangeCounts, Upkeep
from app.storage.read import entities, relations
from app.storage.schema import tables as t
from app.storage.write import documents, propositions
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference, remove_orphans
from tests import read_claims
from tests.coded_samples import A, coded, load, said
from tests.conftest import NOW
from tests.knowledge_samples import DUARTE, OFFICIAL, REFERENCE, TEXT, ferry, many

LATER = datetime(2024, 4, 1, tzinfo=UTC)


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.name: [
            tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))
        ]
        for table in t.metadata.sorted_tables
        if table is not t.data_version
    }


def without(known: Knowledge, claim_id: str) -> Knowledge:
    return replace(
        known,
        claims=tuple(claim for claim in known.claims if claim.id != claim_id),
        relations=tuple(r for r in known.relations if claim_id not in r.claims),
    )


def test_everything_is_added(session: Session) -> None:
    assert reconcile_reference(session, REFERENCE) == ChangeCounts(added=4)
    # document, 2 passages, 4 entities, 3 mentions, 8 claims, 3 relations
    assert reconcile(session, ferry(), "1", NOW) == ChangeCounts(added=21)
    assert documents.fingerprint_of(session, "ferry") == "1"
    assert documents.fingerprint_of(session, "other") is None


def test_every_span_is_exact(ferry_session: Session) -> None:
    for table in (t.claim_span, t.mention, t.relation_evidence):
        rows = ferry_session.execute(select(table.c.start, table.c.end, table.c.exact)).all()
        assert rows
        assert all(Span(start, end).of(TEXT) == exact for start, end, exact in rows)


def test_twice_changes_nothing(ferry_session: Session) -> None:
    before = everything(ferry_session)
    assert reconcile_reference(ferry_session, REFERENCE) == ChangeCounts()
    assert reconcile(ferry_session, ferry(), "1", LATER) == ChangeCounts()
    assert everything(ferry_session) == before


def test_a_changed_claim_is_a_new_version_and_nothing_else_changes(ferry_session: Session) -> None:
    before = everything(ferry_session)
    known = ferry()
    first, *rest = known.claims
    changed = replace(known, claims=(replace(first, speakers=("karl-berg",)), *rest))
    assert reconcile(ferry_session, changed, "1", LATER) == ChangeCounts(changed=1)
    found = read_claims.get(ferry_session, "c-stop")
    assert (found["version"], found["recorded_at"]) == (2, LATER)
    assert found["speakers"] == [{"id": "karl-berg", "kind": "person", "name": "Karl Berg"}]
    after = everything(ferry_session)
    del before["entity_document_counts"], before["entity_counts"]
    for table, rows in before.items():
        others = [row for row in rows if "c-stop" not in row[:1]]
        assert [row for row in after[table] if "c-stop" not in row[:1]] == others


def test_a_review_outlives_a_change(ferry_session: Session) -> None:
    ferry_session.execute(
        update(t.claim).where(t.claim.c.id == "c-stop").values(status=Status.CONFIRMED)
    )
    known = ferry()
    changed = replace(
        known, claims=tuple(replace(c, method="second reading") for c in known.claims)
    )
    reconcile(ferry_session, changed, "1", LATER)
    found = read_claims.get(ferry_session, "c-stop")
    assert (found["status"], found["version"], found["method"]) == (
        Status.CONFIRMED,
        2,
        "second reading",
    )


def test_what_is_missing_is_removed(ferry_session: Session) -> None:
    smaller = without(ferry(), "c-stop")
    # c-again restated it, and now restates nothing.
    smaller = replace(smaller, claims=tuple(replace(c, restates=None) for c in smaller.claims))
    assert reconcile(ferry_session, smaller, "1", LATER) == ChangeCounts(changed=1, removed=1)
    again = read_claims.get(ferry_session, "c-again")
    assert (again["restates"], again["version"]) == (None, 2)
    assert reconcile(ferry_session, smaller, "1", LATER) == ChangeCounts()


def test_a_relation_goes_with_its_claim(ferry_session: Session) -> None:
    changes = reconcile(ferry_session, without(ferry(), "c-calm"), "1", LATER)
    assert changes == ChangeCounts(removed=3)
    left = ferry_session.execute(select(t.relation.c.id)).scalars().all()
    assert left == ["r-crews"]


def test_a_changed_relation_is_a_new_version(ferry_session: Session) -> None:
    known = ferry()
    first, *rest = known.relations
    changed = replace(known, relations=(replace(first, rationale="Seen anew."), *rest))
    assert reconcile(ferry_session, changed, "1", LATER) == ChangeCounts(changed=1)
    assert relations.get(ferry_session, "r-talks")["version"] == 2
    assert relations.get(ferry_session, "r-crews")["version"] == 1


def test_another_document_is_left_alone(ferry_session: Session) -> None:
    reconcile(ferry_session, many("other", 5), "1", NOW)
    before = [row for row in everything(ferry_session)["claim"] if row[1] == "other"]
    reconcile(ferry_session, without(ferry(), "c-calm"), "2", LATER)
    assert [row for row in everything(ferry_session)["claim"] if row[1] == "other"] == before


def test_an_uncurated_entity_never_overwrites_a_curated_one(ferry_session: Session) -> None:
    guess = replace(DUARTE, name="Duarte", role=None, curated=False)
    known = ferry()
    guessed = replace(known, entities=(*known.entities, guess))
    assert reconcile(ferry_session, guessed, "1", LATER) == ChangeCounts()
    assert entities.get(ferry_session, "ines-duarte")["name"] == "Inês Duarte"


def test_an_entity_in_the_reference_data_becomes_curated(ferry_session: Session) -> None:
    named = replace(OFFICIAL, name="Somebody", curated=True)
    assert reconcile_reference(ferry_session, (*REFERENCE, named)) == ChangeCounts(changed=1)
    reconcile(ferry_session, ferry(), "1", LATER)
    assert entities.get(ferry_session, OFFICIAL.id)["name"] == "Somebody"


def test_an_entity_that_leaves_the_reference_data_stays_while_it_is_named(
    ferry_session: Session,
) -> None:
    assert reconcile_reference(ferry_session, REFERENCE[1:]) == ChangeCounts(removed=1)
    assert remove_orphans(ferry_session) == 0
    assert entities.get(ferry_session, "ines-duarte")["name"] == "Inês Duarte"


def test_orphans_go_and_so_does_whom_only_they_referred_to(session: Session) -> None:
    reconcile_reference(session, REFERENCE)
    reconcile_reference(session, ())
    assert remove_orphans(session) == 4
    assert session.execute(select(t.entity_alias)).all() == []


def test_the_document_tells_when_it_was_read_last(ferry_session: Session) -> None:
    moment = select(t.document.c.ingested_at)
    assert reconcile(ferry_session, ferry(), "2", LATER) == ChangeCounts(changed=1)
    assert ferry_session.execute(moment).scalar_one() == LATER
    assert read_claims.get(ferry_session, "c-stop")["recorded_at"] == NOW


def test_whoever_is_only_named_or_only_relays_is_no_orphan(ferry_session: Session) -> None:
    reconcile_reference(ferry_session, ())
    known = ferry()
    relayed = tuple(claim for claim in known.claims if claim.id == "c-badly")
    reconcile(ferry_session, replace(known, claims=relayed, relations=()), "1", LATER)
    # The aide alone has nothing left: neither a claim nor anything that it reports.
    assert remove_orphans(ferry_session) == 1
    left = set(ferry_session.execute(select(t.entity.c.id)).scalars())
    assert left == {
        "ines-duarte", "port-office", "karl-berg",  # named
        "senior-norland-official", "gazette",  # speaks, relays
        "city-hall", "norland",  # whom the named ones belong to
    }  # fmt: skip


def test_how_sure_the_finder_was_makes_no_version_by_itself(ferry_session: Session) -> None:
    known = ferry()
    surer = replace(known, claims=tuple(replace(c, confidence=0.11) for c in known.claims))

    assert reconcile(ferry_session, surer, "2", NOW) == ChangeCounts(changed=1)


def test_reference_data_that_merge_take_nobody_away(ferry_session: Session) -> None:
    named = replace(DUARTE, name="Ines Duarte")
    one = replace(OFFICIAL, id="somebody", name="Somebody", curated=True)

    changes = reconcile_reference(ferry_session, (named, one), NOW, Upkeep.MERGE)

    assert changes == ChangeCounts(added=1, changed=1)
    curated = select(t.entity.c.id).where(t.entity.c.curated)
    there = {entity.id for entity in REFERENCE}
    assert set(ferry_session.execute(curated).scalars()) == {*there, "somebody"}


def test_reference_data_that_fill_leave_who_is_curated_as_they_are(ferry_session: Session) -> None:
    named = replace(DUARTE, name="Ines Duarte")
    official = replace(OFFICIAL, name="Somebody", curated=True)

    changes = reconcile_reference(ferry_session, (named, official), NOW, Upkeep.FILL)

    assert changes == ChangeCounts(changed=1)
    assert entities.get(ferry_session, "ines-duarte")["name"] == "Inês Duarte"
    assert entities.get(ferry_session, OFFICIAL.id)["name"] == "Somebody"


def test_a_document_leaves_curated_entities_to_the_reference_data(ferry_session: Session) -> None:
    known = ferry()
    old = tuple(replace(e, role="once") if e.id == "ines-duarte" else e for e in known.entities)

    assert reconcile(ferry_session, replace(known, entities=old), "1", LATER) == ChangeCounts()


def test_a_document_that_loses_codings_is_to_be_read_again(session: Session) -> None:
    load(session, NOW, coded("d", 5, [said("ada", "ferry-stops", A)]), coded("e", 5, []))
    assert propositions.reconcile(session, (), Upkeep.MERGE) == ChangeCounts()
    assert documents.fingerprint_of(session, "d") == "1"

    propositions.reconcile(session, ())

    assert [documents.fingerprint_of(session, name) for name in ("d", "e")] == ["", "1"]
