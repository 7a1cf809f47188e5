"""Disputes and agreements that the text states by name."""

import pytest

from tests.extraction.relations.stated_relations import stated

BRIDGE = "The mayor said the bridge is safe."
SAFE = "Angela Merkel said the dam is safe."


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


def test_people_of_a_kind_may_be_named_again() -> None:
    sentence = "Inspectors said the lift was unsafe. The chairwoman agreed with the inspectors that the lift was unsafe."
    assert stated(sentence) == [("agrees", "Inspectors", "Chairwoman")]


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


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The council contradicted the mayor, saying the bridge was not safe.", "disputes"),
        ("The council agreed with the mayor, saying the bridge was safe.", "agrees"),
        ("The council agreed with the mayor.", "agrees"),
        ("The mayor is wrong, the council said.", "disputes"),
        ("“The mayor is wrong,” the council said.", "disputes"),
    ],
)
def test_an_office_names_who_spoke_before(sentence: str, kind: str) -> None:
    assert stated(f"{BRIDGE} {sentence}") == [(kind, "Mayor", "Council")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council did not contradict the mayor, saying the bridge was not safe.",
        "The mayor is wrong about the tolls, the council said.",
    ],
)
def test_who_is_not_contradicted_or_is_wrong_of_something_else_is_not(sentence: str) -> None:
    assert stated(f"{BRIDGE} {sentence}") == []
