"""Disputes and agreements that the text states: by words that point back, and by contrast."""

from dataclasses import replace

import pytest

from app.domain.enums import Quotation, RelationBasis
from app.domain.knowledge import Claim, Document, Relation
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.pipeline import read
from app.extraction.relations import contrasts
from app.extraction.relations.rule import RelationContext
from tests.extraction.coded_pairs import dam
from tests.extraction_helpers import TODAY, knowledge_of, reference, speakers_of

SAFE = "Angela Merkel said the dam is safe."
LEAKS = "Angela Merkel said the old bridge leaks."
ACCOUNT = "The talks “did not go well,” said a senior Polish official."


def stated(text: str) -> list[tuple[str, ...]]:
    """Each stated relation as (type, speakers of one claim, speakers of the other)."""
    knowledge = knowledge_of(text, dam())
    claims = {claim.id: claim for claim in knowledge.claims}
    return [
        (relation.type.value, *(speakers_of(knowledge, claims[claim]) for claim in relation.claims))
        for relation in knowledge.relations
        if relation.basis is RelationBasis.STATED
    ]


def only(text: str) -> Relation:
    (relation,) = (r for r in knowledge_of(text, dam()).relations if r.basis == "stated")
    return relation


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The White House disputes it.", "disputes"),
        ("The White House disputed his account.", "disputes"),
        ("The White House rejected the official's account.", "disputes"),
        ("“That is not true,” the White House said.", "disputes"),
        ("“That’s simply wrong,” the White House said.", "disputes"),
        ("“That is correct,” the White House said.", "agrees"),
    ],
)
def test_words_that_point_back_tie_two_claims(sentence: str, kind: str) -> None:
    assert stated(f"{ACCOUNT}\n{sentence}") == [(kind, "senior Polish official", "White House")]


@pytest.mark.parametrize(
    "sentence",
    [
        # Somebody else's account, which the text does not give.
        "The White House rejected the mayor's account.",
        "The White House rejected his resignation.",
        "“That is not true of the talks in May, of which nobody spoke,” the White House said.",
        "“That is new,” the White House said.",
        # It may be the plan that is rejected, not what was told of it.
        "The White House rejected it.",
        "The White House denied the claim that it rained.",
    ],
)
def test_words_that_point_elsewhere_tie_nothing(sentence: str) -> None:
    assert stated(f"{ACCOUNT} {sentence}") == []


@pytest.mark.parametrize(
    "text",
    [
        "“It is old. As Angela Merkel said the dam is safe,” Emmanuel Macron told reporters.",
        "Emmanuel Macron noted that Angela Merkel herself had said the dam was safe.",
    ],
)
def test_who_leans_on_what_he_relays_agrees_with_it(text: str) -> None:
    assert stated(text) == [("agrees", "Angela Merkel", "Emmanuel Macron")]


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


def test_what_is_stated_on_a_proposition_says_on_which() -> None:
    text = "Angela Merkel said the dam is safe. But Emmanuel Macron said the dam could burst."

    assert only(text).proposition == "dam-safe"
    assert only(f"{ACCOUNT} The White House disputes that account.").proposition is None


def test_the_sentence_that_leans_on_another_proves_it() -> None:
    said = "As Angela Merkel said the dam is safe,” Emmanuel Macron told reporters."

    assert [e.exact for e in only(f"“It is old. {said}").evidence] == [said]


def test_the_sentences_of_both_claims_prove_a_contrast() -> None:
    sentences = ["Angela Merkel said the dam is safe.", "But Emmanuel Macron said it could burst."]
    relation = only(
        "Angela Merkel said the dam is safe. But Emmanuel Macron said the dam could burst."
    )

    assert [evidence.exact for evidence in relation.evidence] == [
        sentences[0],
        "But Emmanuel Macron said the dam could burst.",
    ]
    assert relation.rationale == (
        "“but” sets what “Emmanuel Macron” said against what “Angela Merkel” said."
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Emmanuel Macron also said the old bridge leaks.",
        "The old bridge leaks, Emmanuel Macron has also said.",
    ],
)
def test_who_also_says_it_agrees(sentence: str) -> None:
    assert stated(f"{LEAKS} {sentence}") == [("agrees", "Angela Merkel", "Emmanuel Macron")]


@pytest.mark.parametrize(
    "text",
    [
        # Of the bridge he says something else, or the opposite.
        f"{LEAKS} Emmanuel Macron also said the bridge would be painted.",
        f"{LEAKS} Emmanuel Macron also said the old bridge does not leak.",
        # "Also" looks back to his own words.
        f"Emmanuel Macron said the weather was bad. {LEAKS} Macron also said the old bridge leaks.",
        f"{LEAKS} Emmanuel Macron said the old bridge leaks.",
    ],
)
def test_who_also_says_something_else_does_not(text: str) -> None:
    assert stated(text) == []
