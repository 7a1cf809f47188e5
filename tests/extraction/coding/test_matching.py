"""Which indicators are there in a sentence, and by which words."""

import pytest

from app.domain.enums import Stance
from app.extraction.coding.matching import Sentence
from app.extraction.inputs.codebook import Indicator, Matter
from tests.extraction.coding.parsed_words import agents_of
from tests.extraction_helpers import paragraph_of


def words_of(sentence: str, indicator: str, *speakers: str) -> tuple[str, ...] | None:
    """The words by which an indicator is there; None where it is not."""
    parse = paragraph_of(sentence).parse
    own = Sentence(list(parse), agents_of(parse).named, frozenset(speakers))
    written = Indicator.of("p", Stance.AFFIRMS, indicator, {}, Matter())
    return next((match.words for match in own.matches([written])), None)


@pytest.mark.parametrize(
    ("sentence", "indicator", "words"),
    [
        ("The dams are safe.", "dam + safe / sound", ("dams", "safe")),
        ("The dam gave way.", "dam + give way", ("dam", "gave way")),
        ("The dam gave no way.", "dam + give way", None),
        ("The dam is old.", "dam + safe", None),
        ("The dam is a safe bet.", "dam + safe + unless safe bet", None),
        ("The dam is not safe.", "dam + not safe", ("dam", "safe")),
        ("The dam is safe.", "dam + not safe", None),
        # No word stands for two terms.
        ("The dam is safe.", "dam / barrage + dam", None),
        ("The dam dams the river.", "dam / barrage + dam", ("dam", "dams")),
    ],
)
def test_every_term_is_there_by_words_of_its_own(
    sentence: str, indicator: str, words: tuple[str, ...] | None
) -> None:
    assert words_of(sentence, indicator) == words


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("Russia attacks Ukraine.", True),
        ("Ukraine is attacked by Russia.", True),
        ("Ukraine attacks Russia.", False),
    ],
)
def test_a_subject_does_what_the_next_term_says(
    sentence: str,
    there: bool,  # noqa: FBT001
) -> None:
    assert bool(words_of(sentence, "subject @russia + attack / attacked")) is there


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("They plan to launch an attack.", True),
        ("They plan a feast after the attack.", False),
    ],
)
def test_an_object_is_what_the_term_before_is_about(
    sentence: str,
    there: bool,  # noqa: FBT001
) -> None:
    assert bool(words_of(sentence, "plan + object attack")) is there


@pytest.mark.parametrize(
    ("sentence", "speakers", "there"),
    [
        ("Russia fears war.", (), True),
        # "We" of its own speaker, and of another one's.
        ("We fear war.", ("russia",), True),
        ("We fear war.", ("nato",), False),
    ],
)
def test_an_entity_is_there_by_name_or_as_the_speaker(
    sentence: str,
    speakers: tuple[str, ...],
    there: bool,  # noqa: FBT001
) -> None:
    assert bool(words_of(sentence, "@russia + war", *speakers)) is there


def test_what_another_one_does_is_not_done_by_whom_the_indicator_names() -> None:
    assert words_of("Russia sends tanks.", "tank / @russia + send") is not None
    assert words_of("NATO sends tanks.", "tank / @russia + send") is None
