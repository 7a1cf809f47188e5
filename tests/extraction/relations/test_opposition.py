"""Whether two claims are at odds, or agree, on one thing."""

import pytest

from app.domain.enums import RelationType
from app.extraction.coding.coding import code
from app.extraction.relations.opposition import shared
from app.extraction.relations.rule import RelationContext
from tests.extraction.coded_pairs import dam
from tests.extraction_helpers import draft_after, knowledge_of


def standing(first: str, second: str) -> str:
    """How the claims of two sentences stand to each other, by their words."""
    draft = draft_after(code, f"{first}\n{second}")
    one, other = draft.claims
    opposition = RelationContext(draft).opposition
    if opposition.at_odds(one, other):
        return "at odds"
    return "agree" if opposition.agree(one, other) else "neither"


@pytest.mark.parametrize(
    ("first", "second", "standing_of"),
    [
        ("The vet said the cow is ill.", "The farmer said the cow is not ill.", "at odds"),
        ("The vet denied that the cow is ill.", "The farmer said the cow is ill.", "at odds"),
        ("The vet said the cow is ill.", "The farmer insisted the cow is ill.", "agree"),
        ("The vet denied that the cow is ill.", "The farmer said the cow is not ill.", "agree"),
        ("The vet said the old cow is ill.", "The farmer said the cow is ill.", "agree"),
        # Who denies something narrower does not deny all of it.
        (
            "The vet said the cow eats.",
            "The farmer said the cow does not eat in winter.",
            "neither",
        ),
        (
            "The vet said the cow eats in winter.",
            "The farmer said the cow does not eat.",
            "at odds",
        ),
        # Another thing, another day, another object.
        ("The vet said the cow is ill.", "The farmer said the horse is not ill.", "neither"),
        ("The vet said the cow eats.", "The farmer said the cow will not eat.", "neither"),
        (
            "The vet said the cow eats hay.",
            "The farmer said the cow does not eat grass.",
            "neither",
        ),
        # Whoever hopes or asks says nothing.
        ("The vet hopes the cow is ill.", "The farmer said the cow is not ill.", "neither"),
        ("The vet never said the cow is ill.", "The farmer said the cow is not ill.", "neither"),
    ],
)
def test_one_denies_what_the_other_says_of_one_thing(
    first: str, second: str, standing_of: str
) -> None:
    assert standing(first, second) == standing_of


@pytest.mark.parametrize(
    ("second", "kind", "proposition"),
    [
        ("Macron said the dam is stable.", RelationType.AGREES, "dam-safe"),
        ("Macron said the dam is stable.", RelationType.DISPUTES, None),
        ("Macron said the dam is unstable.", RelationType.DISPUTES, "dam-safe"),
        ("Macron said the dam is unstable.", RelationType.AGREES, None),
        # "May" is too weak.
        ("Macron said the dam may be unstable.", RelationType.DISPUTES, None),
        ("Macron said the dam should be raised.", RelationType.AGREES, None),
    ],
)
def test_two_stances_on_one_proposition_share_it(
    second: str, kind: RelationType, proposition: str | None
) -> None:
    one, other = knowledge_of(f"Merkel said the dam is safe. {second}", dam()).claims

    assert shared(kind, dam().propositions, one, other) == proposition
