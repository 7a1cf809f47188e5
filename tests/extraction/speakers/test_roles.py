"""Offices and allegiances that the text gives."""

import pytest

from app.extraction.speakers.roles import plain
from tests.extraction_helpers import knowledge_of


def learnt(sentence: str, name: str = "David Cole") -> tuple[str | None, str | None, str | None]:
    """What is learnt of a person, as (role, country, body)."""
    person = next(e for e in knowledge_of(sentence).entities if e.name == name)
    return person.role, person.country, person.member_of


@pytest.mark.parametrize(
    ("source", "role", "country", "body"),
    [
        ("Fire Chief David Cole", "Fire Chief", None, None),
        ("NATO Secretary General David Cole", "NATO Secretary General", None, "nato"),
        ("Polish Army Gen. David Cole", "Polish Army Gen.", "poland", None),
        ("Italian Ambassador to Rome David Cole", "Italian Ambassador to Rome", "italy", None),
        ("The coach's spokesman, David Cole,", "coach's spokesman", None, None),
        ("David Cole, a swimmer,", "swimmer", None, None),
        ("Kenyan farmer David Cole", "Kenyan farmer", "kenya", None),
        ("Angela Merkel's spokesman, David Cole,", "Angela Merkel's spokesman", "germany", None),
        ("David Cole, director of the Polar Institute,",
         "director of the Polar Institute", None, "polar-institute"),
        ("David Cole (chairman of the club)", "chairman of the club", None, None),
    ],
)  # fmt: skip
def test_a_role_stands_before_a_name_or_behind_a_comma(
    source: str, role: str, country: str | None, body: str | None
) -> None:
    assert learnt(f"{source} said the ice was thin.") == (role, country, body)


@pytest.mark.parametrize("source", ["David Cole", "Mr. David Cole", "David Cole, as ever,"])
def test_an_honorific_is_no_role(source: str) -> None:
    assert learnt(f"{source} said the ice was thin.") == (None, None, None)


def test_the_office_that_is_told_first_stays() -> None:
    text = "Senator David Cole spoke. David Cole, director of the club, said the ice was thin."

    assert learnt(text)[0] == "Senator"


@pytest.mark.parametrize(
    ("word", "office"), [("Gen.", "general"), ("Secretary,", "secretary"), ("U.S.", "us")]
)
def test_offices_are_compared_in_one_form(word: str, office: str) -> None:
    assert plain(word) == office


def test_what_the_text_says_of_an_office_is_kept() -> None:
    knowledge = knowledge_of("Polish Transport Minister Jan Zielony said the road was wet.")

    minister = next(e for e in knowledge.entities if e.name == "Jan Zielony")
    assert (minister.role, minister.country) == ("Polish Transport Minister", "poland")
