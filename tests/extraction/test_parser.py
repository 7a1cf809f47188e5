"""Texts parsed in batches, and how little is kept of a parse."""

from hypothesis import given
from hypothesis import strategies as st

from app.extraction.parser import BATCH, BATCH_WORDS, _batches, parse, parser
from app.extraction.reading_window import MOST_WORDS, words_in
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
