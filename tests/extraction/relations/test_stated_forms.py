"""The forms in which a text states that somebody disputes or upholds what another said."""

import pytest

from tests.extraction.coded_pairs import stances
from tests.extraction.relations.test_contrasts import stated
from tests.extraction_helpers import knowledge_of

BRIDGE = "The mayor said the bridge is safe."


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The council contradicted the mayor, saying the bridge was not safe.", "disputes"),
        ("The council agreed with the mayor, saying the bridge was safe.", "agrees"),
        ("The council agreed with the mayor.", "agrees"),
        ("The mayor is wrong, the council said.", "disputes"),
        ("“The mayor is wrong,” the council said.", "disputes"),
        ("The council called that claim false.", "disputes"),
        ("The council dismissed that claim as false.", "disputes"),
        ("The council called the mayor's claim false.", "disputes"),
        ("The council rejected the mayor's claim.", "disputes"),
        ("The council disputed that the bridge is safe.", "disputes"),
    ],
)
def test_what_the_mayor_said_is_disputed_or_upheld(sentence: str, kind: str) -> None:
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


@pytest.mark.parametrize(
    "sentence",
    [
        "The council did not contradict the mayor, saying the bridge was not safe.",
        "The council would not dispute the mayor's claim that the bridge is safe.",
        "The council has never called that claim false.",
        "The council called that bridge false.",
        "The council disputed that the road is safe.",
        # Who denies something need not answer anybody.
        "The council denied that the bridge is safe.",
        # It may be the plan that is rejected.
        "The council rejected that.",
        "The mayor is wrong about the tolls, the council said.",
    ],
)
def test_what_only_sounds_like_it_is_not(sentence: str) -> None:
    assert stated(f"{BRIDGE} {sentence}") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2014 Putin said Russia had no plan to invade Ukraine.",
        "Macron said last week that Russia does not plan to invade Ukraine.",
        "Macron said two weeks ago that Russia does not plan to invade Ukraine.",
        "Years ago Macron said Russia does not plan to invade Ukraine.",
        "Last year, Macron said Russia does not plan to invade Ukraine.",
    ],
)
def test_what_was_said_before_is_not_held_against_anybody_today(sentence: str) -> None:
    assert stances(knowledge_of(sentence)) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said on Monday that Russia does not plan to invade Ukraine.",
        "Macron said in 2024 that Russia does not plan to invade Ukraine.",
        "Macron said that Russia does not plan to invade Ukraine.",
    ],
)
def test_what_was_said_on_a_known_day_is(sentence: str) -> None:
    assert stances(knowledge_of(sentence))["russia-intends-attack"] == "denies"


@pytest.mark.parametrize(
    "text",
    [
        "“So Russia has no plans to invade Ukraine. And pigs can fly,” Macron said.",
        "“Russia has no plans to invade Ukraine. Yeah, right,” Macron said.",
    ],
)
def test_mockery_is_no_stance(text: str) -> None:
    assert stances(knowledge_of(text)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Vladimir Putin said {0} wants war with Ukraine. The Russian leader then said {0} does not want war.",
        "A Russian diplomat said {0} wants war with Ukraine. The diplomat said {0} does not want war.",
    ],
)
def test_a_description_may_mean_who_spoke_before(text: str) -> None:
    assert knowledge_of(text.format("Russia")).relations == ()


def test_a_description_of_another_country_does_not() -> None:
    text = (
        "Vladimir Putin said Russia does not want war. The American leader said Russia wants war."
    )

    found = knowledge_of(text).relations
    # On each question that both bear on.
    assert found
    assert {r.type.value for r in found} == {"disputes"}


def test_what_one_says_that_he_said_is_one_claim() -> None:
    knowledge = knowledge_of("Angela Merkel said she had warned that the bridge was not safe.")

    assert [claim.within for claim in knowledge.claims] == [None]
