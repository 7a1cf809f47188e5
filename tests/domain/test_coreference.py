"""Two mentions that may mean one speaker, although the text does not say so."""

from dataclasses import replace

import pytest

from app.domain.coreference import may_be_one
from app.domain.knowledge import Entity
from tests.coded_samples import ADA, CARA, DAN, DESCRIBED, MINISTRY, OFFICIAL, SUDLAND

DIPLOMAT = replace(DESCRIBED, id="diplomat", role="diplomat")
# Nobody knows of which country these are.
STATELESS = replace(DESCRIBED, country=None)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        # Cara and, later on, "the official" of her country.
        (CARA, True),
        (ADA, False),
        (DAN, False),
        # A country is not its official.
        (SUDLAND, False),
        (replace(MINISTRY, country="sudland"), False),
    ],
)
def test_the_official_may_be_a_person_of_that_country(
    earlier: Entity,
    expected: bool,  # noqa: FBT001
) -> None:
    assert may_be_one(earlier, DESCRIBED, "the official") is expected


def test_two_of_no_known_country_are_no_compatriots() -> None:
    assert not may_be_one(DAN, STATELESS, "the official")


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (DESCRIBED, True),
        # "An official" of any country may be the one whom "the official" means.
        (STATELESS, True),
        (DIPLOMAT, False),
        # A compatriot, but one of whom no role is told.
        (OFFICIAL, False),
    ],
)
def test_an_unnamed_speaker_may_be_the_one_with_the_same_role(
    earlier: Entity,
    expected: bool,  # noqa: FBT001
) -> None:
    assert may_be_one(earlier, DESCRIBED, "the official") is expected


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("the official", True),
        ("The Sudland official", True),
        ("an official", False),
        ("another official", False),
        ("theologians", False),
        ("", False),
        (None, False),
    ],
)
def test_only_the_definite_article_looks_back(
    mention: str | None,
    expected: bool,  # noqa: FBT001
) -> None:
    assert may_be_one(CARA, DESCRIBED, mention) is expected
    assert may_be_one(DESCRIBED, DESCRIBED, mention) is expected


@pytest.mark.parametrize("later", [CARA, replace(DESCRIBED, anonymous=False), OFFICIAL])
def test_a_name_or_a_mention_without_a_role_means_somebody_of_its_own(later: Entity) -> None:
    assert not may_be_one(CARA, later, "the official")
