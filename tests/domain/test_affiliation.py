"""Who speaks for whom, and who is no party to a dispute."""

from dataclasses import replace
from itertools import permutations

import pytest

from app.domain.affiliation import Side, publishes, superiors
from app.domain.enums import EntityKind
from app.domain.knowledge import Entity
from tests.coded_samples import ADA, BEN, GUARD, MINISTRY, NORLAND, REFERENCE
from tests.knowledge_samples import document

ABOVE = superiors(REFERENCE)


def side(*speakers: str) -> Side:
    return Side.of(speakers, ABOVE)


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        # The ministry is hers by way of the coast guard.
        ("ada", {"coast-guard", "ministry", "norland"}),
        ("ben", {"ministry", "norland"}),
        ("coast-guard", {"ministry", "norland"}),
        ("norland", set()),
        ("dan", set()),
    ],
)
def test_a_person_speaks_for_bodies_near_and_far_and_for_a_country(
    entity: str, expected: set[str]
) -> None:
    assert ABOVE[entity] == expected


def test_the_country_of_a_body_is_its_members_too() -> None:
    stateless = replace(BEN, country=None)
    for order in permutations((stateless, MINISTRY, NORLAND)):
        assert superiors(order)["ben"] == {"ministry", "norland"}


def test_who_is_above_is_named_though_nothing_else_is_known_of_it() -> None:
    assert superiors([ADA]) == {"ada": {"coast-guard", "norland"}}


def test_bodies_that_belong_to_each_other_stand_below_themselves_nowhere() -> None:
    around = superiors([replace(MINISTRY, member_of="coast-guard"), GUARD])
    assert around == {
        "ministry": {"coast-guard", "norland"},
        "coast-guard": {"ministry", "norland"},
    }


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("ada",), ("ada",), True),
        (("ada", "dan"), ("dan", "cara"), True),
        # For whom somebody speaks is one with them.
        (("ada",), ("ministry",), True),
        (("dan", "ada"), ("norland",), True),
        # Two who speak for the same are still two.
        (("ada",), ("ben",), False),
        (("ada",), ("cara",), False),
        (("ada",), ("sudland",), False),
        (("dan",), ("stranger",), False),
    ],
)
def test_nobody_disputes_themselves_or_those_for_whom_they_speak(
    one: tuple[str, ...],
    other: tuple[str, ...],
    expected: bool,  # noqa: FBT001
) -> None:
    assert side(*one).is_one_with(side(*other)) is expected
    assert side(*other).is_one_with(side(*one)) is expected


@pytest.mark.parametrize(
    ("name", "aliases", "expected"),
    [
        ("Harbour Gazette", (), True),
        ("The Harbour Gazette", (), True),
        ("Gazette", ("HG", "The Harbour Gazette"), True),
        ("Gazette", (), False),
        ("The Harbour Gazette Staff", (), False),
    ],
)
@pytest.mark.parametrize("article", ["", "The "])
def test_an_outlet_publishes_under_any_of_its_names(
    article: str,
    name: str,
    aliases: tuple[str, ...],
    expected: bool,  # noqa: FBT001
) -> None:
    outlet = Entity("outlet", EntityKind.ORGANISATION, name, aliases)
    published = replace(document("d"), publisher=f"{article}Harbour Gazette")
    assert publishes(outlet, published) is expected
