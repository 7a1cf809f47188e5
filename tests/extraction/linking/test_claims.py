"""Statements as claims: in reading order, each with an id of its own."""

import pytest

from app.domain.enums import Quotation
from tests.extraction_helpers import knowledge_of


def test_claims_are_in_reading_order_and_who_relays_comes_first() -> None:
    text = "“Maria Lopez says it is cold,” the guard said. David Cole said it was late."

    claims = knowledge_of(text).claims
    assert [claim.ordinal for claim in claims] == [0, 1, 2]
    assert [claim.mention for claim in claims] == ["the guard", "Maria Lopez", "David Cole"]


def test_the_same_words_said_again_are_another_claim_with_an_id_that_stays() -> None:
    sentence = "Maria Lopez said it was cold."
    (alone,) = knowledge_of(sentence).claims
    first, second = knowledge_of(f"{sentence} {sentence}").claims

    assert first.id == alone.id
    assert second.id != first.id


def test_who_says_it_makes_another_id() -> None:
    ids = {
        knowledge_of(f"{name} said it was cold.").claims[0].id
        for name in ("Maria Lopez", "David Cole")
    }

    assert len(ids) == 2


@pytest.mark.parametrize(
    ("told", "outlet"),
    [
        ("told Reuters", "reuters"),
        ("told the Associated Press", "associated-press"),
        # A club prints nothing; who was told together with others was not told alone.
        ("told the club", None),
        ("told members of the Associated Press", None),
        ("said to Reuters", None),
    ],
)
def test_the_outlet_that_was_told_reports(told: str, outlet: str | None) -> None:
    assert [c.reported_by for c in knowledge_of(f"A guard {told} it was cold.").claims] == [outlet]


def test_mention_and_cue_are_the_words_of_the_text_on_one_line() -> None:
    (claim,) = knowledge_of("Maria  Lopez has\tsaid it was  cold.").claims

    assert (claim.mention, claim.cue, claim.text) == ("Maria Lopez", "has said", "it was cold")


@pytest.mark.parametrize(
    ("sentence", "quotation"),
    [
        ("“The bridge is closed,” Angela Merkel said.", Quotation.DIRECT),
        ("Angela Merkel said the bridge was “quite closed.”", Quotation.MIXED),
        ("Angela Merkel said the bridge was closed.", Quotation.INDIRECT),
    ],
)
def test_the_kind_of_quotation_goes_by_the_marks(sentence: str, quotation: Quotation) -> None:
    assert [claim.quotation for claim in knowledge_of(sentence).claims] == [quotation]


def test_single_marks_quote_where_there_are_no_double_ones() -> None:
    text = "‘It was like a bomb, and we can’t go on,’ said Angela Merkel. ‘I ran for my life.’"

    (claim,) = knowledge_of(text).claims
    assert claim.quotation is Quotation.DIRECT
    assert claim.text == "‘It was like a bomb, and we can’t go on,’ … ‘I ran for my life.’"
