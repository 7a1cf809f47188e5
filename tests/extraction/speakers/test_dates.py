"""When it was said, from a document of Wednesday 6 March 2024."""

from datetime import date

import pytest

from app.domain.knowledge import Document
from app.extraction.pipeline import extract
from tests.extraction.coded_pairs import stances
from tests.extraction_helpers import codebook, knowledge_of, reference


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Angela Merkel said Tuesday that it would rain.", date(2024, 3, 5)),
        ("Angela Merkel said on Wednesday that it would rain.", date(2024, 3, 6)),
        ("On Thursday, Angela Merkel said that it would rain.", date(2024, 2, 29)),
        ("Angela Merkel said on Tuesday last week that it would rain.", date(2024, 2, 27)),
        ("Angela Merkel said today that it would rain.", date(2024, 3, 6)),
        ("Angela Merkel said yesterday that it would rain.", date(2024, 3, 5)),
        ("Angela Merkel said on Feb. 29 that it would rain.", date(2024, 2, 29)),
        ("Angela Merkel said on December 1 that it would rain.", date(2023, 12, 1)),
        (
            "The road was closed on Tuesday, a day after Angela Merkel said that it would rain.",
            date(2024, 3, 4),
        ),
        ("Angela Merkel said that it would rain on Friday.", None),
        ("Angela Merkel said that it would rain.", None),
        ("Angela Merkel said on February 31 that it would rain.", None),
    ],
)
def test_the_phrase_beside_the_cue_tells_the_day(sentence: str, day: date | None) -> None:
    assert [claim.said_on for claim in knowledge_of(sentence).claims] == [day]


@pytest.mark.parametrize("phrase", ["yesterday", "Tuesday", "on Tuesday last week", "Dec. 31"])
def test_before_the_first_day_of_all_there_is_none(phrase: str) -> None:
    text = f"Angela Merkel said {phrase} that it would rain."
    document = Document("d", "D", "The Gazette", "en", date.min, text, "")
    assert [claim.said_on for claim in extract(document, reference(), codebook()).claims] == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2014 Putin said Russia had no plan to invade Ukraine.",
        "Macron said last week that Russia does not plan to invade Ukraine.",
        "Macron said two weeks ago that Russia does not plan to invade Ukraine.",
        "Years ago Macron said Russia does not plan to invade Ukraine.",
        "Last year, Macron said Russia does not plan to invade Ukraine.",
    ],
)
def test_what_was_said_before_is_not_held_against_anybody_today(sentence: str) -> None:
    assert stances(knowledge_of(sentence)) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said on Monday that Russia does not plan to invade Ukraine.",
        "Macron said in 2024 that Russia does not plan to invade Ukraine.",
        "Macron said that Russia does not plan to invade Ukraine.",
    ],
)
def test_what_was_said_on_a_known_day_is(sentence: str) -> None:
    assert stances(knowledge_of(sentence))["russia-intends-attack"] == "denies"
