"""Texts parsed in batches, and how little is kept of a parse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extraction.parser import (
    BATCH,
    BATCH_WORDS,
    LONGEST_LINE,
    MOST_WORDS,
    _batches,
    parse,
    parser,
    reach,
    words_in,
)
from tests.extraction.mutations import WRITTEN

READ = ("idx", "lemma_", "norm_", "tag_", "pos_", "dep_", "ent_type_", "is_sent_start", "is_stop")


@given(st.lists(st.sampled_from(["Yes.", "word " * 200, "“" * MOST_WORDS]), max_size=99))
def test_what_is_parsed_together_has_a_limit(texts: list[str]) -> None:
    batches = list(_batches(texts))

    assert [text for batch in batches for text in batch] == texts
    assert all(len(batch) <= BATCH for batch in batches)
    assert all(sum(map(words_in, batch)) <= BATCH_WORDS for batch in batches)


def test_a_parse_is_kept_whole_in_less_memory() -> None:
    text = " ".join(WRITTEN.split())
    whole, (kept,) = parser()(text), parse([text])

    assert kept.text == text
    assert not kept.tensor.size
    assert [s.start for s in kept.sents] == [s.start for s in whole.sents]
    assert [(e.text, e.label_) for e in kept.ents] == [(e.text, e.label_) for e in whole.ents]
    for one, other in zip(kept, whole, strict=True):
        assert [getattr(one, name) for name in READ] == [getattr(other, name) for name in READ]
        assert (one.head.i, one.left_edge.i, one.right_edge.i) == (
            other.head.i,
            other.left_edge.i,
            other.right_edge.i,
        )


def test_no_sentence_runs_across_two_texts() -> None:
    texts = ["The farmer said", "", "it rained. It was cold."]

    assert [[s.text for s in parsed.sents] for parsed in parse(texts)] == [
        ["The farmer said"],
        [],
        ["it rained.", "It was cold."],
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("It rains.", 3), ("“No,” she said.", 7), ("São Tomé", 2), ("  ", 0), ("...", 3)],
)
def test_words_and_marks_count(text: str, words: int) -> None:
    assert words_in(text) == words


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("It rains.", 9),
        # So many characters, and so many words and marks.
        ("x" * 2 * LONGEST_LINE, LONGEST_LINE),
        ("a " * LONGEST_LINE, 2 * MOST_WORDS),
        ("“" * LONGEST_LINE, MOST_WORDS),
    ],
)
def test_what_is_read_at_once_is_short_in_characters_and_in_words(text: str, end: int) -> None:
    assert reach(text, 0, len(text)) == end


def test_reading_goes_on_where_it_stopped() -> None:
    text = "a " * LONGEST_LINE

    assert reach(text, 2 * MOST_WORDS, len(text)) == 4 * MOST_WORDS
    assert reach(text, len(text) - 4, len(text)) == len(text)
