"""Who says what: source and content of sentences that news is made of."""

import pytest

from app.domain.enums import Quotation
from tests.extraction_helpers import claims_of, knowledge_of

MERKEL = "Angela Merkel"


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Angela Merkel said that the bridge was closed.", "the bridge was closed"),
        ("Angela Merkel said the bridge was closed.", "the bridge was closed"),
        ("The bridge was closed, Angela Merkel said.", "The bridge was closed"),
        ("“The bridge is closed,” said Angela Merkel.", "“The bridge is closed,”"),
        ("The bridge was closed, according to Angela Merkel.", "The bridge was closed"),
        ("Angela Merkel denied that the bridge was closed.", "the bridge was closed"),
        ("Angela Merkel rejected the plan.", "the plan"),
        ("Angela Merkel’s position is that the bridge is safe.", "the bridge is safe"),
    ],
)
def test_the_content_is_what_is_said_and_no_more(sentence: str, content: str) -> None:
    assert claims_of(f"{sentence} Nobody was hurt.") == [(MERKEL, content)]


@pytest.mark.parametrize(
    ("sentence", "speaker", "before", "after"),
    [
        ("{}, critics say, {}.", "Critics", "The report", "is asking the council to spend more"),
        (
            "{}, critics say, {}.",
            "Critics",
            "The report",
            "is telling the council to wait for rain",
        ),
        ("{}, critics argue, {}.", "Critics", "The report", "asks the council to spend more"),
        ("{} – critics say – {}.", "Critics", "The report", "is urging the council to wait"),
        ("{} — critics say — {}.", "Critics", "The report", "is urging the council to wait"),
        ("{} (critics say) {}.", "Critics", "The report", "is asking the council to spend more"),
        ("{}, aides said, {}.", "Aides", "The minister", "was begging the council to close it"),
        ("{}, critics say, {}.", "Critics", "The minister", "thinks that the council lies"),
        (
            "{}, officials said, {}.",
            "Officials",
            "The ministry",
            "denies that the bridge is closed",
        ),
        ("{}, officials believe, {}.", "Officials", "The firm", "told the council to close it"),
        ("{}, Ann Lee said, {}.", "Ann Lee", "The company", "is promising to pay for the bridge"),
        ("{}, Ann Lee told reporters, {}.", "Ann Lee", "The union", "is calling on him to resign"),
        ("{}, according to Ann Lee, {}.", "Ann Lee", "The union", "has demanded that it be closed"),
    ],
)
def test_what_stands_around_an_aside_is_what_is_said_in_it(
    sentence: str, speaker: str, before: str, after: str
) -> None:
    claims = claims_of(f"The town met Ann Lee.\n{sentence.format(before, after)}")

    assert (speaker, f"{before} … {after}") in claims
    # Whatever the one spoken of says himself stands within that.
    assert all(words in after for name, words in claims if name != speaker)


def test_what_is_asked_around_an_aside_is_relayed_by_who_speaks_in_it() -> None:
    outer, inner = knowledge_of(
        "The report, critics say, is asking the council to spend more on roads."
    ).claims

    assert (outer.cue, inner.cue) == ("say", "is asking")
    assert (inner.text, inner.within) == ("to spend more on roads", outer.id)


def test_she_added_in_an_aside_is_who_spoke_before() -> None:
    text = "The town met Angela Merkel.\nThe mayor, she added, is telling residents to leave."

    assert (MERKEL, "The mayor … is telling residents to leave") in claims_of(text)


def test_statements_in_statements_come_to_an_end() -> None:
    text = "Smith said that Jones said that " * 80

    claims = claims_of(text)
    assert claims
    assert sum(len(words) for _, words in claims) < 10 * len(text)


def test_an_interrupted_quotation_is_one_claim_in_two_pieces() -> None:
    knowledge = knowledge_of("“We will go,” Angela Merkel said on Monday. “We will not wait.”")

    (claim,) = knowledge.claims
    assert [span.of(knowledge.document.text) for span in claim.spans] == [
        "“We will go,”",
        "“We will not wait.”",
    ]
    assert claim.text == "“We will go,” … “We will not wait.”"


def test_two_cues_in_a_sentence_are_two_claims() -> None:
    assert claims_of("Angela Merkel said the bridge was safe but noted that it was old.") == [
        (MERKEL, "the bridge was safe"),
        (MERKEL, "it was old"),
    ]


def test_a_second_cue_ends_what_the_first_one_reports() -> None:
    text = (
        "Angela Merkel said earlier to reporters that she saw the bridge was “old” and “narrow,” "
        "but added that the town had learned to live with it."
    )

    assert claims_of(text) == [
        (MERKEL, "she saw the bridge was “old” and “narrow,”"),
        (MERKEL, "the town had learned to live with it"),
    ]


def test_where_it_was_said_is_no_part_of_it() -> None:
    text = (
        "Angela Merkel said the boats are “different” from what she saw “in recent years,” "
        "during a joint news conference with the mayor at the harbour today."
    )

    assert claims_of(text) == [
        (MERKEL, "the boats are “different” from what she saw “in recent years,”")
    ]


def test_an_act_that_was_not_done_is_no_claim() -> None:
    assert (
        claims_of("Despite all that was tried, the two sides have not seen a lasting truce.") == []
    )


def test_assurances_within_a_statement_are_relayed_by_it() -> None:
    text = (
        "Angela Merkel says despite repeated assurances from Polish officials that they do not "
        "want to close the bridge, “the gates tell a different story.”"
    )

    outer, inner = knowledge_of(text).claims
    assert outer.text.startswith("despite repeated assurances")
    assert (inner.text, inner.within) == ("they do not want to close the bridge", outer.id)


def test_a_relayed_view_goes_on_over_and_it() -> None:
    text = (
        "The mayor’s position is that the bridge remains “old but safe,” and it is not certain "
        "that it will close, a senior Polish official told CNN."
    )

    _, inner = knowledge_of(text).claims
    assert inner.text.endswith("and it is not certain that it will close")


def test_what_a_relayer_turns_against_ends_before_but() -> None:
    text = "Angela Merkel said that Canada says it wants peace, but the facts tell another story."

    assert claims_of(text) == [
        ("Angela Merkel", "Canada says it wants peace, but the facts tell another story"),
        ("Canada", "it wants peace"),
    ]


def test_as_somebody_noted_relays_them() -> None:
    text = "“As Joe Biden has noted, we give the town what it needs,” Angela Merkel said."

    outer, inner = knowledge_of(text).claims
    assert (inner.speakers, inner.text) == (("joe-biden",), "we give the town what it needs")
    assert inner.within == outer.id


def test_a_quotation_of_several_sentences_is_one_claim() -> None:
    quotation = "“The bridge is old. It is safe. We watch it,”"

    assert claims_of(f"{quotation} Angela Merkel said.") == [(MERKEL, quotation)]


def test_a_quotation_without_a_cue_is_the_last_speakers() -> None:
    text = "Angela Merkel said the bridge was safe.\n“We watch it every single day.”"

    assert claims_of(text)[1] == (MERKEL, "“We watch it every single day.”")


@pytest.mark.parametrize(
    "sentence",
    [
        "It is said that the bridge is haunted.",
        "We think the bridge is old.",
        "The bridge was closed on Monday.",
    ],
)
def test_what_nobody_in_particular_says_is_no_claim(sentence: str) -> None:
    assert claims_of(sentence) == []


def test_a_headline_may_open_with_its_source() -> None:
    headline = "Angela Merkel: Bridge will stay open"

    assert claims_of(f"{headline}\n\nIt was built in 1936.") == [(MERKEL, "Bridge will stay open")]


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


def test_a_quotation_leads_up_to_whoever_speaks_next() -> None:
    text = (
        "Whether the bridge will hold for another year remains unclear.\n"
        "“We have seen this in other towns, that old bridges do come down in a flood.”\n"
        "Angela Merkel said the town should build another one."
    )

    assert claims_of(text)[0] == (
        MERKEL,
        "“We have seen this in other towns, that old bridges do come down in a flood.”",
    )


def test_a_quotation_below_its_introduction_is_its_speakers() -> None:
    text = "Angela Merkel crossed the bridge. Merkel said:\n“It has been a very long time coming.”"

    assert claims_of(text)[-1] == (MERKEL, "“It has been a very long time coming.”")


def test_a_headline_of_two_speakers_has_both() -> None:
    text = (
        "US and EU reiterate commitment to old bridges in Europe\n\n"
        "The US and European Union reaffirmed their commitment to old bridges in Europe."
    )

    assert claims_of(text)[0] == (
        "United States & European Union",
        "commitment to old bridges in Europe",
    )


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


def test_single_marks_quote_where_there_are_no_double_ones() -> None:
    text = "‘It was like a bomb, and we can’t go on,’ said Angela Merkel. ‘I ran for my life.’"

    (claim,) = knowledge_of(text).claims
    assert claim.quotation is Quotation.DIRECT
    assert claim.text == "‘It was like a bomb, and we can’t go on,’ … ‘I ran for my life.’"


@pytest.mark.parametrize(
    "sentence",
    [
        "Angela Merkel declined to comment on the bridge.",
        "Angela Merkel did not immediately respond to a request for comment.",
        "Angela Merkel has remained silent on her plans for the bridge.",
    ],
)
def test_saying_nothing_is_no_claim(sentence: str) -> None:
    assert claims_of(sentence) == []
