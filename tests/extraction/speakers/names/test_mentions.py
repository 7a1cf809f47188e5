"""Who is named where: by reference data, by the parser, and by the text itself."""

import pytest

from app.domain.enums import EntityKind
from tests.extraction_helpers import claims_of, knowledge_of


def named(text: str) -> list[tuple[str, str]]:
    """Who is named, as (words, entity)."""
    return [(m.span.of(text), m.entity) for m in knowledge_of(text).mentions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Maria Lopez swam. Lopez won.", [("Maria Lopez", "maria-lopez"), ("Lopez", "maria-lopez")]),
        ("Anna Smith-Jones swam. Smith-Jones won.",
         [("Anna Smith-Jones", "anna-smith-jones"), ("Smith-Jones", "anna-smith-jones")]),
        ("Martin King Jr. swam. King won.",
         [("Martin King Jr.", "martin-king-jr"), ("King", "martin-king-jr")]),
        # A surname that is not the last word, from the reference data.
        ("Kim Jong Un swam. Kim won.", [("Kim Jong Un", "kim-jong-un"), ("Kim", "kim-jong-un")]),
        ("Tokyo said it was cold.", [("Tokyo", "japan")]),
        # Titles are no part of a name.
        ("Mr. David Cole swam.", [("David Cole", "david-cole")]),
    ],
)  # fmt: skip
def test_a_surname_and_a_metonym_are_who_bears_them(
    text: str, names: list[tuple[str, str]]
) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    ["The Department froze at 5 p.m. GMT.", "It was cold in Mariupol.", "The ice is thin."],
)
def test_a_common_noun_a_time_zone_and_a_place_name_nobody(text: str) -> None:
    assert named(text) == []


def test_who_bears_a_name_is_of_one_kind_throughout() -> None:
    text = "Nestle said it was cold.\nPeople like Nestle.\nNestle said it was late."

    assert {e.name: e.kind for e in knowledge_of(text).entities} == {
        "Nestle": EntityKind.ORGANISATION
    }


def test_a_surname_at_the_end_of_a_line_beside_a_longer_one() -> None:
    knowledge = knowledge_of(
        "Ursula von der Leyen met Ann Bridge there.\nThey all cross the Bridge"
    )

    last = knowledge.mentions[-1]
    assert (last.entity, last.span.of(knowledge.document.text)) == ("ann-bridge", "Bridge")


def test_what_stands_between_a_name_and_its_junior_is_no_surname() -> None:
    knowledge = knowledge_of(
        "John Hall \t Jr. spoke.\nHe left \t at noon.\nJohn Hall , Jr. is back."
    )

    text = knowledge.document.text
    assert all(mention.span.of(text).strip(" \t,") for mention in knowledge.mentions)


def test_two_people_of_one_surname_are_told_apart() -> None:
    text = (
        "Ann Walker said the road was wet. Walker said it was late.\n"
        "Tom Walker said the road was dry. Walker said it was early."
    )

    assert [speaker for speaker, _ in claims_of(text)] == ["Ann Walker"] * 2 + ["Tom Walker"] * 2


def test_those_whom_a_text_only_names_are_entities_too() -> None:
    knowledge = knowledge_of("Emmanuel Macron said Greece and NATO had been told.")

    kinds = {entity.name: entity.kind for entity in knowledge.entities}
    assert kinds["Greece"] is EntityKind.COUNTRY
    assert kinds["NATO"] is EntityKind.ORGANISATION


def test_a_title_makes_a_name_of_what_follows() -> None:
    text = "Governor Cy Day said the road was wet. Day said it was late."

    assert [speaker for speaker, _ in claims_of(text)] == ["Cy Day", "Cy Day"]


def test_a_common_noun_with_a_capital_is_nobodys_name() -> None:
    text = "Angela Merkel said the Department will act. The Department will meet on Monday."

    assert "department" not in {entity.id for entity in knowledge_of(text).entities}
