"""Relations with the words that prove them."""

import pytest

from app.domain.identity import content_hash
from tests.extraction.relations.stated_relations import only

ACCOUNT = "The talks “did not go well,” said a senior Polish official."


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
