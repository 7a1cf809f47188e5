"""What stands above a word: is it denied, hedged, left open, or only supposed?"""

import pytest

from app.extraction.coding.modality import modality_of
from app.extraction.coding.perspective import Voice
from tests.extraction.coded_pairs import takes
from tests.extraction.coding.parsed_words import agents_of, word_of

PLAN = "Russia plans to invade Ukraine"
NO_PLAN = "Russia does not plan to invade Ukraine"
INTENDS = "russia-intends-attack"
IMMINENT = "invasion-imminent"


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Macron said Russia did not only plan to invade Ukraine but also Moldova.", "affirms"),
        ("Macron said Russia failed to hide its plan to invade Ukraine.", "affirms"),
        ("Macron said Putin could not conceal that Russia wants war with Ukraine.", "affirms"),
        ("Macron said Russia's plan to invade Ukraine was wrong.", "affirms"),
        ("Macron said Russia's plan to invade Ukraine was ridiculous.", "affirms"),
        ("Macron said it was ridiculous that Russia plans to invade Ukraine.", "denies"),
        ("Macron said it was nonsense that Russia plans to invade Ukraine.", "denies"),
        (f"Macron said it is not enough that {NO_PLAN}.", "denies"),
        ("Macron said sanctions had stopped Russia's plan to invade Ukraine.", None),
        ("Macron said Russia did not plan to invade Ukraine until last year.", None),
        ("Macron said Russia did not plan to invade Ukraine in 2013.", None),
        ("Macron said Russia did not plan to invade Ukraine last year.", None),
        ("Macron said Russia would never plan to invade Ukraine without China's consent.", None),
        ("Macron said Russia could never plan to invade Ukraine alone.", None),
    ],
)
def test_what_is_judged_hidden_or_bounded_is_not_denied(sentence: str, stance: str | None) -> None:
    assert takes(sentence, INTENDS) == stance


@pytest.mark.parametrize(
    ("sentence", "word", "stands"),
    [
        ("The ice is safe.", "safe", set()),
        ("The ice is not safe.", "safe", {"negated"}),
        ("The ice is not only safe, it is thick.", "safe", set()),
        ("It is not true that the ice is not safe.", "safe", set()),
        ("Nobody thinks the ice is safe.", "safe", {"negated"}),
        ("They have no plan to skate.", "skate", {"negated"}),
        ("The ice may be safe.", "safe", {"hedged"}),
        ("They did not rule out skating.", "skating", {"hedged"}),
        ("It is unclear whether the ice is safe.", "safe", {"open"}),
        ("Nobody is sure that the ice is safe.", "safe", {"open"}),
        ("If it is cold, the ice is safe.", "safe", {"conditional"}),
        ("If the ice is safe, they will skate.", "safe", {"supposed", "aside"}),
        ("Putin thinks the ice is safe.", "safe", {"supposed"}),
        ("The ice was safe in 2013.", "safe", {"supposed"}),
        ("They should make the ice safe.", "safe", {"demanded"}),
        ("They ignored that the ice is safe.", "safe", {"given"}),
    ],
)
def test_what_a_word_stands_under_is_told_by_its_sentence(
    sentence: str, word: str, stands: set[str]
) -> None:
    token = word_of(sentence, word)
    within = {t.i: t for t in token.doc}
    found = modality_of(token, within, {token.i}, Voice(agents_of(token.doc)))

    assert {name for name in found.__slots__ if getattr(found, name) not in (False, None)} == stands
