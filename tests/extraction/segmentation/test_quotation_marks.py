"""Which characters stand inside quotation marks."""

import pytest

from app.domain.enums import Quotation
from app.extraction.segmentation.quotation_marks import is_open, kind_of, quotations_of, quoted
from tests.knowledge_samples import at


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("“Yes,” she said, “and no.”", ["“Yes,”", "“and no.”"]),
        ('"Yes," she said, "and no."', ['"Yes,"', '"and no."']),
        ("«Oui,» she said.", ["«Oui,»"]),
        ("„Ja“, he said, and left.", ["„Ja“, he said, and left."]),
        ("``Yes,'' he said.", ["``Yes,''"]),
        ("No mark at all.", []),
    ],
)
def test_curly_straight_angled_and_typed_marks_quote(text: str, quotations: list[str]) -> None:
    assert [quotation.of(text) for quotation in quoted(text)] == quotations


def test_a_quotation_left_open_runs_to_the_end_of_its_paragraph() -> None:
    text = "“I’m ready,” he said. “I mean it.  "

    closed, left_open = quoted(text)
    assert left_open.of(text) == "“I mean it."
    assert [is_open(text, closed), is_open(text, left_open)] == [False, True]


@pytest.mark.parametrize("text", ['A board 5" wide and 6" long.', 'Nine " alone', '5"'])
def test_a_straight_mark_behind_a_number_or_before_a_blank_opens_nothing(text: str) -> None:
    assert quoted(text) == ()


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("‘We can’t go,’ she said.", ["‘We can’t go,’"]),
        ("'It is late,' he wrote.", ["'It is late,'"]),
        ("He’s at the players’ table, she said.", []),
        ("The so-called ‘fix’ failed.", []),
        # Beside double marks, single ones quote within a quotation.
        ("“She said ‘we can’t go,’ and left.”", ["“She said ‘we can’t go,’ and left.”"]),
    ],
)
def test_single_marks_quote_only_speech_and_only_without_double_ones(
    text: str, quotations: list[str]
) -> None:
    assert [quotation.of(text) for quotation in quoted(text)] == quotations


def test_quotations_of_a_line_stand_where_the_document_has_them() -> None:
    text = "A line.\n“Yes,” she said.\n“No.”"

    assert [q.of(text) for q in quotations_of(text, at("“Yes,” she said.", text=text))] == [
        "“Yes,”"
    ]


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        (["“The ice is thin,”"], Quotation.DIRECT),
        (["“The ice is thin,”", "“and old.”"], Quotation.DIRECT),
        (["she said it would melt"], Quotation.INDIRECT),
        (["“The ice is thin,” she said"], Quotation.MIXED),
        (["“The ice is thin,”", "it would melt"], Quotation.MIXED),
    ],
)
def test_a_content_is_direct_where_every_word_of_it_is_quoted(
    pieces: list[str], kind: Quotation
) -> None:
    text = "“The ice is thin,” she said it would melt “and old.”"
    spans = [at(piece, text=text) for piece in pieces]

    assert kind_of(text, spans, quoted(text)) is kind
