"""The lexicon: what its lists promise each other."""

import re

import pytest
from pydantic import ValidationError

from app.extraction.lexicon.word_lists import (
    Furniture,
    cues,
    descriptions,
    disputes,
    furniture,
    one_of,
    stances,
)


@pytest.mark.parametrize(
    ("lemma", "verb_class"),
    [
        ("dispute", "denying"),
        ("insist", "arguing"),
        ("call on", "demanding"),
        ("warn", "warning"),
        ("walk", None),
        ("", None),
    ],
)
def test_a_verb_is_of_the_class_of_what_it_does(lemma: str, verb_class: str | None) -> None:
    assert cues().verb_class(lemma) == verb_class


def test_every_verb_is_in_one_class() -> None:
    lemmas = [lemma for group in cues().verbs.values() for lemma in group]

    assert len(lemmas) == len(set(lemmas))


def test_verbs_with_an_object_are_verbs_that_report() -> None:
    assert [lemma for lemma in cues().object_verbs if cues().verb_class(lemma) is None] == []


def test_lists_that_pick_some_of_others_pick_only_those() -> None:
    table = disputes()
    taking_sides = {*table.disputing, *table.agreeing}

    assert {*table.of_deeds, *table.of_views, *table.of_persons} <= taking_sides
    assert set(table.disputing).isdisjoint(table.agreeing)
    assert set(table.in_passing) <= set(table.contrasting)
    assert {*table.denials, *table.accusing} - set(table.claim_nouns) <= {"charge"}


def test_words_are_in_lower_case_but_for_titles_and_time_zones() -> None:
    words = {*cues().nouns, *disputes().claim_nouns, *descriptions().person, *stances().negators}

    assert {word for word in words if word != word.lower()} == set()


@pytest.mark.parametrize("line", ["Read more here", "READ THE FULL STORY", "Share", "© The Herald"])
def test_patterns_match_upper_and_lower_case_alike(line: str) -> None:
    assert one_of(furniture().furniture).match(line)


def test_any_one_of_several_patterns_matches_as_a_whole() -> None:
    either = one_of(["a|b", "c"])

    assert [bool(re.fullmatch(either, text)) for text in ("A", "c", "ac")] == [True, True, False]


def test_a_list_that_nobody_reads_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Furniture.model_validate({**furniture().model_dump(), "furnitures": []})
