"""What follows from a document's claims follows from those that are not rejected, and from no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from operator import itemgetter
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, select
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.domain.knowledge import Knowledge
from app.domain.review import upheld
from app.storage.read import relations
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.paging import PageRequest
from app.storage.read.relations import RelationFilters
from app.storage.schema import tables as t
from app.storage.write import propositions
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from app.storage.write.review import review
from tests import read_claims
from tests.coded_samples import (
    CODEBOOK,
    DESCRIBED,
    REFERENCE,
    A,
    D,
    Said,
    U,
    coded,
    extracted,
    load,
    said,
)
from tests.conftest import NOW

PEOPLE = ("ada", "ben", "cara", "dan", "official", "ministry", "norland")


def shown(session: Session) -> set[tuple[str, ...]]:
    """Each relation as the API shows it: type and claims."""
    return {(str(i["type"]), *(c["id"] for c in i["claims"])) for i in in_full(session)}


def in_full(session: Session) -> list[dict[str, Any]]:
    """The relations with all that does not tell when and how often they were written."""
    page: dict[str, Any] = relations.page(session, RelationFilters(), PageRequest(200))
    dated = {"version", "recorded_at"}
    items = [{name: item[name] for name in item if name not in dated} for item in page["items"]]
    return sorted(items, key=itemgetter("id"))


def brief(relation: dict[str, Any]) -> tuple[Any, ...]:
    """A relation of `in_full` as its parts: id, type, proposition, claims, rationale, confidence."""
    claims = tuple(claim["id"] for claim in relation["claims"])
    proposition, kind = relation["proposition"]["id"], relation["type"]
    return relation["id"], kind, proposition, claims, relation["rationale"], relation["confidence"]


def restating(session: Session) -> dict[object, object]:
    """What each claim that is not rejected repeats, as the API shows it."""
    filters = ClaimFilters(restatements=True)
    items: list[dict[str, object]] = read_claims.page(session, filters, PageRequest(200))["items"]
    return {item["id"]: item["restates"] for item in items}


def test_who_has_said_it_more_than_once_still_holds_it(session: Session) -> None:
    known = coded(
        "d",
        5,
        [
            said("ada", "ferry-stops", A),
            said("ada", "ferry-stops", A),
            said("cara", "ferry-stops", D),
        ],
    )
    load(session, NOW, extracted(known))
    assert shown(session) == {("disputes", "d-0", "d-2")}
    review(session, "d-0", Status.REJECTED, NOW)
    assert shown(session) == {("disputes", "d-1", "d-2")}
    review(session, "d-1", Status.REJECTED, NOW)
    assert shown(session) == set()
    review(session, "d-0", Status.CONFIRMED, NOW)
    assert shown(session) == {("disputes", "d-0", "d-2")}


def test_a_review_taken_back_leaves_no_trace(session: Session) -> None:
    """Whatever the order of the codebook and that of the database."""
    both = {"ferry-stops": A, "ferry-safe": A}
    load(session, NOW, extracted(coded("d", 5, [Said(("ada",), both), Said(("cara",), both)])))
    before = in_full(session)
    assert [relation["proposition"]["id"] for relation in before] != []
    review(session, "d-0", Status.REJECTED, NOW)
    assert in_full(session) == []
    review(session, "d-0", Status.CONFIRMED, NOW)
    assert in_full(session) == before


def test_what_one_repetition_says_besides_follows_when_it_is_the_first_that_is_left(
    session: Session,
) -> None:
    again = replace(said("ada", "ferry-stops", A), restates="d-0")
    besides = Said(("ada",), {"ferry-stops": A, "ferry-safe": A}, restates="d-0")
    cara = Said(("cara",), {"ferry-stops": D, "ferry-safe": D})
    known = coded("d", 5, [said("ada", "ferry-stops", A), again, besides, cara])
    load(session, NOW, extracted(known))
    for rejected in ("d-0", "d-1"):
        assert {r["proposition"]["id"] for r in in_full(session)} == {"ferry-stops"}
        review(session, rejected, Status.REJECTED, NOW)
    assert {r["proposition"]["id"] for r in in_full(session)} == {"ferry-stops", "ferry-safe"}


def test_what_is_rejected_stays_so_when_the_document_is_read_again(session: Session) -> None:
    known = extracted(
        coded("d", 5, [said("ada", "ferry-stops", A), said("cara", "ferry-stops", D)])
    )
    load(session, NOW, known)
    review(session, "d-0", Status.REJECTED, NOW)
    reconcile(session, known, "2", NOW)
    assert shown(session) == set()
    assert session.execute(select(t.relation.c.id)).all() == []


sayings = st.builds(
    Said,
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(tuple),
    st.dictionaries(st.sampled_from([p.id for p in CODEBOOK]), st.sampled_from([A, D, U])),
    st.none() | st.integers(1, 4),
    mention=st.sampled_from([None, "the official"]),
)
documents = st.lists(sayings, max_size=7)
reviews = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(Status)), max_size=6)


# Cara, and then perhaps she again.
MAYBE_ONE = [
    said("cara", "ferry-stops", A),
    Said(("official",), {"ferry-stops": D}, mention="the official"),
]


def state(session: Session, *besides: Column[Any]) -> dict[str, list[str]]:
    """Every row that is stored, but for what tells when and how often it was written, and `besides`."""
    left_out = {t.claim.c.version, t.claim.c.recorded_at}
    left_out |= {t.relation.c.version, t.relation.c.recorded_at, *besides}
    rows = {
        table.name: session.execute(select(*(c for c in table.columns if c not in left_out))).all()
        for table in t.metadata.sorted_tables
        if table not in (t.data_version, t.claim_json)
    }
    return {name: sorted(map(repr, of_table)) for name, of_table in rows.items()}


@contextmanager
def loaded(engine: Engine, known: Knowledge) -> Iterator[Session]:
    """A database with this document, which is gone afterwards."""
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            reconcile_reference(session, REFERENCE)
            propositions.reconcile(session, known.propositions)
            reconcile(session, known, "1", NOW)
            yield session
        transaction.rollback()


@settings(max_examples=40, deadline=None)
@given(said_there=documents, reviewed=reviews)
@example(said_there=MAYBE_ONE, reviewed=[(1, Status.REJECTED)])
def test_reviews_that_are_all_taken_back_leave_everything_as_it_was(
    engine: Engine, said_there: list[Said], reviewed: list[tuple[int, Status]]
) -> None:
    with loaded(engine, extracted(coded("d", 5, said_there), DESCRIBED)) as session:
        before = state(session)
        done = [f"d-{n}" for n, status in reviewed if n < len(said_there)]
        for number, status in reviewed:
            if number < len(said_there):
                review(session, f"d-{number}", status, NOW)
        for claim_id in done:
            review(session, claim_id, Status.EXTRACTED, NOW)
        assert state(session) == before


@settings(max_examples=20, deadline=None)
@given(said_there=documents.filter(bool), number=st.integers(0, 6))
@example(said_there=MAYBE_ONE, number=0)
def test_confirming_a_claim_changes_its_status_alone(
    engine: Engine, said_there: list[Said], number: int
) -> None:
    confirmed = f"d-{number % len(said_there)}"
    relation, status = t.relation.c, t.claim.c.status
    written = select(relation.id, relation.version, relation.recorded_at).order_by(relation.id)
    with loaded(engine, extracted(coded("d", 5, said_there), DESCRIBED)) as session:
        before = state(session, status), session.execute(written).all()
        review(session, confirmed, Status.CONFIRMED, NOW + timedelta(days=1))
        assert (state(session, status), session.execute(written).all()) == before
        changed = select(t.claim.c.id).where(status != Status.EXTRACTED)
        assert session.execute(changed).scalars().all() == [confirmed]


def test_what_is_read_in_a_text_follows_after_reviews_too(engine: Engine) -> None:
    """By one rule: extraction and review ask the same."""
    # Here, because it brings the language models with it.
    from tests.extraction.coded_pairs import dam
    from tests.extraction_helpers import knowledge_of

    text = "Vladimir Putin said the dam is safe.\nThe Russian leader said the dam is not safe."
    known = knowledge_of(f"{text}\nAngela Merkel said the dam is safe.", dam())
    with loaded(engine, known) as session:
        before = in_full(session)
        assert {relation["type"] for relation in before} == {"agrees", "disputes"}
        assert len(before) == 2
        for claim in known.claims:
            for status in (Status.CONFIRMED, Status.REJECTED, Status.EXTRACTED):
                review(session, claim.id, status, NOW)
            assert in_full(session) == before


@settings(max_examples=40, deadline=None)
@given(said_there=documents, repeating=st.sets(st.integers(1, 6)), reviewed=reviews)
def test_after_any_review_it_is_as_if_only_the_others_had_been_said(
    engine: Engine, said_there: list[Said], repeating: set[int], reviewed: list[tuple[int, Status]]
) -> None:
    said_there = [
        replace(s, restates="d-0") if n in repeating else s for n, s in enumerate(said_there)
    ]
    known = coded("d", 5, said_there)
    with loaded(engine, extracted(known, DESCRIBED)) as session:
        rejected: set[str] = set()
        for number, status in reviewed:
            if number < len(said_there):
                review(session, f"d-{number}", status, NOW)
                rejected -= {f"d-{number}"}
                rejected |= {f"d-{number}"} if status is Status.REJECTED else set()
        left = upheld(known.claims, rejected)
        expected = extracted(replace(known, claims=left), DESCRIBED).relations
        assert [brief(relation) for relation in in_full(session)] == sorted(
            (r.id, r.type, r.proposition, r.claims, r.rationale, r.confidence) for r in expected
        )
        assert restating(session) == {claim.id: claim.restates for claim in left}
