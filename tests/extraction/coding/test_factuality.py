"""What a claim asserts: not what is never said, only demanded, what others think, or what was once so."""

import pytest

from tests.extraction.coded_pairs import stances, takes
from tests.extraction_helpers import knowledge_of

PLAN = "Russia plans to invade Ukraine"
NO_PLAN = "Russia does not plan to invade Ukraine"
INTENDS = "russia-intends-attack"
IMMINENT = "invasion-imminent"


@pytest.mark.parametrize(
    "sentence",
    [
        f"Merkel never said that {NO_PLAN}.",
        f"Merkel did not say that {NO_PLAN}.",
        f"Merkel might say that {NO_PLAN}.",
        f"Merkel would not say that {PLAN}.",
        f"Merkel should say that {NO_PLAN}.",
        f"Merkel used to say that {NO_PLAN}.",
        f"Merkel once said that {NO_PLAN}.",
        f"Merkel stopped saying that {NO_PLAN}.",
        f"Merkel refused to say that {NO_PLAN}.",
        f"Merkel has yet to say that {NO_PLAN}.",
        f"Merkel wanted to say that {NO_PLAN}.",
        f"Nobody said that {NO_PLAN}.",
        f"Few leaders said that {NO_PLAN}.",
        f"If Merkel says {NO_PLAN}, she is wrong.",
        f"Should Merkel say {NO_PLAN}, she is wrong.",
        f"Unless Merkel says {NO_PLAN}, markets will fall.",
        f"When Merkel says {NO_PLAN}, people listen.",
        f"A fake video had Merkel saying {NO_PLAN}.",
        f"Merkel reportedly said that {NO_PLAN}.",
        f"Merkel said there was no evidence that {PLAN}.",
        f"Merkel was misquoted as saying that {NO_PLAN}.",
        f"Merkel quoted Putin: “{NO_PLAN}.”",
        f"Merkel joked that {NO_PLAN}.",
    ],
)
def test_what_is_not_really_said_is_no_stance(sentence: str) -> None:
    assert takes(sentence, INTENDS) is None


@pytest.mark.parametrize(
    "sentence",
    [
        f"Merkel said that {PLAN}.",
        f"Merkel not only said that {PLAN}, she repeated it.",
        f"Merkel went on to say that {PLAN}.",
        f"When Merkel said {PLAN}, people listened.",
        f"Merkel, forging ahead, said {PLAN}.",
        f"Merkel once again said that {PLAN}.",
        f"In Merkel's view {PLAN}.",
    ],
)
def test_what_is_said_in_passing_is_said(sentence: str) -> None:
    assert takes(sentence, INTENDS) == "affirms"


@pytest.mark.parametrize(
    "sentence",
    [
        f"Stoltenberg said Lavrov's denial that {PLAN} was false.",
        f"Macron denied having said that {NO_PLAN}.",
        f"Macron denied telling Putin that {PLAN}.",
        f"Macron denied that he had said that {PLAN}.",
        f"Macron denied claiming that {NO_PLAN}.",
        f"Macron rejected reports that he had said {NO_PLAN}.",
    ],
)
def test_who_denies_having_said_it_says_nothing_of_it(sentence: str) -> None:
    assert stances(knowledge_of(sentence)) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Lavrov denied that Russia had promised to withdraw its troops.",
        "Lavrov denied that Putin had told Macron that Russia would withdraw its troops.",
    ],
)
def test_what_is_denied_to_have_been_said_is_nobodys(sentence: str) -> None:
    assert stances(knowledge_of(sentence)) == {}
