"""What lies between a span and a cue that it may belong to."""

import pytest

from app.extraction.attribution.tagger.decoding import TaggedSpan
from app.extraction.attribution.tagger.pair_features import FEATURES, Context
from app.extraction.attribution.tagger.tagger_source import tagger
from app.extraction.attribution.tagger.words import split_words

TEXT = "Ann said it rains . Bo , who “ swims ” , denied that it snows ."


def span(kind: str, words: str) -> TaggedSpan:
    """The words of the text as a span; every word of it is one word of the tagger."""
    first = TEXT.split().index(words.split(maxsplit=1)[0])
    return TaggedSpan(kind, first, first + len(words.split()) - 1, 0.9)


SOURCES = span("source", "Ann"), span("source", "Bo")
CUES = span("cue", "said"), span("cue", "denied")
CONTENTS = span("content", "it rains"), span("content", "snows")


def features(one: TaggedSpan, cue: TaggedSpan, score: float = 0.0) -> dict[str, float]:
    (words,) = split_words(tagger()._tokenizer, [TEXT])
    context = Context.of(TEXT, words, [*SOURCES, *CUES, *CONTENTS])
    return dict(zip(FEATURES, context.features(one, cue, score), strict=True))


def test_neighbours_have_nothing_between_them() -> None:
    beside = features(SOURCES[0], CUES[0], score=1.5)

    assert beside == dict.fromkeys(FEATURES, 0.0) | {"link score": 1.5, "before": 1, "adjacent": 1}


@pytest.mark.parametrize(
    ("feature", "value"),
    [
        ("before", 1),
        ("adjacent", 0),
        ("cues between", 1),
        ("contents between", 1),
        ("sources between", 1),
        ("sentence ends between", 1),
        ("sentence ends before", 1),
        ("quotation marks between", 2),
        ("commas between", 2),
    ],
)
def test_marks_and_other_spans_between_two_are_counted(feature: str, value: float) -> None:
    assert features(SOURCES[0], CUES[1])[feature] == value


@pytest.mark.parametrize("feature", ["before", "distance before", "sentence ends before"])
def test_behind_its_cue_nothing_counts_as_before_it(feature: str) -> None:
    assert features(CONTENTS[1], CUES[0])[feature] == 0
    assert features(CONTENTS[1], CUES[0])["sentence ends between"] == 1
