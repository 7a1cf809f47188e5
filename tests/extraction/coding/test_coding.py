"""Which stance a claim takes on which proposition, by a codebook."""

import pytest

from app.domain.enums import Stance
from app.domain.knowledge import Knowledge
from app.ingest.seeds.codebook import examples
from tests.extraction.coded_pairs import dam, stances, tally, tally_of_seed_document
from tests.extraction_helpers import SEEDS, codebook, knowledge_of

EXAMPLES = list(examples(SEEDS / "codebook.yaml"))


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Angela Merkel said the dam is safe.", "affirms"),
        ("Angela Merkel said the dam was not safe.", "denies"),
        ("Angela Merkel said the dam was no longer safe.", "denies"),
        ("Angela Merkel said nobody could call the dam safe.", "denies"),
        ("Angela Merkel denied that the dam is safe.", "denies"),
        ("Angela Merkel denied that the dam was unsafe.", "affirms"),
        ("Angela Merkel rejected the claim that the dam was not safe.", "affirms"),
        ("Angela Merkel said the dam might be safe.", "uncertain"),
        ("Angela Merkel said it was unclear whether the dam was safe.", "uncertain"),
        ("Angela Merkel said it was not certain that the dam was safe.", "uncertain"),
    ],
)
def test_negation_doubt_and_denial_turn_what_an_indicator_shows(sentence: str, stance: str) -> None:
    assert stances(knowledge_of(sentence, dam())) == {"dam-safe": stance}


@pytest.mark.parametrize(
    "sentence",
    [
        "Angela Merkel asked whether the dam was safe.",
        "“Is the dam safe?” Angela Merkel asked.",
        "Angela Merkel said that if the dam was safe the village could stay.",
        "Angela Merkel did not deny that the dam was safe.",
        "Angela Merkel said the road was safe.",
        "Angela Merkel said the dam was a safe bet.",
        "Angela Merkel said the dam was old. “The road is safe,” she added.",
    ],
)
def test_who_asks_supposes_or_speaks_of_something_else_takes_no_stance(sentence: str) -> None:
    assert stances(knowledge_of(sentence, dam())) == {}


def test_who_relays_a_claim_does_not_take_its_stance() -> None:
    knowledge = knowledge_of(
        "Emmanuel Macron told reporters that Angela Merkel had said the dam was safe.", dam()
    )

    assert stances(knowledge, "Angela Merkel") == {"dam-safe": "affirms"}
    assert stances(knowledge, "Emmanuel Macron") == {}


def test_what_goes_on_after_the_relayed_words_is_not_the_relayers_own() -> None:
    knowledge = knowledge_of(
        "Angela Merkel’s position is that the cracks are “old but harmless,” and the dam is safe, a "
        "senior Polish official told CNN.",
        dam(),
    )

    assert stances(knowledge, "senior Polish official") == {}


def test_what_a_speaker_goes_against_is_not_his_own() -> None:
    text = (
        "Emmanuel Macron says despite repeated promises from Angela Merkel that the dam is safe, "
        "“people are leaving.”"
    )

    assert stances(knowledge_of(text, dam()), "Emmanuel Macron") == {}


@pytest.mark.parametrize(
    ("sentence", "speaks_of_russia"),
    [
        ("The Kremlin denied that it was planning an attack.", True),
        ("Dmitry Peskov denied any plan for an attack.", True),
        ("Russian officials denied that they were planning an attack.", True),
        ("The White House denied that it was planning an attack.", False),
        ("The Kremlin denied that Ukraine was planning an attack.", False),
    ],
)
def test_an_entity_is_meant_by_its_speakers_own_we_and_it(
    sentence: str,
    speaks_of_russia: bool,  # noqa: FBT001
) -> None:
    found = stances(knowledge_of(sentence))

    assert found.get("russia-intends-attack") == ("denies" if speaks_of_russia else None)


def test_a_coding_says_what_showed_it() -> None:
    knowledge = knowledge_of("Angela Merkel denied that the dam is safe.", dam())
    (coding,) = knowledge.claims[0].stances

    assert coding.reason == "“denied” “dam” … “safe”"
    assert 0.5 < coding.confidence < 1


@pytest.mark.parametrize(("proposition", "stance", "example"), EXAMPLES)
def test_the_codebooks_examples_are_coded_as_it_says(
    proposition: str, stance: Stance, example: str
) -> None:
    assert stances(knowledge_of(example)).get(proposition) == stance


def test_every_proposition_says_what_it_takes_in_and_every_stance_has_an_example() -> None:
    book = codebook()
    indicated = {(indicator.proposition, indicator.stance) for indicator in book.indicators}

    assert 30 <= len(book.propositions) <= 45
    assert all(proposition.description for proposition in book.propositions)
    assert {(proposition, stance) for proposition, stance, _ in EXAMPLES} == indicated


# A little under what docs/evaluation.md gives.
@pytest.mark.parametrize(
    ("topic", "part", "precision", "recall"),
    [
        ("crisis", "tuned", 0.97, 0.95),
        ("crisis", "held_out", 0.9, 0.8),
        ("dam", "tuned", 0.95, 0.85),
        ("dam", "held_out", 0.75, 0.85),
    ],
)
def test_labelled_pairs_are_coded_as_well_as_promised(
    topic: str, part: str, precision: float, recall: float
) -> None:
    found = tally(topic, part)

    assert (found.precision >= precision, found.recall >= recall) == (True, True), found


def test_the_seed_documents_claims_are_coded_as_well_as_promised(
    seed_knowledge: Knowledge,
) -> None:
    found = tally_of_seed_document(seed_knowledge)

    assert found.precision >= 0.97
    assert found.recall >= 0.92


@pytest.mark.parametrize(
    "text",
    [
        "“So Russia has no plans to invade Ukraine. And pigs can fly,” Macron said.",
        "“Russia has no plans to invade Ukraine. Yeah, right,” Macron said.",
    ],
)
def test_mockery_is_no_stance(text: str) -> None:
    assert stances(knowledge_of(text)) == {}
