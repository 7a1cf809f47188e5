"""What a claim's cue does to it."""

import pytest

from app.extraction.coding.cue_words import asks, asserts, denies, lemmas_of, takes_no_side, wishes
from app.extraction.speakers.speaker_resolution import name
from tests.extraction.coded_pairs import takes
from tests.extraction_helpers import draft_after


@pytest.mark.parametrize(
    ("lemma", "does"),
    [
        ("say", {"asserts"}),
        ("insist", {"asserts"}),
        ("confirm", {"asserts"}),
        ("deny", {"denies"}),
        ("dispute", {"denies"}),
        ("denial", {"denies"}),
        ("ask", {"asks", "takes no side"}),
        ("wish", {"wishes", "takes no side"}),
        # Small is not none, and a jest is said aloud.
        ("downplay", {"denies", "takes no side"}),
        ("joke", {"asserts", "takes no side"}),
        ("fear", set()),
    ],
)
def test_a_cue_upholds_denies_or_takes_no_side(lemma: str, does: set[str]) -> None:
    found = {
        "asserts": asserts(lemma),
        "denies": denies(lemma),
        "asks": asks(lemma),
        "wishes": wishes(lemma),
        "takes no side": takes_no_side(lemma),
    }

    assert {what for what, holds in found.items() if holds} == does


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("The firm said it was sold.", "say"),
        ("The firm ruled out a sale.", "rule out"),
        ("The firm issued a denial that it was sold.", "denial"),
    ],
)
def test_a_cue_is_known_by_its_lemma_with_its_particle_or_its_denying_noun(
    sentence: str, lemma: str
) -> None:
    assert list(lemmas_of(draft_after(name, sentence)).values()) == [lemma]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lavrov repeated his denial that Russia was massing troops near Ukraine.",
        "Lavrov issued a denial that Russia was massing troops near Ukraine.",
        "Lavrov denied that Russia was massing troops near Ukraine.",
    ],
)
def test_a_denial_denies(sentence: str) -> None:
    assert takes(sentence, "troops-massing") == "denies"
