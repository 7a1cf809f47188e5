"""Of which place and thing it is said: a codebook's proposition is not met by what only sounds like it."""

import pytest

from tests.extraction.coded_pairs import stances
from tests.extraction_helpers import knowledge_of


@pytest.mark.parametrize(
    ("words", "proposition"),
    [
        ("no attack on Poland was imminent", "invasion-imminent"),
        ("the attack in Mali was not imminent", "invasion-imminent"),
        ("no attack by China was imminent", "invasion-imminent"),
        ("an attack on Taiwan was not imminent", "invasion-imminent"),
        ("no strike by rail workers was imminent", "invasion-imminent"),
        ("the threat of a gas shortage was exaggerated", "invasion-imminent"),
        ("the danger of bird flu was overblown", "invasion-imminent"),
        ("Russia was not massing troops near Poland", "troops-massing"),
        ("Russian troops would leave Kazakhstan", "troops-massing"),
        ("a trade war with China was inevitable", "war-avoidable"),
        ("a price war was unavoidable", "war-avoidable"),
        ("conflict between brothers is inevitable", "war-avoidable"),
        ("war in Syria was inevitable", "war-avoidable"),
        ("the movement of fish was normal", "buildup-unusual"),
        ("diplomats should leave no stone unturned", "embassies-should-stay"),
        ("the embassy of Iran must leave London", "embassies-should-stay"),
        ("the call between Biden and Xi was tense", "call-went-well"),
        ("the jury's answer was disappointing", "responses-open-way"),
        ("wage talks with Moscow's metro drivers had collapsed", "talks-go-on"),
    ],
)
def test_another_place_or_thing_is_another_matter(words: str, proposition: str) -> None:
    assert proposition not in stances(knowledge_of(f"Emmanuel Macron said {words}."))


@pytest.mark.parametrize(
    ("words", "proposition", "stance"),
    [
        ("no attack on Ukraine was imminent", "invasion-imminent", "denies"),
        ("the danger of war was exaggerated", "invasion-imminent", "denies"),
        ("Russia was not massing troops near Ukraine", "troops-massing", "denies"),
        ("Russia was massing ground forces on the border of Belarus", "troops-massing", "affirms"),
        ("war with Russia was inevitable", "war-avoidable", "denies"),
        ("war over Ukraine was unavoidable", "war-avoidable", "denies"),
        ("diplomats should leave Kyiv", "embassies-should-stay", "denies"),
        ("the call between Biden and Zelensky was tense", "call-went-well", "denies"),
        ("the answer of NATO was disappointing", "responses-open-way", "denies"),
    ],
)
def test_its_own_place_and_thing_are_not(words: str, proposition: str, stance: str) -> None:
    assert stances(knowledge_of(f"Emmanuel Macron said {words}.")).get(proposition) == stance


def test_attacking_when_one_likes_is_not_attacking_soon() -> None:
    text = "Analysts say Russia has many options to attack at any moment."

    assert "invasion-imminent" not in stances(knowledge_of(text))
