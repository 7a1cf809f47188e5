"""Speakers by description: offices, and sources that are not named."""

import pytest

from app.domain.enums import EntityKind
from app.domain.identity import content_hash
from tests.extraction_helpers import claims_of, knowledge_of


def speaker_of(source: str) -> tuple[str, str, str | None, str | None]:
    """Who says it, as (name, kind, country, body)."""
    knowledge = knowledge_of(f"{source} said it was cold.")
    speaker = next(e for e in knowledge.entities if e.id == knowledge.claims[0].speakers[0])
    return speaker.name, speaker.kind.value, speaker.country, speaker.member_of


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("A former diplomat", ("former diplomat", "person", None, None)),
        ("A witness", ("Witness", "person", None, None)),
        ("Witnesses", ("Witnesses", "organisation", None, None)),
        ("A new study", ("new study", "organisation", None, None)),
        ("A senior Polish official", ("senior Polish official", "person", "poland", None)),
        ("A Pentagon official", ("Pentagon official", "person", "united-states", "pentagon")),
    ],
)
def test_an_unnamed_source_keeps_its_own_words_without_the_article(
    source: str, speaker: tuple[str, str, str | None, str | None]
) -> None:
    assert speaker_of(source) == speaker


def test_a_people_in_the_plural_is_its_country() -> None:
    assert speaker_of("The Russians")[0] == "Russia"


@pytest.mark.parametrize(
    ("later", "speaker"),
    [
        ("The president said it was cold.", "Emmanuel Macron"),
        ("The French president said it was cold.", "Emmanuel Macron"),
        ("The German president said it was cold.", "German president"),
        ("The ambassador said it was cold.", "Ambassador"),
    ],
)
def test_an_office_is_that_of_who_holds_it_in_every_word(later: str, speaker: str) -> None:
    text = f"French President Emmanuel Macron said it was warm. {later}"

    assert claims_of(text)[1][0] == speaker


def test_a_statement_is_of_who_spoke_before() -> None:
    text = "Maria Lopez said it was cold. The statement said it was late."

    assert [speaker for speaker, _ in claims_of(text)] == ["Maria Lopez"] * 2


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
