"""What speaks for a relation between two speakers: the network's scores of their claims, and plain facts.

A pair of claims has features of its own; two speakers, who may have several, are judged by their best
pair and by what all of them show together.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np
from spacy.lang.en.stop_words import STOP_WORDS

from app.domain.enums import RelationType
from app.domain.span import Span
from app.extraction.relations.reader.network import Floats
from app.extraction.relations.reader.windows import PlacedClaim, Window

# The network's outputs after "neither".
TYPES = (RelationType.DISPUTES, RelationType.AGREES)
NEGATION = re.compile(
    r"\b(?:not|no|never|nothing|none|without|den(?:y|ies|ied)|false|wrong|reject\w*)\b|n[’']t",
    re.IGNORECASE,
)
# How much surer than all else words have to be, as log odds, to be called what states a relation.
STATES = 0.0
# Log odds of a claim that is in no other pair.
NO_RIVAL = -10.0
# The most words of a claim that count.
LONG = 20

# Log odds from which the network itself finds a pair of claims more likely than not to be related. Without
# that, two known opponents would be joined by any two of their claims.
LIKELY = 0.0

Features = dict[str, float]
Scores = Callable[[Window], tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class ReadPair:
    """Two claims, a type, the features of that pair, and the words that state the type, if any do."""

    claims: tuple[int, int]
    type: RelationType
    features: Features
    answer: Span | None


@dataclass(frozen=True, slots=True)
class ReadSpeakers:
    """The best pair of claims of two speakers for a type, and the features of all their pairs."""

    best: ReadPair
    features: Features


def read_speakers(
    text: str, claims: Sequence[PlacedClaim], windows: Sequence[Window], scores: Scores
) -> Iterator[ReadSpeakers]:
    """For each two speakers of near claims, and each type, what speaks for it."""
    pairs: defaultdict[tuple[RelationType, frozenset[frozenset[str]]], list[ReadPair]]
    pairs = defaultdict(list)
    words = [_words(text, claim) for claim in claims]
    for window in windows:
        for pair in _pairs(text, claims, words, window, scores):
            speakers = frozenset(claims[n].speakers for n in pair.claims)
            pairs[pair.type, speakers].append(pair)
    for found in pairs.values():
        best = max(found, key=lambda pair: pair.features["score"])
        yield ReadSpeakers(best, best.features | _together(found))


def log_odds(scores: Floats) -> Floats:
    """Log odds of each type against all else, shape (pairs, 2), of the network's scores (pairs, 3)."""
    by_type = [
        scores[:, n] - np.logaddexp.reduce(np.delete(scores, n, axis=1), axis=1) for n in (1, 2)
    ]
    return np.stack(by_type, axis=1)


def _pairs(
    text: str,
    claims: Sequence[PlacedClaim],
    words: Sequence[frozenset[str]],
    window: Window,
    scores: Scores,
) -> Iterator[ReadPair]:
    of_pairs, of_pieces = scores(window)
    odds, states = log_odds(of_pairs), log_odds(of_pieces)
    rivals = _rivals(window, odds)
    order = {claim: place for place, claim in enumerate(window.claims)}
    for row, (a, b) in enumerate(window.pairs):
        first, second = (_stretch(window, claim) for claim in (a, b))
        whole = slice(min(first.start, second.start), max(first.stop, second.stop))
        facts = {
            "distance": float(order[b] - order[a]),
            "neighbours": float(order[b] - order[a] == 1),
            "shared_words": _share(words[a], words[b]),
            "negation": float(_is_negated(text, claims[a]) != _is_negated(text, claims[b])),
            "second_names_first": float(not claims[a].names.isdisjoint(words[b])),
            "first_names_second": float(not claims[b].names.isdisjoint(words[a])),
            "words_first": float(min(len(words[a]), LONG)),
            "words_second": float(min(len(words[b]), LONG)),
            "pieces": (whole.stop - whole.start) / 100,
            "paragraphs": float(any(start < 0 for start, _ in window.places[whole])),
        }
        for column, kind in enumerate(TYPES):
            own, rival = float(odds[row, column]), float(rivals[row, column])
            read = {
                "score": own,
                "other": float(odds[row, 1 - column]),
                "answer": float(states[whole, column].max()),
                "answer_first": float(states[first, column].max()),
                "answer_second": float(states[second, column].max()),
                "rival": rival,
                "margin": own - rival,
            }
            answer = _answer(window, states[:, column], whole)
            yield ReadPair((a, b), kind, facts | read, answer)


def _together(found: Sequence[ReadPair]) -> Features:
    """What all pairs of claims of two speakers show together."""
    scores = sorted((pair.features["score"] for pair in found), reverse=True)
    most = {
        f"any_{name}": max(pair.features[name] for pair in found)
        for name in ("answer", "shared_words", "second_names_first", "first_names_second", "other")
    }
    return {
        "mean_of_three": sum(scores[:3]) / len(scores[:3]),
        "mean": sum(scores) / len(scores),
        "pairs": log1p(len(scores)),
        **most,
    }


def _rivals(window: Window, odds: Floats) -> Floats:
    """For each pair and type the best log odds of the other pairs of its two claims."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, pair in enumerate(window.pairs):
        for claim in pair:
            rows[claim].append(row)
    result = np.full_like(odds, NO_RIVAL)
    for row, (a, b) in enumerate(window.pairs):
        others = [other for claim in (a, b) for other in rows[claim] if other != row]
        if others:
            result[row] = odds[others].max(axis=0)
    return result


def _stretch(window: Window, claim: int) -> slice:
    """The pieces from the first to the last of a claim's content, source and cue."""
    rows = [row for part in window.claims[claim] for row in part]
    return slice(min(rows), max(rows) + 1)


def _answer(window: Window, states: Floats, whole: slice) -> Span | None:
    """The words in a stretch that most surely state the type; None where none do."""
    best = whole.start + int(states[whole].argmax())

    def is_part(row: int) -> bool:
        return bool(states[row] > STATES) and window.places[row][0] >= 0

    if not is_part(best):
        return None
    start = end = best
    while start > whole.start and is_part(start - 1):
        start -= 1
    while end + 1 < whole.stop and is_part(end + 1):
        end += 1
    return Span(window.places[start][0], window.places[end][1])


def _words(text: str, claim: PlacedClaim) -> frozenset[str]:
    """The telling words of a claim's content, in lower case."""
    found = (word for span in claim.content for word in re.findall(r"\w+", span.of(text).lower()))
    return frozenset(found) - STOP_WORDS


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _is_negated(text: str, claim: PlacedClaim) -> bool:
    return any(NEGATION.search(span.of(text)) for span in claim.content)
