"""Disputes and agreements that the text states: after a denial, and by name."""

import pytest

from tests.extraction.relations.test_contrasts import SAFE, stated


@pytest.mark.parametrize(
    "text",
    [
        # What is rejected is what was denied, not the denial.
        "Israel denied bombing the hospital. Iran rejected the accusation.",
        "Israel denied bombing the hospital. Iran disputed it.",
        "Israel denied bombing the hospital. “That is not true,” Iran said.",
        "Israel said it did not bomb the hospital. Iran rejected the accusation.",
        "Scholz rejected the claim that the chemical kills bees. Macron dismissed the accusation.",
    ],
)
def test_after_a_denial_it_is_unsure_what_words_point_to(text: str) -> None:
    assert stated(text) == []


def test_only_the_denial_itself_is_meant_by_that_name() -> None:
    text = "Israel denied bombing the hospital. Iran rejected that denial."

    assert stated(text) == [("disputes", "Israel", "Iran")]


def test_after_words_that_point_back_others_mean_the_same() -> None:
    text = (
        "Hungary said the bridge was bombed by Serbia. Serbia denied the allegation, and Romania "
        "rejected the claim."
    )

    assert stated(text) == [("disputes", "Hungary", "Serbia"), ("disputes", "Hungary", "Romania")]


@pytest.mark.parametrize(
    ("text", "disputed"),
    [
        ("Macron confirmed the attack. Scholz rejected the accusation.", []),
        ("Macron said that Italy broke the pact. Draghi rejected the accusation.", []),
        (
            "Macron said that Italy broke the pact. The Italian government rejected the accusation.",
            [("disputes", "Macron", "Italian government")],
        ),
        (
            "Macron accused his rivals of lying. Marine Le Pen rejected the accusation.",
            [("disputes", "Macron", "Marine Le Pen")],
        ),
    ],
)
def test_an_accusation_is_one_of_whoever_rejects_it(
    text: str, disputed: list[tuple[str, ...]]
) -> None:
    assert stated(text) == disputed


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Olaf Scholz contradicted Merkel, saying the dam is not safe.", "disputes"),
        ("Olaf Scholz disagreed with Merkel, saying the dam could burst.", "disputes"),
        ("Olaf Scholz echoed Merkel, saying the dam is stable.", "agrees"),
        ("Olaf Scholz agreed with Merkel that the dam is safe.", "agrees"),
        ("Olaf Scholz said the dam is stable, echoing Merkel.", "agrees"),
        ("“Merkel is right: the dam is safe,” Olaf Scholz said.", "agrees"),
        ("“Merkel is wrong: the dam could burst,” Olaf Scholz said.", "disputes"),
        ("Olaf Scholz agreed with Merkel.", "agrees"),
        ("Olaf Scholz disagreed with Merkel.", "disputes"),
        ("Olaf Scholz disagreed with that assessment.", "disputes"),
    ],
)
def test_who_is_named_is_upheld_or_contested(sentence: str, kind: str) -> None:
    assert stated(f"{SAFE} {sentence}") == [(kind, "Angela Merkel", "Olaf Scholz")]


@pytest.mark.parametrize(
    "sentence",
    [
        # It does not fit what she said.
        "Olaf Scholz agreed with Merkel that the dam should be raised.",
        "Olaf Scholz contradicted Merkel, saying the dam should be raised.",
        "“Merkel is right about many things,” Olaf Scholz said.",
        # Of what else she said nothing is told here.
        "Emmanuel Macron said it would rain. Olaf Scholz agreed with Merkel.",
        "Olaf Scholz did not agree with Merkel.",
        # A person is backed for more than words.
        "Olaf Scholz backed Merkel.",
        "Olaf Scholz challenged Merkel.",
        "Olaf Scholz agreed with Putin.",
    ],
)
def test_a_name_alone_ties_nothing(sentence: str) -> None:
    assert stated(f"{SAFE} {sentence}") == []
