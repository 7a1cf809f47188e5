"""What a claim says of what, and whether it says no."""

import pytest

from app.extraction.coding.coding import code
from app.extraction.relations.predication import Predication
from tests.extraction_helpers import draft_after


def predication(sentence: str) -> Predication | None:
    draft = draft_after(code, sentence)
    return Predication.of(draft, draft.claims[0])


@pytest.mark.parametrize(
    ("sentence", "subject", "predicate", "of", "negated"),
    [
        ("The vet said the cow is ill.", "cow", "be", "ill", False),
        ("The vet said the cow does not eat grass.", "cow", "eat", "grass", True),
        ("The vet said the grass was eaten by the cow.", "cow", "eat", "grass", False),
        # Without a subject it is about its own speaker.
        ("The vet denied selling the cow.", None, "sell", "cow", False),
    ],
)
def test_its_one_predicate_has_a_subject_and_an_object(
    sentence: str,
    subject: str | None,
    predicate: str,
    of: str,
    negated: bool,  # noqa: FBT001
) -> None:
    found = predication(sentence)

    assert found is not None
    assert (found.subject, found.predicate, found.object) == (subject, predicate, of)
    assert found.negated is negated


@pytest.mark.parametrize(
    "sentence",
    [
        # Who "it" is, and what two noes come to, is left alone.
        "The vet said it is ill.",
        "The vet said no cow never eats.",
    ],
)
def test_pronouns_and_double_noes_are_left_alone(sentence: str) -> None:
    assert predication(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "same"),
    [
        ("The farmer said the old cow eats hay.", True),
        ("The farmer said the cow eats.", True),
        ("The farmer said the cow eats grass.", False),
        ("The farmer said the horse eats hay.", False),
        ("The farmer said the cow would eat hay.", False),
        ("The farmer said the cow sells hay.", False),
    ],
)
def test_two_are_about_the_same_with_one_predicate_of_one_subject(
    sentence: str,
    same: bool,  # noqa: FBT001
) -> None:
    one, other = predication("The vet said the cow eats hay."), predication(sentence)

    assert one is not None
    assert other is not None
    assert one.is_about_the_same(other) is same


def test_whoever_denies_doing_it_is_who_did_it_for_others() -> None:
    denied = predication("The vet denied selling the cow.")
    told = predication("The farmer said the vet sold the cow.")
    of_another = predication("The farmer said the chef sold the cow.")

    assert denied
    assert told
    assert of_another
    assert denied.is_about_the_same(told)
    assert not denied.is_about_the_same(of_another)


def test_how_often_and_how_much_belong_to_what_is_said() -> None:
    always, eats = (
        predication("The vet said the cow always eats."),
        predication("The vet said the cow eats."),
    )

    assert always
    assert eats
    assert (always.holds(eats), eats.holds(always)) == (True, False)
