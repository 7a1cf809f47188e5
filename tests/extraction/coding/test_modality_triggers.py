"""What single words do to the clause in which they stand."""

import pytest

from app.extraction.coding.modality_triggers import (
    denies_below,
    ends,
    follows_denial,
    is_condition,
    is_negator,
    is_past,
    is_too_much,
    rules_out,
)
from tests.extraction.coding.parsed_words import word_of


@pytest.mark.parametrize(
    ("sentence", "word", "negates"),
    [
        ("No boat left.", "No", True),
        ("Few boats left.", "Few", True),
        ("A few boats left.", "few", False),
        ("She never left.", "never", True),
        ("The old boat left.", "old", False),
    ],
)
def test_no_and_few_negate_but_not_a_few(
    sentence: str,
    word: str,
    negates: bool,  # noqa: FBT001
) -> None:
    assert is_negator(word_of(sentence, word)) is negates


def test_anything_but_denies_the_next_word() -> None:
    safe = word_of("The ice is anything but safe.", "safe")

    assert follows_denial(safe, range(len(safe.doc)))
    # Where the claim does not hold those words, it is not denied.
    assert not follows_denial(safe, [safe.i])


@pytest.mark.parametrize(
    ("sentence", "word", "denied"),
    [
        ("They stopped skating.", "skating", True),
        # What was stopped has been there.
        ("They stopped the match.", "match", False),
    ],
)
def test_to_stop_denies_a_clause_and_ends_a_thing(
    sentence: str,
    word: str,
    denied: bool,  # noqa: FBT001
) -> None:
    below = word_of(sentence, word)

    assert denies_below("stop", below) is denied
    assert ends("stop", below) is not denied


@pytest.mark.parametrize(
    ("sentence", "word", "denied"),
    [
        ("It is false that they skate.", "skate", True),
        ("The false claim spread.", "claim", True),
        ("The false tooth fell.", "tooth", False),
        ("They skate.", "skate", False),
    ],
)
def test_false_denies_the_clause_or_the_claim_below_it(
    sentence: str,
    word: str,
    denied: bool,  # noqa: FBT001
) -> None:
    assert denies_below("false", word_of(sentence, word)) is denied


def test_too_late_and_rule_out_deny() -> None:
    late = word_of("It is too late to skate.", "late")

    assert is_too_much(late, word_of("It is too late to skate.", "skate"))
    assert not is_too_much(late, None)
    assert rules_out(word_of("They ruled out a sale.", "ruled"))
    assert not rules_out(word_of("They ruled the sea.", "ruled"))


@pytest.mark.parametrize(
    ("sentence", "word", "past"),
    [
        ("It froze in 2013.", "in", True),
        ("It froze last year.", "year", True),
        ("It froze years ago.", "ago", True),
        ("It froze in Oslo.", "in", False),
        ("It freezes this year.", "year", False),
    ],
)
def test_a_year_and_last_year_put_it_in_the_past(
    sentence: str,
    word: str,
    past: bool,  # noqa: FBT001
) -> None:
    assert is_past(word_of(sentence, word)) is past


@pytest.mark.parametrize(
    ("sentence", "verb", "condition"),
    [
        ("If it is cold, they skate.", "is", True),
        ("As long as it is cold, they skate.", "long", True),
        ("Because it is cold, they skate.", "is", False),
    ],
)
def test_if_and_as_long_as_put_it_under_a_condition(
    sentence: str,
    verb: str,
    condition: bool,  # noqa: FBT001
) -> None:
    assert is_condition(word_of(sentence, verb)) is condition
