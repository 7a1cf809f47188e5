"""Sources → speakers: the same person however the text calls them."""

import pytest

from app.domain.enums import EntityKind
from app.domain.identity import content_hash
from tests.extraction_helpers import claims_of, knowledge_of, speakers_of


def test_a_surname_at_the_end_of_a_line_beside_a_longer_one() -> None:
    knowledge = knowledge_of(
        "Ursula von der Leyen met Ann Bridge there.\nThey all cross the Bridge"
    )

    last = knowledge.mentions[-1]
    assert (last.entity, last.span.of(knowledge.document.text)) == ("ann-bridge", "Bridge")


def test_what_stands_between_a_name_and_its_junior_is_no_surname() -> None:
    knowledge = knowledge_of(
        "John Hall \t Jr. spoke.\nHe left \t at noon.\nJohn Hall , Jr. is back."
    )

    text = knowledge.document.text
    assert all(mention.span.of(text).strip(" \t,") for mention in knowledge.mentions)


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


def test_a_joint_statement_has_every_speaker_in_order() -> None:
    text = (
        "Sergey Lavrov and Russian President Vladimir Putin’s spokesman, Dmitry Peskov, said "
        "the road was wet."
    )

    assert claims_of(text) == [("Sergey Lavrov & Dmitry Peskov", "the road was wet")]


def test_two_people_of_one_surname_are_told_apart() -> None:
    text = (
        "Ann Walker said the road was wet. Walker said it was late.\n"
        "Tom Walker said the road was dry. Walker said it was early."
    )

    assert [speaker for speaker, _ in claims_of(text)] == ["Ann Walker"] * 2 + ["Tom Walker"] * 2


def test_an_unnamed_official_is_a_person_who_speaks_for_a_country() -> None:
    (claim,) = (knowledge := knowledge_of("A senior Polish official said it would rain.")).claims

    official = next(e for e in knowledge.entities if e.id == claim.speakers[0])
    assert (official.kind, official.anonymous, official.country) == (
        EntityKind.PERSON,
        True,
        "poland",
    )
    assert official.id.startswith("senior-polish-official-")


def test_an_unnamed_group_is_an_organisation() -> None:
    (claim,) = (knowledge := knowledge_of("Polish officials said it would rain.")).claims

    group = next(e for e in knowledge.entities if e.id == claim.speakers[0])
    assert (group.id, group.kind, group.anonymous) == (
        f"polish-officials-{content_hash('d')[:6]}",
        EntityKind.ORGANISATION,
        True,
    )


def test_what_the_text_says_of_an_office_is_kept() -> None:
    knowledge = knowledge_of("Polish Transport Minister Jan Zielony said the road was wet.")

    minister = next(e for e in knowledge.entities if e.name == "Jan Zielony")
    assert (minister.role, minister.country) == ("Polish Transport Minister", "poland")


def test_those_whom_a_text_only_names_are_entities_too() -> None:
    knowledge = knowledge_of("Emmanuel Macron said Greece and NATO had been told.")

    kinds = {entity.name: entity.kind for entity in knowledge.entities}
    assert kinds["Greece"] is EntityKind.COUNTRY
    assert kinds["NATO"] is EntityKind.ORGANISATION


def test_what_is_told_inside_a_statement_is_relayed() -> None:
    text = "Emmanuel Macron told Angela Merkel that it would rain, a French official told CNN."
    knowledge = knowledge_of(text)

    outer, inner = knowledge.claims
    assert (speakers_of(knowledge, outer), outer.reported_by) == ("French official", "cnn")
    assert (speakers_of(knowledge, inner), inner.within) == ("Emmanuel Macron", outer.id)
    assert inner.reported_by == outer.speakers[0]


def test_bylines_do_not_speak() -> None:
    text = "Rain in Paris\nBy Ann Lee\n“It will rain on everybody today.”\n"

    assert claims_of(text) == []


def test_bylines_and_captions_name_people_and_places_too() -> None:
    text = (
        "Bridge reopens after a year\n"
        "From the Gazette's Ann Walker\n"
        "A view of the bridge at Liège, Belgium, in January.\n"
        "(Handout/AFP)\n"
        "Angela Merkel said the road was wet.\n"
    )

    knowledge = knowledge_of(text)
    named = {
        knowledge.document.text[m.span.start : m.span.end]: m.entity for m in knowledge.mentions
    }
    assert (named["Ann Walker"], named["Belgium"]) == ("ann-walker", "belgium")
    assert [claim.speakers for claim in knowledge.claims] == [("angela-merkel",)]


def test_an_abbreviation_is_the_body_whose_initials_it_is() -> None:
    text = "The Northern Harbour Board (NHB) met. The NHB said the road was wet."

    knowledge = knowledge_of(text)
    assert claims_of(text) == [("Northern Harbour Board", "the road was wet")]
    assert {mention.entity for mention in knowledge.mentions} == {"northern-harbour-board"}


def test_a_title_makes_a_name_of_what_follows() -> None:
    text = "Governor Cy Day said the road was wet. Day said it was late."

    assert [speaker for speaker, _ in claims_of(text)] == ["Cy Day", "Cy Day"]


def test_a_common_noun_with_a_capital_is_nobodys_name() -> None:
    text = "Angela Merkel said the Department will act. The Department will meet on Monday."

    assert "department" not in {entity.id for entity in knowledge_of(text).entities}


@pytest.mark.parametrize(("noun", "speaker"), [("department", "Pentagon"), ("agency", "Oxfam")])
def test_a_body_is_meant_that_may_be_called_so(noun: str, speaker: str) -> None:
    text = (
        "The Pentagon said the road was wet.\n"
        f"The {noun} said on Monday that the bridge was closed.\n"
        "The bridge will be open soon, Oxfam said."
    )

    assert claims_of(text)[1] == (speaker, "the bridge was closed")


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Merkel spokeswoman Melezia Figueroa", "Melezia Figueroa"),
        ("Erin Murphy, a former aide to Hillary Clinton,", "Erin Murphy"),
        ("The Clinton campaign", "Clinton campaign"),
        ("Kemi Badenoch", "Kemi Badenoch"),
        ("Erin Murphy and Hillary Clinton", "Erin Murphy & Hillary Clinton"),
    ],
)
def test_whoever_is_only_named_beside_the_speaker_says_nothing(source: str, speaker: str) -> None:
    assert claims_of(f"{source} said the road was wet.") == [(speaker, "the road was wet")]


def test_a_surname_may_be_a_countrys_name() -> None:
    text = "Rep. Jim Jordan opened the hearing. Jordan said the road was wet."

    assert claims_of(text) == [("Jim Jordan", "the road was wet")]


def test_a_spokeswoman_is_not_her_principal() -> None:
    text = (
        "The prime minister’s spokeswoman, Camilla Marshall, said the road was wet. "
        "The prime minister said he was tired."
    )

    assert [speaker for speaker, _ in claims_of(text)] == ["Camilla Marshall", "prime minister"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A number of tax experts", "tax experts"),
        ("Dozens of mayors", "Mayors"),
        ("A group of nine senators", "nine senators"),
        ("The group", "Group"),
    ],
)
def test_how_many_they_are_is_not_who_they_are(source: str, name: str) -> None:
    assert claims_of(f"{source} said the plan fails.") == [(name, "the plan fails")]
