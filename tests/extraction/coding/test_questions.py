"""What is left open, and by which words."""

import pytest

from app.extraction.coding.questions import asks_other, is_asked
from tests.extraction.coded_pairs import takes
from tests.extraction.coding.parsed_words import word_of

PLAN = "Russia plans to invade Ukraine"
NO_PLAN = "Russia does not plan to invade Ukraine"
INTENDS = "russia-intends-attack"
IMMINENT = "invasion-imminent"


@pytest.mark.parametrize(
    "words",
    [
        "he had no information on whether an attack was imminent",
        "it was not his job to say whether an attack was imminent",
        "it does not matter if an attack is imminent",
        "he had discussed with Putin whether an attack was imminent",
        "nobody had asked whether an attack was imminent",
        "it was unclear where an attack would begin",
        "it was unclear how Germany would respond to an attack",
        "it was unclear who would lead an attack",
        "he was not sure the sanctions would work after an attack",
        "he was not sure that Germany would help after an attack",
    ],
)
def test_not_every_whether_leaves_it_open(words: str) -> None:
    assert takes(f"Macron said {words}.", IMMINENT) is None


@pytest.mark.parametrize(
    "words",
    [
        "it was unclear whether an attack would come",
        "nobody knew if an attack would come soon",
        "it was not certain that an attack would take place",
        "it was too early to say whether an attack was imminent",
        "it remained to be seen whether an attack was imminent",
        "it was an open question whether an attack was imminent",
    ],
)
def test_what_is_unclear_or_hard_to_say_is_left_open(words: str) -> None:
    assert takes(f"Macron said {words}.", IMMINENT) == "uncertain"


@pytest.mark.parametrize(
    ("sentence", "verb", "asked"),
    [
        ("It is unclear whether they skate.", "skate", True),
        ("Nobody is sure whether they skate.", "skate", True),
        ("It is too early to say whether they skate.", "skate", True),
        ("It remains to be seen whether they skate.", "skate", True),
        ("They talked about whether they skate.", "skate", False),
        ("She is sure that they skate.", "skate", False),
    ],
)
def test_a_clause_is_left_open_by_what_stands_over_it(
    sentence: str,
    verb: str,
    asked: bool,  # noqa: FBT001
) -> None:
    assert is_asked(word_of(sentence, verb)) is asked


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("It is unclear where they skate.", True),
        ("It is unclear who skates.", True),
        ("It is unclear whether they skate.", False),
    ],
)
def test_who_and_where_leave_open_something_else(
    sentence: str,
    other: bool,  # noqa: FBT001
) -> None:
    verb = "skates" if "skates" in sentence else "skate"

    assert asks_other(word_of(sentence, verb)) is other
