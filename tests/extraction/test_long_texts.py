"""Long texts: a limit, and no step that goes through all of a text for each of its parts.

How time and memory grow with a text is measured by `make bench-extraction`.
"""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.domain.span import Span
from app.extraction.attribution.tagger.tagger import _PART_CHARACTERS, _parts
from app.extraction.parser import (
    BATCH,
    BATCH_WORDS,
    MOST_WORDS,
    _batches,
    parse,
    parser,
    words_in,
)
from app.extraction.relations.anaphora import _meant
from app.extraction.relations.restatements import COMMON, Said
from app.extraction.speakers.participants import Participants
from tests.extraction.mutations import WRITTEN
from tests.knowledge_samples import claim

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


@given(st.lists(st.integers(0, _PART_CHARACTERS), max_size=20))
def test_what_is_tagged_together_has_a_limit(lengths: list[int]) -> None:
    paragraphs = ["x" * length for length in lengths]
    parts = list(_parts(paragraphs))

    assert [paragraph for part in parts for paragraph in part] == paragraphs
    assert all(sum(map(len, part)) <= _PART_CHARACTERS for part in parts)


@given(
    st.lists(st.integers(0, 40), unique=True),
    st.lists(st.tuples(st.integers(0, 40), st.booleans())),
    st.frozensets(st.integers(0, 40), max_size=40),
)
def test_who_is_meant_spoke_last_or_was_named_first(
    named: list[int], steps: list[tuple[int, bool]], wanted: frozenset[int]
) -> None:
    company = Participants(dict.fromkeys(named, False))
    spoke: list[int] = []

    for candidate, asks in steps:
        company.speak(candidate)
        spoke.append(candidate)
        if asks:
            expected = [a for a in (*reversed(spoke), *named) if a in wanted]
            assert company.first("they", wanted) == next(iter(expected), None)


def test_who_is_meant_is_found_as_fast_among_thousands() -> None:
    many = range(20_000)
    company, wanted = Participants(dict.fromkeys(many, True)), frozenset(range(20_000, 30_000))
    began = time.process_time()

    for candidate in many:
        company.speak(candidate)
        assert company.first("the ambassador", wanted) is None
    assert time.process_time() - began < 2


def test_like_claims_are_looked_for_by_telling_words_however_many_there_are() -> None:
    said = Said()

    for n in range(1000):
        words = ("bridge", "safe", f"n{n // 2}")
        alike = [one.ordinal for one in said.like(words)]
        assert alike == (list(range(n)) if n <= COMMON else [n - 1] * (n % 2))
        said.add(claim(f"c{n}", n, ("lee",), Span(0, 5)), words)


def test_words_may_point_back_to_words_that_point_back_thousands_of_times() -> None:
    text = "The bridge is safe. It."
    first = claim("c0", 0, ("lee",), Span(0, 18), text=text)
    others = [claim(f"c{n}", n, (f"s{n}",), Span(20, 22), text=text) for n in range(1, 3000)]
    cues = {one.id: "dispute" for one in others} | {first.id: "say"}

    assert _meant([first, *others], cues)[1:] == [first] * len(others)
