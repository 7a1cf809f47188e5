"""Which claims only repeat an earlier one."""

import pytest

from app.domain.span import Span
from app.extraction.relations.restatements import COMMON, Said
from tests.extraction_helpers import knowledge_of
from tests.knowledge_samples import claim


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


def test_like_claims_are_looked_for_by_telling_words_however_many_there_are() -> None:
    said = Said()

    for n in range(1000):
        words = ("bridge", "safe", f"n{n // 2}")
        alike = [one.ordinal for one in said.like(words)]
        assert alike == (list(range(n)) if n <= COMMON else [n - 1] * (n % 2))
        said.add(claim(f"c{n}", n, ("lee",), Span(0, 5)), words)


@pytest.mark.parametrize(
    ("later", "repeats"),
    [
        ("The singer said the old hall will close in May.", True),
        ("The singer said the old hall by the river will have to close in May.", True),
        # By somebody else, of another thing, and too short to tell.
        ("The dancer said the old hall by the river will close in May.", False),
        ("The singer said the new school by the lake will open in May.", False),
        ("The singer said the hall.", False),
    ],
)
def test_most_of_the_words_in_the_same_order_repeat(later: str, repeats: bool) -> None:  # noqa: FBT001
    text = f"The singer said the old hall by the river will close in May.\n{later}"
    first, second = knowledge_of(text).claims

    assert second.restates == (first.id if repeats else None)


def test_a_people_stands_for_its_country() -> None:
    text = (
        "The singer said Polish theatres will close again next winter.\n"
        "The singer said Poland’s theatres will close again next winter."
    )
    first, second = knowledge_of(text).claims

    assert second.restates == first.id
