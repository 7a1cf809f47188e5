"""Known entities, found by any of their names."""

import pytest

from app.domain.enums import EntityKind
from app.domain.knowledge import Entity
from app.extraction.inputs.reference import Known, Reference, words_of


def known(identifier: str, kind: EntityKind, *names: str, demonyms: tuple[str, ...] = ()) -> Known:
    return Known(Entity(identifier, kind, names[0], names[1:]), demonyms)


NORLAND = known(
    "norland", EntityKind.COUNTRY, "Norland", "the Kingdom of Norland", demonyms=("Norlandish",)
)
BANK = known("norland-bank", EntityKind.ORGANISATION, "Norland Bank", "the Bank")
RIVAL = known("rival-bank", EntityKind.ORGANISATION, "Rival", "the Bank")
REFERENCE = Reference.of([NORLAND, BANK, RIVAL])


@pytest.mark.parametrize(
    ("name", "words"),
    [("the White House", ("White", "House")), ("The Gap", ("Gap",)), ("The", ("The",))],
)
def test_a_name_goes_without_its_article(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norland is cold", [("Norland", "norland")]),
        # The longest name at each place.
        ("Norland Bank is in Norland", [("Norland Bank", "norland-bank"), ("Norland", "norland")]),
        ("the Kingdom of Norland", [("Kingdom of Norland", "norland")]),
        ("the norland coast", []),
        ("Bank", [("Bank", "norland-bank")]),
    ],
)
def test_names_are_found_longest_first_and_the_first_bearer_keeps_one(
    text: str, found: list[tuple[str, str]]
) -> None:
    words = text.split()

    assert [(" ".join(words[i:j]), name) for i, j, name in REFERENCE.find(words)] == found


@pytest.mark.parametrize(
    ("word", "country"),
    [("Norlandish", "norland"), ("Norland", "norland"), ("Bank", None), ("Kingdom", None)],
)
def test_an_adjective_or_a_name_speaks_of_a_country(word: str, country: str | None) -> None:
    assert REFERENCE.country_of(word) == country


def test_without_reference_data_nothing_is_found() -> None:
    assert list(Reference.of([]).find(["Norland"])) == []
