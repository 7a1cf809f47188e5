"""Where somebody stands: today, over time, and rolled up."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, Level, Stance, Status
from app.domain.knowledge import Proposition
from app.storage.read import changes, positions, propositions
from app.storage.read.changes import ChangeFilters
from app.storage.read.paging import PageRequest
from app.storage.read.positions import PositionFilters
from app.storage.read.propositions import PropositionFilters
from app.storage.read.windows import Window
from app.storage.write.review import review
from tests.coded_samples import SAFE, STOPS, A, D, Said, U, coded, day, load, refs, said
from tests.conftest import NOW


def found(session: Session, level: Level = Level.SPEAKER, **filters: Any) -> list[dict[str, Any]]:
    page: dict[str, Any] = positions.page(
        session, PositionFilters(level=level, **filters), PageRequest()
    )
    return list(page["items"])


def changes_of(session: Session, entity: str, **window: Any) -> list[dict[str, Any]]:
    page: dict[str, Any] = changes.page(
        session, ChangeFilters(entity=entity, window=Window(**window)), PageRequest()
    )
    return list(page["items"])


def test_a_position_in_full(session: Session) -> None:
    load(
        session,
        NOW,
        # Nobody says when: so it counts for the day it was published.
        coded("first", 4, [said("ada", "ferry-stops", A), said("ada", "ferry-stops", A, 2)]),
        coded("then", 9, [said("ada", "ferry-stops", U, 7), said("ada", "ferry-stops", U, 8)]),
    )
    assert found(session, entity="ada") == [
        {
            "entity": refs("ada")[0],
            "proposition": {"id": "ferry-stops", "text": "The ferry will stop."},
            "level": "speaker",
            "stance": "uncertain",
            "since": day(7),
            "as_of": day(8),
            "claims": ["then-1", "then-0", "first-0", "first-1"],
            "history": [
                {"stance": "affirms", "on": day(2), "claim_id": "first-1"},
                {"stance": "uncertain", "on": day(7), "claim_id": "then-0"},
            ],
            "mixed": False,
            "sides": [],
        }
    ]


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ([A], A),
        ([D, A, A], A),
        ([D, D, A], D),
        # As often affirmed as denied: open.
        ([A, D], U),
        ([A, D, U], U),
        ([A, U], U),
        ([A, A, D, D, U], U),
        ([A, A, U], A),
    ],
)
def test_a_day_says_what_most_of_its_claims_say(
    session: Session, stances: list[Stance], expected: Stance
) -> None:
    sayings = [said("ada", "ferry-stops", stance) for stance in stances]
    load(session, NOW, coded("before", 3, [said("ada", "ferry-stops", D)]), coded("d", 5, sayings))
    (position,) = found(session, entity="ada")
    assert position["stance"] == expected
    shown = position["history"][-1]
    assert (shown["stance"], shown["on"]) == (expected, day(3 if expected is D else 5))
    if expected in stances and expected is not D:
        assert shown["claim_id"] == f"d-{stances.index(expected)}"


def test_filters(session: Session) -> None:
    load(
        session,
        NOW,
        coded(
            "d",
            6,
            [
                Said(("ada",), {"ferry-stops": A, "ferry-safe": D}),
                said("ministry", "ferry-stops", D),
                said("norland", "ferry-stops", U),
            ],
        ),
    )

    def who(**filters: Any) -> list[str]:
        return [p["entity"]["id"] for p in found(session, proposition="ferry-stops", **filters)]

    assert who() == ["ada", "ministry", "norland"]
    assert who(stance=(A, U)) == ["ada", "norland"]
    assert who(kind=(EntityKind.ORGANISATION,)) == ["ministry"]
    assert who(kind=(EntityKind.ORGANISATION,), stance=(A,)) == []
    assert [p["proposition"]["id"] for p in found(session, entity="ada")] == [
        "ferry-safe", "ferry-stops",
    ]  # fmt: skip
    assert found(session, entity="nobody") == []


def test_a_position_shows_its_newest_claims(session: Session) -> None:
    load(session, NOW, coded("d", 6, [said("ada", "ferry-stops", A)] * 120))
    (position,) = found(session, entity="ada")
    assert position["claims"] == [f"d-{number}" for number in range(100)]


def test_a_rejected_claim_changes_the_position(session: Session) -> None:
    load(
        session,
        NOW,
        coded("d", 6, [said("ada", "ferry-stops", A, 2), said("ada", "ferry-stops", D)]),
    )
    review(session, "d-1", Status.REJECTED, NOW)
    (position,) = found(session, entity="ada")
    assert (position["stance"], position["as_of"]) == ("affirms", day(2))


def test_propositions_and_their_counts(session: Session) -> None:
    load(
        session,
        NOW,
        coded(
            "d",
            6,
            [
                said("ada ben", "ferry-stops", A),
                said("ada", "ferry-stops", A),
                said("cara", "ferry-stops", D),
            ],
        ),
    )
    assert propositions.get(session, "ferry-stops") == {
        "id": "ferry-stops",
        "text": "The ferry will stop.",
        "description": "For good, that is.",
        "open_disputes": False,
        "counts": {"affirms": 2, "denies": 1, "uncertain": 0, "speakers": 3},
    }


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["ferry-safe", "ferry-stops"]),
        ({"q": "ferry"}, ["ferry-safe", "ferry-stops"]),
        ({"q": "STOP wi"}, ["ferry-stops"]),
        ({"q": "good"}, ["ferry-stops"]),
        ({"q": "top"}, []),
        ({"q": "%"}, []),
        ({"window": Window(document=("d",))}, ["ferry-stops"]),
        ({"window": Window(document=("e", "d"))}, ["ferry-stops"]),
        ({"entity": ("ada",)}, ["ferry-stops"]),
        ({"entity": ("norland",)}, ["ferry-stops"]),
        ({"entity": ("ben",)}, []),
    ],
)
def test_propositions_are_found(
    session: Session, filters: dict[str, Any], expected: list[str]
) -> None:
    load(session, NOW, coded("d", 6, [said("ada", "ferry-stops", A)]))
    page: dict[str, Any] = propositions.page(session, PropositionFilters(**filters), PageRequest())
    assert [item["id"] for item in page["items"]] == expected


def test_changes_and_contradictions(session: Session) -> None:
    load(
        session,
        NOW,
        coded(
            "d",
            6,
            [
                said("ada", "ferry-stops", A, 2),
                said("ada", "ferry-stops", A, 3),
                said("ada", "ferry-stops", D, 4),
                said("ada", "ferry-stops", A, 4),
                said("ada ben", "ferry-stops", D, 5),
                said("ada", "ferry-safe", A),
                said("ben", "ferry-safe", D),
            ],
        ),
    )
    brief = [
        (c["kind"], c["before"]["claim"]["id"], c["after"]["claim"]["id"])
        for c in changes_of(session, "ada")
    ]
    # On the fourth she both denies and affirms, in this order, which is no step from one to another.
    assert brief == [("changed", "d-1", "d-4"), ("contradicts", "d-2", "d-3")]
    change = changes_of(session, "ada")[0]
    assert change["proposition"] == {"id": "ferry-stops", "text": "The ferry will stop."}
    assert (change["before"]["stance"], change["before"]["on"]) == ("affirms", day(3))
    assert (change["after"]["stance"], change["after"]["on"]) == ("denies", day(5))
    assert change["after"]["claim"]["speakers"] == refs("ada", "ben")
    # A country does not change its mind where two of its speakers differ.
    assert changes_of(session, "norland") == []
    assert changes_of(session, "ben") == []


stances = st.lists(st.tuples(st.sampled_from([A, D, U]), st.integers(1, 4)), max_size=10)


@settings(max_examples=60, deadline=None)
@given(stances=stances, proposition=st.sampled_from([STOPS, SAFE]))
def test_history_and_changes_follow_from_the_claims(
    engine: Engine, stances: list[tuple[Stance, int]], proposition: Proposition
) -> None:
    """The same, worked out claim by claim."""
    by_day = {n: [stance for stance, on in stances if on == n] for n in range(1, 5)}
    held = [(n, most(there)) for n, there in by_day.items() if there]
    history = [pair for n, pair in enumerate(held) if n == 0 or pair[1] != held[n - 1][1]]
    shown = [(n, stance) for n, stance in held if stance in by_day[n]]
    steps = [(n, stance) for (_, old), (n, stance) in pairwise(shown) if old != stance]
    against = {D, U} if proposition.open_disputes else {D}
    torn = [n for n, there in by_day.items() if A in there and against & set(there)]
    with engine.connect() as connection, connection.begin() as transaction:
        session = Session(connection, join_transaction_mode="create_savepoint")
        sayings = [said("ada", proposition.id, stance, on) for stance, on in stances]
        load(session, NOW, coded("d", 9, sayings))
        for position in found(session, entity="ada"):
            assert [(e["on"].day, e["stance"]) for e in position["history"]] == history
            assert position["stance"] == history[-1][1]
            assert (position["since"], position["as_of"]) == (day(history[-1][0]), day(held[-1][0]))
        seen = changes_of(session, "ada")
        assert {c["after"]["on"].day for c in seen if c["kind"] == "contradicts"} == set(torn)
        moved = [
            (c["after"]["on"].day, c["after"]["stance"]) for c in seen if c["kind"] == "changed"
        ]
        assert sorted(moved) == steps
        for change in seen:
            for end in (change["before"], change["after"]):
                assert stances[int(end["claim"]["id"][2:])] == (end["stance"], end["on"].day)
        session.close()
        transaction.rollback()


def most(stances: list[Stance]) -> Stance:
    """The stance that is taken most, or `uncertain`."""
    counts = sorted((stances.count(stance), stance) for stance in (A, D, U))
    return U if counts[-1][0] == counts[-2][0] else counts[-1][1]
