"""The actors of a document, by what a source may call them."""

import pytest

from app.domain.enums import EntityKind
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.roster import Roster
from tests.extraction_helpers import reference

KNOWN = {"angela-merkel": 0, "emmanuel-macron": 1, "france": 2, "pentagon": 3}
LOPEZ, CLUB, OFFICIAL = 4, 5, 6


def roster() -> Roster:
    registry = CandidateRegistry(reference())
    for identifier in KNOWN:
        registry.of_known(identifier)
    registry.of_name("Maria Lopez", EntityKind.PERSON)
    registry.of_name("Rowing Club", EntityKind.ORGANISATION)
    registry.of_name("senior official", EntityKind.PERSON, anonymous=True)
    registry.learn(LOPEZ, role="fire chief")
    found = Roster(registry)
    found.update()
    return found


@pytest.mark.parametrize(
    ("office", "holders"),
    [
        ({"president"}, {KNOWN["emmanuel-macron"]}),
        ({"french", "president"}, {KNOWN["emmanuel-macron"]}),
        ({"fire", "chief"}, {LOPEZ}),
        ({"german", "president"}, set()),
        ({"official"}, set()),
    ],
)
def test_an_office_is_held_by_whom_all_its_words_describe(
    office: set[str], holders: set[int]
) -> None:
    assert roster().holders_of(frozenset(office)) == holders


def test_a_body_is_known_by_its_name_and_by_what_is_known_of_it() -> None:
    found = roster()

    assert "club" in found.words_about(CLUB)
    assert "department" in found.words_about(KNOWN["pentagon"])


def test_who_joins_the_cast_later_is_taken_in() -> None:
    found = roster()
    later = found.registry.of_name("David Cole", EntityKind.PERSON)
    found.registry.learn(later, role="harbour master")

    found.update()
    assert found.holders_of(frozenset({"master"})) == {later}
