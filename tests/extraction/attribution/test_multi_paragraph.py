"""Quotations over several paragraphs: each opens with a mark, and only the last one closes."""

import pytest

from app.domain.enums import Quotation
from tests.extraction_helpers import claims_of, knowledge_of

MERKEL = "Angela Merkel"


def test_a_quotation_over_several_paragraphs_is_one_claim_of_whoever_ends_it() -> None:
    text = (
        "The council met.\n"
        "“The first point is that we have no money to build it.\n"
        "“Second, we have no time at all to build it.\n"
        "“And third, nobody wants it,” Angela Merkel told members."
    )

    (claim,) = knowledge_of(text).claims
    assert (claim.speakers, claim.quotation) == (("angela-merkel",), Quotation.DIRECT)
    assert [span.of(text)[:10] for span in claim.spans] == [
        "“The first",
        "“Second, w",
        "“And third",
    ]


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_one_claim() -> None:
    text = (
        "“The first point is money,” Angela Merkel told them. “We do not have it and never had.\n"
        "“The second point is time. We do not have that either.”"
    )

    (claim,) = knowledge_of(text).claims
    assert len(claim.spans) == 3


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # An open quotation goes on; a closed one is another.
        (
            "Angela Merkel said: “We drink rain now.\n“It falls on us every day.”",
            ["“We drink rain now … “It falls on us every day.”"],
        ),
        (
            "Angela Merkel said: “We drink rain now.”\n“It falls on us every day.”",
            ["“We drink rain now.”", "“It falls on us every day.”"],
        ),
        # It goes on in the very next paragraph, or not at all.
        (
            "Angela Merkel said: “We drink rain now.\nIt was hot.\n“It falls on us every day.”",
            ["“We drink rain now"],
        ),
    ],
)
def test_a_quotation_goes_on_where_the_one_before_is_open(text: str, claims: list[str]) -> None:
    assert claims_of(text) == [("Angela Merkel", claim) for claim in claims]


def test_open_quotations_of_which_nobody_is_named_are_nobodys() -> None:
    assert (
        claims_of("The well is dry.\n“We drink rain now.\n“It falls every day.”\nIt rained.") == []
    )
