"""One statement in several documents: the same words by the same speaker."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.repetition import KEPT, Statement, is_one_statement, sketch

SAID = "the ferry will not sail again before the end of May"
LEE = Statement(
    text=SAID,
    speakers=frozenset({"ann-lee"}),
    is_anonymous=False,
    mention="Ann Lee",
    cue="said",
)
OFFICIAL = replace(
    LEE, speakers=frozenset({"official-1"}), is_anonymous=True, mention="An official"
)


def test_edited_by_another_desk_it_is_one_statement() -> None:
    edited = SAID.replace("again before", "before")
    assert is_one_statement(LEE, replace(LEE, text=edited))
    assert len(set(sketch(SAID)) & set(sketch(edited))) > 0


@pytest.mark.parametrize(
    "other",
    [
        replace(LEE, speakers=frozenset({"bo-ray"})),
        replace(LEE, text="the harbour will be dredged before the end of the year"),
        replace(LEE, cue="denied that"),
        replace(LEE, text=SAID.replace("will not sail", "will sail")),
        OFFICIAL,
    ],
)
def test_other_speakers_other_words_and_denials_are_not(other: Statement) -> None:
    assert not is_one_statement(LEE, other)


def test_a_few_words_are_said_by_chance() -> None:
    short = replace(LEE, text="it was a mistake")
    assert not is_one_statement(short, short)


def test_an_unnamed_speaker_is_the_same_where_the_same_words_name_it() -> None:
    again = replace(OFFICIAL, speakers=frozenset({"official-2"}), mention="an official")
    assert is_one_statement(OFFICIAL, again)
    assert not is_one_statement(OFFICIAL, replace(again, mention="a sailor"))


@given(st.text())
def test_any_text_has_a_few_numbers_in_order(text: str) -> None:
    numbers = sketch(text)
    assert len(numbers) <= KEPT
    assert list(numbers) == sorted(set(numbers))
    assert all(0 <= number < 2**63 for number in numbers)


def test_case_and_punctuation_make_no_difference() -> None:
    assert sketch("The talks, he said, went badly.") == sketch("the talks he said went badly")


@pytest.mark.parametrize(("number", "another"), [("three", "thirty"), ("3", "30")])
def test_another_number_makes_another_statement(number: str, another: str) -> None:
    text = f"{number} people died when the ferry ran aground off the northern coast"
    assert not is_one_statement(
        replace(LEE, text=text), replace(LEE, text=text.replace(number, another))
    )
