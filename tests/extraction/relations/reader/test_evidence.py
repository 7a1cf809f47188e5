"""What speaks for a relation between two speakers, by a network of fixed scores."""

import numpy as np
import pytest

from app.domain.enums import RelationType
from app.domain.span import Span
from app.extraction.relations.reader.evidence import ReadSpeakers, log_odds, read_speakers
from app.extraction.relations.reader.network import Floats
from app.extraction.relations.reader.reader import network
from app.extraction.relations.reader.windows import PlacedClaim, Window, windows

TEXT = "Lee says the dam is safe. Ray denied that the dam is safe, unlike Lee. Lee says it is dry."
DISPUTES = RelationType.DISPUTES


def claim(words: str, source: str, cue: str) -> PlacedClaim:
    def span(part: str, start: int = 0) -> Span:
        place = TEXT.index(part, start)
        return Span(place, place + len(part))

    content = span(words)
    name = frozenset({source.lower()})
    return PlacedClaim((content,), span(source), span(cue), frozenset({source}), name)


CLAIMS = [
    claim("the dam is safe", "Lee", "says"),
    claim("that the dam is safe, unlike Lee", "Ray", "denied"),
    claim("it is dry", "Lee", "says"),
]


def scores(disputing: dict[tuple[int, int], float], denying: str = "") -> list[ReadSpeakers]:
    """What is read where the network gives these pairs these scores, and says that a word states it."""

    def fixed(window: Window) -> tuple[Floats, Floats]:
        pairs = [[0, disputing.get(pair, -9), -9] for pair in window.pairs]
        pieces = [
            [0, 5 if start >= 0 and denying and TEXT[start:end] in denying else -5, -5]
            for start, end in window.places
        ]
        return np.array(pairs, np.float32), np.array(pieces, np.float32)

    read = windows(network().tokenizer, TEXT, [Span(0, len(TEXT))], CLAIMS)
    found = read_speakers(TEXT, CLAIMS, read, fixed)
    return [one for one in found if one.best.type is DISPUTES]


def test_scores_become_odds_against_all_else() -> None:
    odds = log_odds(np.log(np.array([[0.5, 0.4, 0.1]], np.float32)))
    assert odds[0] == pytest.approx([np.log(0.4 / 0.6), np.log(0.1 / 0.9)], abs=1e-5)


def test_two_speakers_are_judged_once_by_their_best_pair() -> None:
    (found,) = scores({(0, 1): -1, (1, 2): 2})
    assert found.best.claims == (1, 2)
    assert found.features["pairs"] == pytest.approx(np.log(3))
    assert found.features["score"] > found.features["mean"]


def test_a_pair_knows_how_its_rivals_score() -> None:
    (found,) = scores({(0, 1): 3, (1, 2): 1})
    assert found.features["rival"] < found.features["score"]
    assert found.features["margin"] > 0


def test_plain_facts_of_two_claims() -> None:
    (found,) = scores({(0, 1): 3})
    facts = found.features
    assert (facts["distance"], facts["neighbours"], facts["shared_words"]) == (1, 1, 1)
    assert (facts["second_names_first"], facts["first_names_second"]) == (1, 0)
    assert (facts["negation"], facts["paragraphs"]) == (0, 0)


def test_the_words_that_state_it_are_found() -> None:
    (found,) = scores({(0, 1): 3}, denying="denied")
    assert found.best.answer
    assert found.best.answer.of(TEXT) == "denied"


def test_there_may_be_no_such_words() -> None:
    (found,) = scores({(0, 1): 3})
    assert found.best.answer is None
