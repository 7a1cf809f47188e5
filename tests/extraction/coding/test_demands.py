"""What is only demanded is not said to be so."""

import pytest

from app.extraction.coding.demands import is_demand
from tests.extraction.coded_pairs import takes
from tests.extraction.coding.parsed_words import word_of

PLAN = "Russia plans to invade Ukraine"
NO_PLAN = "Russia does not plan to invade Ukraine"
INTENDS = "russia-intends-attack"
IMMINENT = "invasion-imminent"


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said Russia must withdraw its troops from the border.",
        "Macron said Russia should stop massing troops near Ukraine.",
        "Macron said Russia ought to pull back its troops.",
        "Macron said Russia has to pull back its troops.",
        "Macron said it was time for Russia to pull back its troops.",
        "Macron said it is essential that Russia withdraw its troops.",
        "Macron said peace requires that Russian troops leave the border.",
        "Macron said he wanted Russia to withdraw its troops.",
        "Macron said he was waiting for Russia to withdraw its troops.",
        "Macron urged Russia to stop massing troops near Ukraine.",
        "Macron called on Russia to withdraw its troops from the border.",
        "Macron insisted that Russia withdraw its troops.",
        "Baerbock demanded that Russia withdraw its troops.",
        "Baerbock demanded the withdrawal of Russian troops.",
        "Lavrov rejected calls for Russia to withdraw its troops.",
        "Lavrov rejected a demand that Russia withdraw its troops.",
        # It is only promised, put off, or not done.
        "Macron said Russia agreed to withdraw its troops.",
        "Macron said sanctions would end when Russian troops leave the border.",
        "Macron said Russia refused to withdraw its troops.",
    ],
)
def test_what_is_demanded_is_not_said_to_be_so(sentence: str) -> None:
    assert takes(sentence, "troops-massing") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said Russia should not plan to invade Ukraine.",
        "Macron warned Russia not to prepare an attack on Ukraine.",
        "Macron urged Russia not to plan to invade Ukraine.",
    ],
)
def test_who_warns_them_not_to_does_not_say_that_they_do_not(sentence: str) -> None:
    assert takes(sentence, INTENDS) is None


@pytest.mark.parametrize(
    ("sentence", "proposition", "stance"),
    [
        (
            "Scholz urged them to settle the crisis through dialogue.",
            "diplomacy-preferred",
            "affirms",
        ),
        ("Truss said diplomats should leave Kyiv.", "embassies-should-stay", "denies"),
        ("The Kremlin said its troops were withdrawing.", "troops-massing", "denies"),
        # What is demanded is that they do not say so; that it spreads panic is asserted.
        (
            "Kuleba called on the leaders not to say so as the warnings spread panic.",
            "warnings-harm-ukraine",
            "affirms",
        ),
    ],
)
def test_a_demand_shows_what_ought_to_be(sentence: str, proposition: str, stance: str) -> None:
    assert takes(sentence, proposition) == stance


@pytest.mark.parametrize(
    ("sentence", "cue", "demands"),
    [
        ("The union urged drivers to strike.", "urged", True),
        ("The coach warned the team not to sleep.", "warned", True),
        ("The union said drivers strike.", "said", False),
        ("The coach warned that the team sleeps.", "warned", False),
        # What one threatens or claims to do is one's own.
        ("The union threatened to strike.", "threatened", False),
        ("The union claimed to strike.", "claimed", False),
    ],
)
def test_a_cue_of_orders_demands_what_follows(
    sentence: str,
    cue: str,
    demands: bool,  # noqa: FBT001
) -> None:
    verb = word_of(sentence, cue)

    assert is_demand(verb.lemma_, [verb], list(verb.doc[verb.i + 1 :])) is demands
