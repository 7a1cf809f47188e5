"""Sources → speakers: the same person however the text calls them."""

import pytest

from tests.extraction_helpers import claims_of, knowledge_of, speakers_of


@pytest.mark.parametrize(
    ("later", "speaker"),
    [
        ("Macron added that it would rain.", "Emmanuel Macron"),
        ("He added that it would rain.", "Emmanuel Macron"),
        ("The French president added that it would rain.", "Emmanuel Macron"),
        ("The Kremlin said that it would rain.", "Kremlin"),
        ("Paris said that it would rain.", "France"),
        ("A senior French official said that it would rain.", "senior French official"),
        ("Analysts said that it would rain.", "Analysts"),
    ],
)
def test_names_pronouns_offices_and_metonyms(later: str, speaker: str) -> None:
    text = f"French President Emmanuel Macron said the road was wet. {later}"

    assert claims_of(text)[1] == (speaker, "it would rain")


def test_what_is_told_inside_a_statement_is_relayed() -> None:
    text = "Emmanuel Macron told Angela Merkel that it would rain, a French official told CNN."
    knowledge = knowledge_of(text)

    outer, inner = knowledge.claims
    assert (speakers_of(knowledge, outer), outer.reported_by) == ("French official", "cnn")
    assert (speakers_of(knowledge, inner), inner.within) == ("Emmanuel Macron", outer.id)
    assert inner.reported_by == outer.speakers[0]


def test_a_body_is_meant_that_may_be_called_so() -> None:
    text = (
        "The Pentagon said the road was wet.\n"
        "The bridge will be open soon, Oxfam said.\n"
        "The department said on Monday that the bridge was closed."
    )

    assert claims_of(text)[2] == ("Pentagon", "the bridge was closed")


def test_a_spokeswoman_is_not_her_principal() -> None:
    text = (
        "The prime minister’s spokeswoman, Camilla Marshall, said the road was wet. "
        "The prime minister said he was tired."
    )

    assert [speaker for speaker, _ in claims_of(text)] == ["Camilla Marshall", "prime minister"]
