"""Who of those that speak for a body or a country stands where, and whether they are of one mind."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.enums import Level, Stance
from app.storage.read import positions
from app.storage.read.paging import PageRequest
from app.storage.read.positions import PositionFilters
from tests.coded_samples import A, D, U, coded, load, refs, said
from tests.conftest import NOW


def found(session: Session, level: Level = Level.SPEAKER, **filters: Any) -> list[dict[str, Any]]:
    page: dict[str, Any] = positions.page(
        session, PositionFilters(level=level, **filters), PageRequest()
    )
    return list(page["items"])


def test_both_sides_of_a_country_show(session: Session) -> None:
    joint = said("ada ben", "ferry-stops", A, 4)
    load(
        session,
        NOW,
        coded("d", 6, [joint, said("ben", "ferry-stops", D, 5), said("cara", "ferry-stops", A)]),
    )
    (norland,) = found(session, Level.COUNTRY, entity="norland")
    # The joint claim is one of Norland's two; its latest word is Ben's.
    assert norland["claims"] == ["d-1", "d-0"]
    assert (norland["stance"], norland["mixed"]) == ("denies", True)
    assert norland["sides"] == [
        {"stance": "affirms", "entities": refs("ada"), "claims": ["d-0"]},
        {"stance": "denies", "entities": refs("ben"), "claims": ["d-1", "d-0"]},
    ]
    # Ben alone is not two-sided: he has changed his mind.
    assert [p["mixed"] for p in found(session, entity="ben")] == [False]
    (sudland,) = found(session, Level.COUNTRY, entity="sudland")
    assert (sudland["mixed"], len(sudland["sides"])) == (False, 1)
    bodies = found(session, Level.ORGANISATION, proposition="ferry-stops")
    assert [(p["entity"]["id"], p["mixed"]) for p in bodies] == [
        ("coast-guard", False), ("ministry", True),
    ]  # fmt: skip


def test_who_says_the_same_together_is_one_side(session: Session) -> None:
    load(session, NOW, coded("d", 6, [said("ada ben", "ferry-stops", A)]))
    (norland,) = found(session, Level.COUNTRY, entity="norland")
    assert norland["sides"] == [
        {"stance": "affirms", "entities": refs("ada", "ben"), "claims": ["d-0"]}
    ]


@pytest.mark.parametrize(
    ("proposition", "ada", "ben", "mixed"),
    [
        ("ferry-stops", A, D, True),
        ("ferry-stops", A, A, False),
        ("ferry-stops", A, U, False),
        # Of this one the codebook says that leaving it open disputes it.
        ("ferry-safe", A, U, True),
        ("ferry-safe", U, A, True),
        ("ferry-safe", D, U, False),
        ("ferry-safe", U, U, False),
    ],
)
def test_a_country_is_of_two_minds_where_its_speakers_dispute_each_other(
    session: Session, proposition: str, ada: Stance, ben: Stance, *, mixed: bool
) -> None:
    load(
        session, NOW, coded("d", 6, [said("ada", proposition, ada), said("ben", proposition, ben)])
    )
    (norland,) = found(session, Level.COUNTRY, entity="norland")
    assert norland["mixed"] is mixed
    # As often the one as the other: so the day leaves it open, and the sides say who does what.
    assert norland["stance"] == (ada if ada is ben else U)
    assert {side["stance"] for side in norland["sides"]} == {ada, ben}
