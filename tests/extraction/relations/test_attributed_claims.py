"""Disputes and agreements with what is told as another's."""

import pytest

from tests.extraction.relations.stated_relations import stated

BRIDGE = "The mayor said the bridge is safe."
VET = "The vet said the cow is ill."


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The council disputed that the bridge is safe.", "disputes"),
    ],
)
def test_what_the_mayor_said_is_disputed(sentence: str, kind: str) -> None:
    assert stated(f"{BRIDGE} {sentence}") == [(kind, "Mayor", "Council")]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The council disputed the mayor's claim that the bridge is safe.", "disputes"),
        ("The council rejected the mayor's claim that the bridge is safe.", "disputes"),
        ("The council reiterated the mayor's assessment that the bridge is safe.", "agrees"),
    ],
)
def test_whose_claim_it_is_the_sentence_itself_may_say(sentence: str, kind: str) -> None:
    assert stated(sentence) == [(kind, "Mayor", "Council")]


def test_a_phrase_disputes_like_a_verb_and_the_owner_may_follow_the_noun() -> None:
    sentence = (
        "Mayor Carla Finch took issue with the suggestion by Iris Boll, who once ran the port, that "
        "the dredger was unsafe."
    )
    assert stated(sentence) == [("disputes", "Iris Boll", "Carla Finch")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council would not dispute the mayor's claim that the bridge is safe.",
        "The council disputed that the road is safe.",
        # Who denies something need not answer anybody.
        "The council denied that the bridge is safe.",
    ],
)
def test_what_only_sounds_like_a_dispute_is_none(sentence: str) -> None:
    assert stated(f"{BRIDGE} {sentence}") == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The farmer disputed the vet's claim that the cow is ill.", "disputes"),
        ("The farmer repeated the vet's warning that the cow is ill.", "agrees"),
    ],
)
def test_a_noun_with_its_owner_says_whose_claim_it_is(sentence: str, kind: str) -> None:
    assert stated(sentence) == [(kind, "Vet", "Farmer")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The farmer did not dispute the vet's claim that the cow is ill.",
        "The farmer disputed his own claim that the cow is ill.",
        # A theory need not be said of anything.
        "The farmer dismissed the vet's theory that the cow is ill.",
    ],
)
def test_ones_own_claim_a_theory_and_what_is_not_disputed_tie_nothing(sentence: str) -> None:
    assert stated(sentence) == []


@pytest.mark.parametrize(
    ("between", "answers"),
    [
        ("", True),
        ("It was late.", True),
        # Somebody else spoke last.
        ("The singer said it rained.", False),
    ],
)
def test_without_an_owner_the_claim_just_before_is_answered(
    between: str,
    answers: bool,  # noqa: FBT001
) -> None:
    found = stated(f"{VET} {between} The farmer contested that the cow is ill.")

    assert found == ([("disputes", "Vet", "Farmer")] if answers else [])
