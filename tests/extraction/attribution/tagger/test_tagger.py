"""The learned tagger: what it reads, and where its answers stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.extraction.attribution.tagger.tagger import _PART_CHARACTERS, _parts
from app.extraction.attribution.tagger.tagger_source import tagger


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4))
def test_every_answer_lies_in_its_paragraph(paragraphs: list[str]) -> None:
    answers = tagger().attributions(paragraphs)

    assert len(answers) == len(paragraphs)
    for paragraph, found in zip(paragraphs, answers, strict=True):
        for one in found:
            for start, end in (*one.source, *one.cue, *one.content):
                assert 0 <= start < end <= len(paragraph)


@pytest.mark.parametrize(
    ("sentence", "source", "cue"),
    [
        ("The mayor feared that the bridge would close.", "The mayor", "feared"),
        ("According to the report, prices are rising again.", "the report", "According to"),
    ],
)
def test_it_reads_beliefs_and_phrases(sentence: str, source: str, cue: str) -> None:
    ((found,),) = tagger().attributions([sentence])

    assert [sentence[start:end] for start, end in found.source] == [source]
    assert [sentence[start:end] for start, end in found.cue] == [cue]


@given(st.lists(st.integers(0, _PART_CHARACTERS), max_size=20))
def test_what_is_tagged_together_has_a_limit(lengths: list[int]) -> None:
    paragraphs = ["x" * length for length in lengths]
    parts = list(_parts(paragraphs))

    assert [paragraph for part in parts for paragraph in part] == paragraphs
    assert all(sum(map(len, part)) <= _PART_CHARACTERS for part in parts)
