"""A source as it stands in the text: its head, and which names in it speak."""

import pytest

from app.extraction.speakers.sources import Source, source_of, speaks
from tests.extraction_helpers import claims_of, paragraph_of
from tests.knowledge_samples import at


def source(words: str, rest: str = "said the ice was thin.") -> Source:
    text = f"{words} {rest}"
    found = source_of(paragraph_of(text), 0, at(words, text=text))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "head", "is_plural", "is_definite"),
    [
        ("The ambassador", "ambassador", False, True),
        ("A senior Polish official", "official", False, False),
        ("Two analysts at the bank", "analysts", True, False),
        ("His lawyers", "lawyers", True, True),
    ],
)
def test_the_head_tells_number_and_the_first_word_who_is_meant(
    words: str,
    head: str,
    is_plural: bool,  # noqa: FBT001
    is_definite: bool,  # noqa: FBT001
) -> None:
    found = source(words)

    assert (found.head.text, found.is_plural, found.is_definite) == (head, is_plural, is_definite)


def test_a_headline_leaves_articles_out() -> None:
    text = "Mayor says ice is thin\nIt was cold."
    found = source_of(paragraph_of(text), 0, at("Mayor", text=text))

    assert found is not None
    assert found.is_definite


@pytest.mark.parametrize(
    ("words", "name", "does_speak"),
    [
        ("Maria Lopez", "Maria Lopez", True),
        ("Maria Lopez's spokesman", "Maria Lopez", False),
        ("A friend of Maria Lopez", "Maria Lopez", False),
        ("Fire Chief Maria Lopez", "Maria Lopez", True),
    ],
)
def test_a_name_in_the_genitive_or_under_a_preposition_does_not_speak(
    words: str,
    name: str,
    does_speak: bool,  # noqa: FBT001
) -> None:
    assert speaks(source(words), at(name, text=words)) is does_speak


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A number of tax experts", "tax experts"),
        ("Dozens of mayors", "Mayors"),
        ("A group of nine senators", "nine senators"),
        ("The group", "Group"),
    ],
)
def test_how_many_they_are_is_not_who_they_are(source: str, name: str) -> None:
    assert claims_of(f"{source} said the plan fails.") == [(name, "the plan fails")]
