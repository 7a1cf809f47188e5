"""Disputes that the text states by setting one claim against the next."""

from dataclasses import replace

import pytest

from app.domain.enums import Quotation
from app.domain.knowledge import Claim, Document
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.pipeline import read
from app.extraction.relations import contrasts
from app.extraction.relations.rule import RelationContext
from tests.extraction.coded_pairs import dam
from tests.extraction.relations.stated_relations import stated
from tests.extraction_helpers import TODAY, reference

SAFE = "Angela Merkel said the dam is safe."
LEAKS = "Angela Merkel said the old bridge leaks."
ACCOUNT = "The talks “did not go well,” said a senior Polish official."


@pytest.mark.parametrize(
    "text",
    [
        # By their stances on a proposition of the codebook.
        f"{SAFE} But Emmanuel Macron said it was unclear if the dam was stable.",
        "While Angela Merkel said the dam is safe, Emmanuel Macron warned that the dam could burst.",
        "Angela Merkel said the dam is safe. In response, Emmanuel Macron said the dam was unstable.",
        # By their words, one of them denied, where the codebook knows nothing of it.
        "Angela Merkel denied that the bridge leaks oil, but Emmanuel Macron said the bridge leaks oil.",
        "Angela Merkel said the bridge was closed in May, but Emmanuel Macron said the bridge was not closed.",
        f"{LEAKS} However, Emmanuel Macron said the old bridge does not leak.",
    ],
)
def test_a_word_of_contrast_between_claims_at_odds_is_a_dispute(text: str) -> None:
    assert stated(text) == [("disputes", "Angela Merkel", "Emmanuel Macron")]


@pytest.mark.parametrize(
    "text",
    [
        # At odds, but the text sets nothing against anything.
        "Angela Merkel said the dam is safe. Emmanuel Macron said the dam was unstable.",
        # Contrasted, but not at odds on anything.
        "Angela Merkel said the dam is safe. But Emmanuel Macron said the dam was expensive.",
        "Angela Merkel said the dam is safe, but Emmanuel Macron said the bridge was not safe.",
        "Angela Merkel said the dam is safe. But Emmanuel Macron agreed that the dam is safe.",
        # Like words, but of something else, or of less.
        "Macron said talks on the dam would resume in May, but Scholz said the talks would not be held.",
        "Macron said talks on the dam would resume, but Scholz said the dam talks would not be held in Berlin.",
        "Japan said exports to China rose, but China said exports to Japan did not rise.",
        "While France denied blocking the fish deal, Spain blamed Brussels for the fish deal.",
        "While France denied blocking the fish deal, Spain said Italy blocked the fish deal.",
        "Merkel said the bridge was closed, but Macron said the bridge was not closed in May.",
        "Merkel said Serbia bombed Hungary, but Macron said Hungary did not bomb Serbia.",
        # One speaker's second thought is no dispute.
        "Angela Merkel said the dam is safe. But Merkel said the dam could burst.",
        # In another post.
        "Angela Merkel said the dam is safe.\nLink Copied!\nBut Emmanuel Macron said the dam was unstable.",
    ],
)
def test_contrast_alone_or_opposition_alone_is_none(text: str) -> None:
    assert stated(text) == []


def test_who_turns_against_what_he_relays_disputes_it() -> None:
    text = (
        "Emmanuel Macron said that Angela Merkel says the dam is safe, but the cracks tell a "
        "different story."
    )

    assert stated(text) == [("disputes", "Angela Merkel", "Emmanuel Macron")]


@pytest.mark.parametrize(
    "text",
    [
        # Nobody keeps saying it.
        "Macron said that Angela Merkel had said the dam was safe, but she left all the same.",
        # The turn is the relayed speaker's own.
        "Macron said that Angela Merkel says: “The dam is safe, but the cracks are deep.”",
    ],
)
def test_a_turn_that_may_be_the_relayed_speakers_own_is_none(text: str) -> None:
    assert stated(text) == []


def test_despite_before_a_relayed_claim_disputes_it() -> None:
    text = (
        "Macron says that despite promises by Merkel that the dam is safe the cracks tell a "
        "different story."
    )
    document = Document("d", "A document", "The Gazette", "en", TODAY, text, "")
    draft = read(Draft(document, reference(), dam()))
    outer = claim(text, "macron", "says", text.partition("that ")[2])
    inner = replace(claim(text, "merkel", "promises", "the dam is safe"), within=outer.id)

    (relation,) = contrasts.find(RelationContext(replace(draft, claims=(outer, inner))))
    assert (relation.type, relation.first, relation.second) == ("disputes", inner, outer)


def claim(text: str, speaker: str, cue: str, words: str) -> Claim:
    """A claim as the text has it."""
    start, at = text.index(words), text.index(cue)
    return Claim(
        id=speaker,
        ordinal=0,
        text=words,
        quotation=Quotation.INDIRECT,
        speakers=(speaker,),
        spans=(Span(start, start + len(words)),),
        mention=speaker.title(),
        mention_span=Span(text.index(speaker.title()), text.index(speaker.title()) + len(speaker)),
        cue=cue,
        cue_span=Span(at, at + len(cue)),
        passage="d.0",
        said_on=None,
        reported_by=None,
        within=None,
        restates=None,
        confidence=0.9,
        method="hand",
    )


def test_what_is_said_despite_assurances_disputes_them() -> None:
    text = (
        "Despite assurances by Polish officials that the dam is safe, Angela Merkel said that the "
        "dam was unstable."
    )

    assert stated(text) == [("disputes", "Polish officials", "Angela Merkel")]


def test_what_is_said_despite_a_warning_disputes_nothing() -> None:
    text = (
        "Despite warnings by Polish officials that the dam is old, Angela Merkel said that the "
        "people were staying."
    )

    assert stated(text) == []


def test_a_relayed_claim_is_set_against_its_answer() -> None:
    text = (
        "The dam is unstable, Emmanuel Macron said. But Angela Merkel told the council that the dam "
        "is safe, according to a Polish official."
    )

    assert stated(text) == [("disputes", "Emmanuel Macron", "Angela Merkel")]


@pytest.mark.parametrize(
    "text",
    [
        "“Zelensky says the threat is real, but he is calm,” Macron said.",
        "“The mayor says the bridge is safe, and I agree, but the railings need paint,” the engineer said.",
        "“Mr Lee says he is ill, but doctors hope he will recover,” his wife said.",
        "Despite assurances from Lee that the dam is safe, Ray said thousands had signed a petition.",
        # The word of contrast joins other things.
        "Merkel said the dam is safe. Macron said the dam is unsafe but Europe is united.",
        "Merkel said the dam is safe. Macron, however old he is, said the dam is unsafe.",
    ],
)
def test_a_turn_to_something_else_is_no_dispute(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Merkel said the dam is safe. Macron, however, said the dam is unsafe.",
        "Merkel said the dam is safe; Macron, by contrast, said the dam is unsafe.",
        "“Merkel says the dam is safe, but the facts tell a very different story,” Macron said.",
    ],
)
def test_a_turn_against_what_was_said_is(text: str) -> None:
    assert [kind for kind, *_ in stated(text)] == ["disputes"]
