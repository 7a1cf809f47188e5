"""Known names that mean somebody else where they stand."""

import pytest

from tests.extraction_helpers import claims_of, knowledge_of


def named(text: str) -> list[tuple[str, str]]:
    """Who is named, as (words, entity)."""
    return [(m.span.of(text), m.entity) for m in knowledge_of(text).mentions]


@pytest.mark.parametrize(
    ("sentence", "name", "entity"),
    [
        ("Jordan won the vote.", "Jordan", "jim-jordan"),
        # A place, and a country's king.
        ("It was cold in Jordan.", "Jordan", "jordan"),
        ("Jordan's king won the vote.", "Jordan", "jordan"),
    ],
)
def test_a_surname_in_the_text_is_a_person_but_not_in_and_not_with_a_genitive(
    sentence: str, name: str, entity: str
) -> None:
    assert named(f"Rep. Jim Jordan ran. {sentence}")[-1] == (name, entity)


def test_without_a_bearer_the_name_is_the_countrys() -> None:
    assert named("Jordan won the vote.") == [("Jordan", "jordan")]


def test_a_country_within_a_longer_name_of_a_person_is_not_named() -> None:
    assert "jordan" not in {entity for _, entity in named("Michael Jordan won the game.")}


def test_a_surname_may_be_a_countrys_name() -> None:
    text = "Rep. Jim Jordan opened the hearing. Jordan said the road was wet."

    assert claims_of(text) == [("Jim Jordan", "the road was wet")]
