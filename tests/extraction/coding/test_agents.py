"""Who does what a word names, and what a word is about."""

import pytest

from app.extraction.coding.agents import heads_of, is_about
from tests.extraction.coding.parsed_words import agents_of, word_of


@pytest.mark.parametrize(
    ("sentence", "word", "doer"),
    [
        ("Russia attacks Ukraine.", "attacks", "Russia"),
        ("Ukraine is attacked by Russia.", "attacked", "Russia"),
        ("Russia has no plan to attack Ukraine.", "attack", "Russia"),
        ("Moscow fears a Russian attack.", "attack", "Russian"),
        ("An attack by Russia is near.", "attack", "Russia"),
        ("They gave Moscow the ability to attack.", "attack", "Moscow"),
        ("Russia says it will attack.", "attack", "it"),
        ("Russian forces attack.", "attack", "forces"),
        # Another one does it.
        ("Ukraine attacks Russia.", "attacks", None),
        ("NATO wants war with Russia.", "war", None),
    ],
)
def test_who_does_it_is_the_subject_the_owner_or_who_is_urged_to(
    sentence: str, word: str, doer: str | None
) -> None:
    token = word_of(sentence, word)
    found = agents_of(token.doc).doer(token, "russia")

    assert (found and [token.doc[i].text for i in found]) == (doer and [doer])


@pytest.mark.parametrize(
    ("sentence", "place"),
    [("We will attack.", (0,)), ("Attack at dawn.", ()), ("You attack.", None)],
)
def test_the_speaker_is_meant_by_we_and_where_nobody_is_named(
    sentence: str, place: tuple[int, ...] | None
) -> None:
    word = "Attack" if sentence.startswith("Attack") else "attack"
    token = word_of(sentence, word)

    assert agents_of(token.doc, {"russia"}).doer(token, "russia") == place


@pytest.mark.parametrize(
    ("sentence", "word", "other", "about"),
    [
        ("They plan to launch an attack.", "attack", "plan", True),
        ("It is certain that they attack.", "attack", "certain", True),
        ("They plan a feast after the attack.", "attack", "plan", False),
        ("They plan to sell bread to buy guns.", "guns", "plan", False),
    ],
)
def test_a_plan_is_about_what_it_leads_to_by_light_verbs_alone(
    sentence: str,
    word: str,
    other: str,
    about: bool,  # noqa: FBT001
) -> None:
    token = word_of(sentence, word)

    assert is_about(token, {word_of(sentence, other).i}, range(len(token.doc))) is about


def test_the_head_of_a_phrase_is_the_word_on_which_the_others_depend() -> None:
    parse = word_of("The old road was closed.", "road").doc

    assert [token.text for token in heads_of(list(parse[0:3]))] == ["road"]
