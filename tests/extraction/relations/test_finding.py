"""What is found of relations: between whom, and which claims are one."""

import pytest

from app.domain.enums import RelationType
from app.domain.identity import content_hash
from tests.extraction.coded_pairs import dam
from tests.extraction.relations.stated_relations import only
from tests.extraction_helpers import knowledge_of

ACCOUNT = "The talks “did not go well,” said a senior Polish official."


def test_relations_are_between_different_speakers() -> None:
    (relation,) = knowledge_of(f"{ACCOUNT} The White House disputes that account.").relations

    assert relation.type is RelationType.DISPUTES
    assert relation.claims[0] != relation.claims[1]


@pytest.mark.parametrize(
    "text",
    [
        "Vladimir Putin said {0} wants war with Ukraine. The Russian leader then said {0} does not want war.",
        "A Russian diplomat said {0} wants war with Ukraine. The diplomat said {0} does not want war.",
    ],
)
def test_a_description_may_mean_who_spoke_before(text: str) -> None:
    assert knowledge_of(text.format("Russia")).relations == ()


def test_a_description_of_another_country_does_not() -> None:
    text = (
        "Vladimir Putin said Russia does not want war. The American leader said Russia wants war."
    )

    found = knowledge_of(text).relations
    # On each question that both bear on.
    assert found
    assert {r.type.value for r in found} == {"disputes"}


def test_what_one_says_that_he_said_is_one_claim() -> None:
    knowledge = knowledge_of("Angela Merkel said she had warned that the bridge was not safe.")

    assert [claim.within for claim in knowledge.claims] == [None]


@pytest.mark.parametrize(
    ("text", "relayed"),
    [
        ("“The vet says the cow is ill,” the farmer said.", [None, "the farmer"]),
        ("The vet said the cow is ill. The farmer left.", [None]),
    ],
)
def test_what_stands_inside_a_claim_is_relayed_by_its_speaker(
    text: str, relayed: list[str | None]
) -> None:
    claims = knowledge_of(text).claims
    mentions = {claim.id: claim.mention for claim in claims}

    assert [mentions.get(claim.within or "") for claim in claims] == relayed
    assert [claim.ordinal for claim in claims] == list(range(len(claims)))


def test_a_relation_that_two_rules_find_is_there_once_by_the_first() -> None:
    text = "The vet said the cow is ill. But the farmer rejected the vet's claim."

    assert [r.method for r in knowledge_of(text).relations] == ["stated-anaphora-3"]


def test_what_is_stated_comes_before_what_is_inferred() -> None:
    text = (
        "Merkel said the dam is safe.\nMacron said the dam is unsafe.\n"
        "The vet said the cow is ill. The farmer disputes that account."
    )

    assert [r.basis.value for r in knowledge_of(text, dam()).relations] == ["stated", "inferred"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        # What points back is proved by its own sentence.
        ("The vet said the cow is ill. The farmer disputes that account.",
         ["The farmer disputes that account."]),
        ("The farmer disputed the vet's claim that the cow is ill.",
         ["The farmer disputed the vet's claim that the cow is ill."]),
        # "Also" leans on both.
        ("The vet said the cow is ill. It was late. The farmer also said the cow is ill.",
         ["The vet said the cow is ill.", "The farmer also said the cow is ill."]),
    ],
)  # fmt: skip
def test_the_sentences_that_state_a_relation_prove_it(text: str, sentences: list[str]) -> None:
    assert [evidence.exact for evidence in only(text).evidence] == sentences


def test_a_relation_is_known_by_its_kind_and_its_two_claims() -> None:
    relation = only("The vet said the cow is ill. The farmer disputes that account.")

    assert relation.id == content_hash("disputes", "stated", *sorted(relation.claims))
    assert relation.rationale == (
        "“The farmer” disputes what “The vet” said just before: “that account” points back to it."
    )


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
