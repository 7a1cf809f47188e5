"""Disputes that the text states, and claims that only repeat."""

import pytest

from app.domain.enums import RelationBasis, RelationType
from app.domain.knowledge import Knowledge
from tests.extraction_helpers import knowledge_of, speakers_of

ACCOUNT = "The talks “did not go well,” said a senior Polish official."


def sides(knowledge: Knowledge) -> list[tuple[str, str, str]]:
    claims = {claim.id: claim for claim in knowledge.claims}
    return [
        (relation.type.value, speakers_of(knowledge, claims[a]), speakers_of(knowledge, claims[b]))
        for relation in knowledge.relations
        for a, b in [relation.claims]
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The White House disputes that account.", "disputes"),
        ("The White House rejected the claim.", "disputes"),
        ("The White House denied those allegations.", "disputes"),
        ("The White House rejected these stories.", "disputes"),
        ("The White House disputed this version of events.", "disputes"),
        ("The White House confirmed that account.", "agrees"),
        ("The White House has stuck to that view.", "agrees"),
        ("The White House stands by that assessment.", "agrees"),
    ],
)
def test_a_noun_that_points_back_ties_two_claims(sentence: str, kind: str) -> None:
    knowledge = knowledge_of(f"{ACCOUNT} {sentence}")

    assert sides(knowledge) == [(kind, "senior Polish official", "White House")]
    (relation,) = knowledge.relations
    assert relation.basis is RelationBasis.STATED
    assert [evidence.exact for evidence in relation.evidence] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "The White House did not dispute that account.",
        "The Pentagon could not confirm those claims.",
        "The White House has not denied that report.",
        "The White House never disputed that claim.",
    ],
)
def test_who_does_not_dispute_or_confirm_is_no_side(sentence: str) -> None:
    assert sides(knowledge_of(f"{ACCOUNT} {sentence}")) == []


@pytest.mark.parametrize(
    ("later", "repeats"),
    [
        ("Germany will send 100 battle tanks to Ukraine.", True),
        ("Germany will send 500 battle tanks to Ukraine.", False),
        ("Ukraine will send 100 battle tanks to Germany.", False),
        ("Germany will not send 100 battle tanks to Ukraine.", False),
    ],
)
def test_another_number_or_another_order_is_another_claim(later: str, repeats: bool) -> None:  # noqa: FBT001
    first = "Angela Merkel said that Germany will send 100 battle tanks to Ukraine."
    claims = knowledge_of(f"{first}\nAngela Merkel said that {later}").claims

    assert [claim.restates for claim in claims] == [None, claims[0].id if repeats else None]


@pytest.mark.parametrize(
    "text",
    [
        # It denies something else than what was said before.
        f"{ACCOUNT} The White House denied the visa.",
        # Nobody disputes themselves.
        "Angela Merkel said it would rain. Merkel rejected the claim.",
        # Nothing was claimed before.
        "It rained. The White House disputes that account.",
        # The other claim stands in another post.
        f"{ACCOUNT}\nLink Copied!\nThe White House disputes that account.",
    ],
)
def test_nothing_is_disputed_without_a_claim_to_dispute(text: str) -> None:
    assert sides(knowledge_of(text)) == []


def test_the_dispute_is_with_the_relayer_not_with_the_relayed() -> None:
    text = (
        "Emmanuel Macron said that it would rain, a Polish official told CNN. "
        "The White House disputes that account."
    )

    assert sides(knowledge_of(text)) == [("disputes", "Polish official", "White House")]


def test_a_headline_restates_its_body() -> None:
    text = (
        "Old bridge will stay open all winter, Merkel says\n\n"
        "Chancellor Angela Merkel said the old bridge will stay open for all of the winter."
    )

    headline, body = knowledge_of(text).claims
    assert (headline.restates, body.restates) == (body.id, None)


def test_a_headline_may_name_the_office_and_its_body_the_holder() -> None:
    text = (
        "US trying to decide if it will close old bridges, Pentagon says\n\n"
        "The US is considering whether to close old bridges, Pentagon press secretary "
        "John Kirby said Friday."
    )

    headline, body = knowledge_of(text).claims
    assert (headline.speakers, body.speakers) == (("pentagon",), ("john-kirby",))
    assert headline.restates == body.id


def test_what_a_restatement_relays_is_restated_too() -> None:
    told = "Merkel’s position is that the bridge remains old but safe, a senior Polish official told CNN."
    first, inner, again, inner_again = knowledge_of(f"{told}\n{told}").claims

    assert (again.restates, inner_again.restates) == (first.id, inner.id)


def test_boilerplate_restates_its_first_place() -> None:
    sentence = "Angela Merkel said the old bridge would stay open."
    first, second = knowledge_of(f"{sentence}\n{sentence}").claims

    assert (first.restates, second.restates) == (None, first.id)
    assert first.id != second.id


def test_the_opposite_is_no_restatement() -> None:
    text = (
        "Angela Merkel said the old bridge would stay open in winter. "
        "Merkel said the old bridge would not stay open in winter."
    )

    assert [claim.restates for claim in knowledge_of(text).claims] == [None, None]


def test_relations_are_between_different_speakers() -> None:
    (relation,) = knowledge_of(f"{ACCOUNT} The White House disputes that account.").relations

    assert relation.type is RelationType.DISPUTES
    assert relation.claims[0] != relation.claims[1]
