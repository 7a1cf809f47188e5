"""Whom a short form of a name means."""

import pytest

from app.extraction.speakers.names.bearers import Bearers, is_same_name

SUE, TOM = 0, 1


def bearers() -> Bearers:
    found = Bearers()
    found.add(("Sue", "Harker"), (0, 0), SUE, ("Harker",))
    found.add(("Tom", "Harker"), (1, 0), TOM, ("Harker",))
    found.learn(SUE, "f")
    found.learn(TOM, "m")
    return found


@pytest.mark.parametrize(
    ("words", "place", "gender", "who"),
    [
        ("Harker", (0, 9), None, SUE),
        ("Harker", (1, 9), None, TOM),
        ("Harker", (1, 9), "f", SUE),
        ("Harker", (0, 9), "m", TOM),
        ("HARKER", (1, 9), "f", SUE),
        ("Tom", (0, 9), None, TOM),
        ("Lee", (1, 9), None, None),
    ],
)
def test_the_titles_gender_and_then_who_was_named_last(
    words: str, place: tuple[int, int], gender: str | None, who: int | None
) -> None:
    assert bearers().of((words,), place, gender) == who


def test_nobody_of_another_gender_is_meant() -> None:
    found = Bearers()
    found.add(("Sue", "Harker"), (0, 0), SUE, ("Harker",))
    found.learn(SUE, "f")

    assert found.of(("Harker",), (1, 0), "m") is None


def test_of_two_of_a_gender_the_one_who_was_introduced_with_the_title() -> None:
    found = bearers()
    found.genders[SUE] = "m"
    found.titles |= {(SUE, "Lord"), (TOM, "Mr")}

    assert found.of(("Harker",), (1, 9), "m", "Lord") == SUE


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ann Mary Lee", "Ann Lee", True),
        ("Ann Lee", "Ann Lee", True),
        ("Ann Mary Lee", "Ann Beth Lee", False),
        ("Ann Lee", "Amy Lee", False),
    ],
)
def test_a_middle_name_may_be_left_out(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001
    assert is_same_name(one.split(), other.split()) is is_same
