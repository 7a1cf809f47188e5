"""Parts of a personal name: titles, letters, particles, surname, gender."""

import pytest

from app.extraction.parser import parser
from app.extraction.speakers.names.personal_names import (
    bare,
    given_gender,
    is_courtesy,
    run,
    surname,
    title_gender,
)


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("Ursula von der Leyen", "von der Leyen"),
        ("Ludwig Van Houten", "Van Houten"),
        ("Tawfiq al - Rashdan", "al - Rashdan"),
        ("Laura Smith - Spark", "Smith - Spark"),
        ("Martin King Jr.", "King"),
        ("Cher", "Cher"),
    ],
)
def test_a_surname_has_its_particles_and_both_its_halves(words: str, family: str) -> None:
    assert " ".join(surname(words.split())) == family


@pytest.mark.parametrize("title", ["Mr", "Mr.", "MR.", "Ms", "Cllr", "Dame", "Shri", "Prof"])
def test_a_courtesy_title_counts_with_and_without_its_dot(title: str) -> None:
    assert is_courtesy(parser()(f"{title} Lee said no.")[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Rev Ann Lee", "Ann Lee"),
        ("Ann Lee MP", "Ann Lee"),
        ("Conductor Pascal Orme", "Pascal Orme"),
        ("Ann Lee's", "Ann Lee"),
        ("the 46", None),
    ],
)
def test_a_bare_name_is_without_title_letters_and_occupation(text: str, name: str | None) -> None:
    parse = parser()(text)
    found = bare(parse, 0, len(parse))

    assert (parse[slice(*found)].text if found else None) == name


@pytest.mark.parametrize(
    "name", ["Anna van der Lee-Roth", "Noh Eun-byeol", "Bastien d'Aubrac", "al-Rashdan"]
)
def test_a_name_runs_over_particles_and_hyphens(name: str) -> None:
    parse = parser()(f"{name} said no.")

    assert parse[: run(parse, 0)].text == name


def test_titles_and_given_names_tell_a_gender() -> None:
    assert title_gender(parser()("Prof Dame Ann Lee"), 2) == "f"
    assert title_gender(parser()("Dr Lee"), 1) is None
    assert [given_gender(n.split()) for n in ("Priya Nair", "Joseph Oduor", "Nair", "Xyz Lee")] == [
        "f",
        "m",
        None,
        None,
    ]
