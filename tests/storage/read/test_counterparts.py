"""Whom an entity agrees with and disputes, at every level: the laws, on any relations."""

from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.domain.enums import Level, RelationBasis, RelationType
from app.domain.knowledge import Evidence, Knowledge, Relation
from app.domain.span import Span
from app.storage.read import counterparts, relations
from app.storage.read.counterparts import CounterpartFilters
from app.storage.read.paging import PageRequest
from app.storage.read.relations import RelationFilters
from app.storage.read.windows import Window
from tests.coded_samples import OFFICIAL, REFERENCE, A, coded, day, load, said, voices
from tests.conftest import NOW

ENTITIES = {entity.id: entity for entity in (*REFERENCE, OFFICIAL)}
SPEAKERS = ("ada", "ben", "cara", "official", "ministry", "norland", "ada cara")
DISPUTES, AGREES = RelationType.DISPUTES, RelationType.AGREES

Pair = tuple[int, int, RelationType]


def related(*pairs: Pair) -> Knowledge:
    """A document in which each of SPEAKERS says one thing, and these relations between them."""
    known = coded("d", 6, [said(who, "ferry-stops", A, n + 1) for n, who in enumerate(SPEAKERS)])
    return replace(known, relations=tuple(_relation(*pair) for pair in pairs))


def _relation(first: int, second: int, kind: RelationType) -> Relation:
    return Relation(
        id=f"r-{first}-{second}",
        type=kind,
        basis=RelationBasis.INFERRED,
        claims=(f"d-{first}", f"d-{second}"),
        evidence=(Evidence("d", Span(0, 4), "Line"),),
        rationale="Made up.",
        confidence=0.9,
        method="made-up",
        proposition="ferry-stops" if kind is DISPUTES else None,
    )


def counted(session: Session, entity: str, **filters: Any) -> dict[str, tuple[int, int]]:
    """Agreements and disputes with each counterpart."""
    page: dict[str, Any] = counterparts.page(
        session, CounterpartFilters(entity=entity, **filters), PageRequest(200)
    )
    return {i["entity"]["id"]: (i["agreements"], i["disputes"]) for i in page["items"]}


def expected(pairs: list[Pair], entity: str, level: Level) -> dict[str, tuple[int, int]]:
    """The same by going through the relations one by one; all disputes are about one proposition."""
    found: dict[RelationType, set[tuple[str, str]]] = {DISPUTES: set(), AGREES: set()}
    for first, second, kind in pairs:
        sides = [
            {
                name
                for who in SPEAKERS[n].split()
                for at, name in voices(ENTITIES, who)
                if at == level
            }
            for n in (first, second)
        ]
        others = [theirs for own, theirs in (sides, sides[::-1]) if entity in own]
        question = "ferry-stops" if kind is DISPUTES else f"r-{first}-{second}"
        found[kind] |= {(name, question) for name in set().union(*others) - {entity}}
    counts = {kind: Counter(name for name, _ in pairs) for kind, pairs in found.items()}
    return {
        name: (counts[AGREES][name], counts[DISPUTES][name])
        for name in {*counts[AGREES], *counts[DISPUTES]}
    }


@st.composite
def any_pairs(draw: st.DrawFn) -> list[Pair]:
    """Relations between claims without a common speaker, each two claims once."""
    apart = [
        (first, second)
        for first in range(len(SPEAKERS))
        for second in range(len(SPEAKERS))
        if not set(SPEAKERS[first].split()) & set(SPEAKERS[second].split())
    ]
    chosen = draw(st.lists(st.sampled_from(apart), max_size=8, unique_by=frozenset))
    return [(*pair, draw(st.sampled_from(RelationType))) for pair in chosen]


@settings(max_examples=30, deadline=None)
@given(pairs=any_pairs())
def test_relations_are_symmetric_at_every_level(engine: Engine, pairs: list[Pair]) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        session = Session(connection, join_transaction_mode="create_savepoint")
        load(session, NOW, related(*pairs))
        for first, second, _ in pairs:
            for claim in (first, second):
                page = relations.page(
                    session, RelationFilters(claim=f"d-{claim}"), PageRequest(200)
                )
                assert f"r-{first}-{second}" in str(page["items"])
        for level in Level:
            found = {name: counted(session, name, level=level) for name in ENTITIES}
            assert found == {name: expected(pairs, name, level) for name in ENTITIES}
            for name, others in found.items():
                assert name not in others
                assert all(found[other][name] == both for other, both in others.items())
        session.close()
        transaction.rollback()


def test_only_what_was_said_then_and_there(session: Session) -> None:
    # Ada spoke on the first, Cara on the third, the official on the fourth.
    load(session, NOW, related((0, 2, DISPUTES), (1, 2, AGREES), (0, 3, DISPUTES)))
    norland = {"entity": "norland", "level": Level.COUNTRY}
    # Both disputes are about one proposition.
    assert counted(session, **norland) == {"sudland": (1, 1)}
    assert counted(session, **norland, window=Window(said_to=day(1))) == {"sudland": (0, 1)}
    assert counted(session, **norland, window=Window(said_from=day(2))) == {"sudland": (1, 0)}
    assert counted(session, **norland, window=Window(document=("d",))) == {"sudland": (1, 1)}
    assert counted(session, **norland, window=Window(document=("e",))) == {}


def test_relations_of_a_proposition(session: Session) -> None:
    load(session, NOW, related((0, 2, DISPUTES), (1, 2, AGREES)))
    for asked, ids in (("ferry-stops", ["r-0-2"]), ("ferry-safe", [])):
        page: dict[str, Any] = relations.page(
            session, RelationFilters(proposition=(asked,)), PageRequest()
        )
        assert [item["id"] for item in page["items"]] == ids
    assert relations.get(session, "r-0-2")["proposition"] == {
        "id": "ferry-stops",
        "text": "The ferry will stop.",
    }
