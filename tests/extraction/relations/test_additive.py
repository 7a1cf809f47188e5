"""Agreements that the text states by "also"."""

import pytest

from tests.extraction.relations.stated_relations import stated

LEAKS = "Angela Merkel said the old bridge leaks."
VET = "The vet said the cow is ill."


@pytest.mark.parametrize(
    "sentence",
    [
        "Emmanuel Macron also said the old bridge leaks.",
        "The old bridge leaks, Emmanuel Macron has also said.",
    ],
)
def test_who_also_says_it_agrees(sentence: str) -> None:
    assert stated(f"{LEAKS} {sentence}") == [("agrees", "Angela Merkel", "Emmanuel Macron")]


@pytest.mark.parametrize(
    "text",
    [
        # Of the bridge he says something else, or the opposite.
        f"{LEAKS} Emmanuel Macron also said the bridge would be painted.",
        f"{LEAKS} Emmanuel Macron also said the old bridge does not leak.",
        # "Also" looks back to his own words.
        f"Emmanuel Macron said the weather was bad. {LEAKS} Macron also said the old bridge leaks.",
        f"{LEAKS} Emmanuel Macron said the old bridge leaks.",
    ],
)
def test_who_also_says_something_else_does_not(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The farmer also said the cow is ill.",
        "The farmer said likewise that the cow is ill.",
        "The singer said it was late. The farmer also said the cow is ill.",
    ],
)
def test_who_has_not_spoken_yet_looks_back_to_another(sentence: str) -> None:
    assert stated(f"{VET} {sentence}") == [("agrees", "Vet", "Farmer")]


@pytest.mark.parametrize(
    "sentence",
    [
        # To hope is not to say so.
        "The farmer also hopes the cow is ill.",
        # "Also" may add to what the farmer said before.
        "The farmer said it was late. The farmer also said the cow is ill.",
        "The farmer also said the horse is ill.",
    ],
)
def test_who_adds_to_his_own_words_or_only_hopes_agrees_with_nobody(sentence: str) -> None:
    assert stated(f"{VET} {sentence}") == []


def test_another_post_is_not_looked_back_to() -> None:
    assert stated(f"{VET}\nLink Copied!\nThe farmer also said the cow is ill.") == []
