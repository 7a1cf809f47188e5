"""Whose view it is: what others think or pass on is not the speaker's."""

import pytest

from tests.extraction.coded_pairs import dam, stances, takes
from tests.extraction_helpers import knowledge_of

PLAN = "Russia plans to invade Ukraine"
NO_PLAN = "Russia does not plan to invade Ukraine"
INTENDS = "russia-intends-attack"
IMMINENT = "invasion-imminent"


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said Zelensky does not believe an invasion is imminent.",
        "Macron said Scholz was not sure an attack would come.",
        "Macron said Scholz did not know whether an attack would come.",
    ],
)
def test_what_others_think_of_the_danger_is_not_the_relayers_view(sentence: str) -> None:
    assert takes(sentence, IMMINENT, "Emmanuel Macron") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said Putin thinks that Russia does not want war.",
        "Macron said Putin is convinced that Russia does not want war with Ukraine.",
        f"Macron said that in Putin's view {NO_PLAN}.",
        f"Macron said nobody in Moscow believes that {PLAN}.",
        f"Macron said the Germans have the impression that {NO_PLAN}.",
        f"Macron said Germany's view was that {NO_PLAN}.",
        f"Macron said Putin wants people to believe that {NO_PLAN}.",
        f"Macron said those who say {NO_PLAN} are mistaken.",
        f"Macron said it was naive to say that {NO_PLAN}.",
        f"Macron said it was a mistake to think that {NO_PLAN}.",
        f"Macron spoke of reports that {NO_PLAN}.",
    ],
)
def test_what_others_think_is_not_the_relayers_view(sentence: str) -> None:
    assert takes(sentence, INTENDS, "Emmanuel Macron") is None


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        (f"Macron said he believes that {PLAN}.", "affirms"),
        (f"Macron said we know that {PLAN}.", "affirms"),
        (f"Macron said everybody knows that {PLAN}.", "affirms"),
        (f"Macron said he does not believe that {PLAN}.", "denies"),
        (f"Macron said it is fair to say that {PLAN}.", "affirms"),
        (f"John Kirby said the Pentagon believes that {PLAN}.", "affirms"),
        (f"Macron rejected reports that {PLAN}.", "denies"),
    ],
)
def test_the_speakers_own_view_is(sentence: str, stance: str) -> None:
    assert takes(sentence, INTENDS) == stance


@pytest.mark.parametrize(
    "text",
    [
        "Engineers said the council believes the dam is unsafe.",
        "Engineers said many residents think the dam is unsafe.",
        "Engineers said residents fear that the dam could burst.",
        "Engineers said it was a mistake to call the dam unsafe.",
        "Engineers apologised for saying that the dam was unsafe.",
        "Engineers withdrew a report that the dam was unsafe.",
        "Engineers said the dam was no less safe than others.",
        "Engineers said the dam was unsafe before the repairs.",
        "Engineers said nobody had proved that the dam was unsafe.",
        "Engineers insisted they had not called the dam unsafe.",
    ],
)
def test_so_it_is_on_any_topic(text: str) -> None:
    assert stances(knowledge_of(text, dam()), "Engineers") == {}
