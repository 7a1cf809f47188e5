"""What a line is, and which lines belong together."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extraction.draft import LineKind
from app.extraction.parser import LONGEST_LINE, MOST_WORDS, words_in
from app.extraction.segmentation.passages import (
    bylines_of,
    lines_of,
    passages_of,
    read_lines,
)

LIVE_BLOG = """\
The ferry talks have stalled again after a night of wind.
2 Posts
Harbour master: No boat leaves before "the wind drops"
From the Gazette's Ann Lee and Bo Li in Westport
The ferry Aurora lies at her berth in the harbour on March 5.
(Kim Sand/Harbour Press)
The harbour master said no boat would leave.
Link Copied!
Fares will rise in summer
(Pool)
The council said fares would rise.
Read more here
"""


def kinds(text: str) -> list[str]:
    return [line.kind.name.lower() for line in read_lines(text)]


def test_a_live_blog_is_told_line_by_line() -> None:
    assert kinds(LIVE_BLOG) == [
        "body", "furniture",
        "headline", "byline", "caption", "credit", "body", "furniture",
        "headline", "credit", "body", "furniture",
    ]  # fmt: skip


def test_a_post_is_a_passage_with_headline_and_bylines() -> None:
    passages = passages_of("d", LIVE_BLOG, read_lines(LIVE_BLOG))

    assert [(p.headline, p.bylines) for p in passages] == [
        (None, ()),
        ('Harbour master: No boat leaves before "the wind drops"', ("Ann Lee", "Bo Li")),
        ("Fares will rise in summer", ()),
    ]
    assert passages[1].span.of(LIVE_BLOG).endswith("no boat would leave.")


def test_a_plain_article_is_one_passage_under_its_first_line() -> None:
    text = "Fares will rise\n\nThe council met.\nIt voted on Tuesday.\n"

    assert kinds(text) == ["headline", "body", "body"]
    assert len(passages_of("d", text, read_lines(text))) == 1


def test_sentences_are_no_headlines() -> None:
    assert kinds("The council met.\nIt voted on Tuesday.\n") == ["body", "body"]


def test_a_byline_gives_its_people_without_outlet_and_place() -> None:
    assert bylines_of("Analysis from the Gazette's Ann Lee in Westport") == ("Ann Lee",)
    assert bylines_of("By Ann Lee, Bo Li and Cy Ray") == ("Ann Lee", "Bo Li", "Cy Ray")


@given(st.text())
def test_lines_are_in_order_do_not_overlap_and_lose_nothing_but_white_space(text: str) -> None:
    lines = list(lines_of(text))

    assert all(a.end <= b.start for a, b in pairwise(lines))
    kept = "".join("".join(line.of(text).split()) for line in lines)
    assert kept.replace("\ufeff", "") == "".join(text.split()).replace("\ufeff", "")


def test_an_overlong_line_is_cut_between_words() -> None:
    text = "word " * LONGEST_LINE

    assert all(len(line) <= LONGEST_LINE for line in lines_of(text))
    assert {word for line in lines_of(text) for word in line.of(text).split()} == {"word"}


@given(
    st.lists(
        st.sampled_from(["“No. ", "It is. ”", "word ", "x" * 700, "“”", "\t", '"A.” ']), max_size=99
    )
)
def test_no_line_is_longer_than_is_read_at_once(pieces: list[str]) -> None:
    text = "".join(pieces) * 20
    lines = list(lines_of(text))

    assert all(len(line) <= LONGEST_LINE for line in lines)
    assert all(words_in(line.of(text)) <= MOST_WORDS for line in lines)
    assert "".join("".join(line.of(text).split()) for line in lines) == "".join(text.split())


def test_an_overlong_line_is_cut_after_a_sentence_and_outside_a_quotation() -> None:
    quotation = "“" + "It rained. " * 100 + "It rains.” "
    text = "The bridge is old. " * 80 + quotation + "The bridge is safe. " * 100

    first, *rest = lines_of(text)
    assert text[first.end :].startswith(" “It rained.")
    assert all(line.of(text)[-1] in ".”" for line in rest)


def test_a_line_of_marks_is_cut_by_its_marks() -> None:
    assert max(len(line) for line in lines_of("“" * 5000)) == MOST_WORDS


def test_a_passage_may_have_thousands_of_bylines() -> None:
    text = "The ferry is late.\n" + "By Ann Lee\n" * 3000

    (passage,) = passages_of("d", text, read_lines(text))
    assert passage.bylines == ("Ann Lee",) * 3000


def test_crlf_and_odd_line_breaks_end_lines() -> None:
    assert [line.kind for line in read_lines("One thing.\r\nTwo things.\u2028Three.")] == [
        LineKind.BODY
    ] * 3


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    (line,) = read_lines("\ufeffOne thing happened.\n")

    assert line.span.start == 1


@pytest.mark.parametrize(
    "time", ["10:42", "10.15 BST", "7:14 a.m. ET, May 3, 2024", "Mon 17 Mar 2025 10.15 GMT"]
)
def test_a_time_by_itself_begins_a_post(time: str) -> None:
    text = (
        f"{time}\nMayor says bridge was safe\nThe bridge was safe, Ann Lee said.\nShare\n"
        f"{time}\nEngineers disagree\nIt never was, Bo Ray said.\n© The Gazette\n"
    )

    passages = passages_of("d", text, read_lines(text))
    assert [passage.headline for passage in passages] == [
        "Mayor says bridge was safe",
        "Engineers disagree",
    ]
