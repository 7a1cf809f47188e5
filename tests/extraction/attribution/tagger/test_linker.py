"""Tagged spans tied to attributions: each content to a cue, each cue to its source."""

import numpy as np
import pytest

from app.extraction.attribution.tagger.decoding import TaggedSpan
from app.extraction.attribution.tagger.linker import CONFIDENCE_FEATURES, Linker, nearest
from app.extraction.attribution.tagger.pair_features import FEATURES
from app.extraction.attribution.tagger.words import Words

WORDS = "Ann said rain , Bo said snow"


def linker(least_confidence: float = 0.0, no_source: float = -9.0) -> Linker:
    """One that ties each span to its nearest, and is as sure of a whole as of its content."""
    near = dict.fromkeys(FEATURES, 0.0) | {"distance": -5.0}
    return Linker.from_config({
        "link_size": 1,
        "content": near,
        "source": near,
        "no_source": {"score": 0.0, "bias": no_source},
        "confidence": dict.fromkeys(CONFIDENCE_FEATURES, 0.0) | {"content": 1.0},
        "least_confidence": least_confidence,
    })  # fmt: skip


def attributions(linker: Linker, *spans: TaggedSpan) -> list[tuple[str, str, str]]:
    """Each as (source, cue, content), the pieces of a content joined by "…"."""
    texts = WORDS.split()
    ends = np.cumsum([len(text) + 1 for text in texts])
    offsets = [
        (int(end) - len(text) - 1, int(end) - 1) for text, end in zip(texts, ends, strict=True)
    ]
    words = Words([0] * len(texts), [0] * len(texts), list(range(len(texts))), offsets)
    links = np.zeros((len(texts), linker.size), np.float32)
    found = linker.attributions(WORDS, words, sorted(spans, key=lambda s: s.first), links)

    def told(pieces: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(WORDS[start:end] for start, end in pieces)

    return [(told(a.source), told(a.cue), told(a.content)) for a in found]


def span(kind: str, first: int, probability: float = 0.9) -> TaggedSpan:
    return TaggedSpan(kind, first, first, probability)


ANN, SAID, RAIN = span("source", 0), span("cue", 1), span("content", 2)
BO, SAID_TOO, SNOW = span("source", 4), span("cue", 5), span("content", 6)


def test_each_content_goes_to_its_cue_and_each_cue_to_its_source() -> None:
    assert attributions(linker(), ANN, SAID, RAIN, BO, SAID_TOO, SNOW) == [
        ("Ann", "said", "rain"),
        ("Bo", "said", "snow"),
    ]


def test_contents_of_one_cue_are_its_pieces() -> None:
    assert attributions(linker(), ANN, SAID, RAIN, SNOW) == [("Ann", "said", "rain … snow")]


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([RAIN], [("", "", "rain")]),
        ([SAID, RAIN], [("", "said", "rain")]),
        # Nothing is said.
        ([ANN, SAID], []),
        ([], []),
    ],
)
def test_cue_and_source_may_be_missing_but_no_content(
    spans: list[TaggedSpan], found: list[tuple[str, str, str]]
) -> None:
    assert attributions(linker(), *spans) == found


def test_a_cue_may_have_no_source_though_there_is_one() -> None:
    assert attributions(linker(no_source=9.0), ANN, SAID, RAIN) == [("", "said", "rain")]


def test_what_is_less_sure_than_the_least_is_left_out() -> None:
    unsure = span("content", 6, 0.2)

    assert attributions(linker(0.5), ANN, SAID, RAIN, BO, SAID_TOO, unsure) == [
        ("Ann", "said", "rain")
    ]


def test_only_the_nearest_on_both_sides_are_looked_at() -> None:
    candidates = [span("cue", 2 * i) for i in range(100)]

    assert nearest(span("content", 101), candidates) == list(range(45, 57))
