"""Institutions are those of the text's country."""

import pytest

from tests.extraction_helpers import knowledge_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The United States is split. Congress said it was late.", "Congress"),
        ("Joe Biden was in Ohio. The Treasury said it was late.", "Treasury Department"),
    ],
)
def test_a_shared_name_is_that_of_the_country_told_of_most(text: str, name: str) -> None:
    countries = {e.name: e.country for e in knowledge_of(text).entities}

    assert countries[name] == "united-states"


@pytest.mark.parametrize(
    "text",
    [
        "In Canberra, the Treasury said growth would slow.",
        "In New Delhi, Congress said onion prices had doubled.",
        "The Senate said the bridge was closed.",
    ],
)
def test_elsewhere_it_is_no_american_one(text: str) -> None:
    assert "united-states" not in {e.id for e in knowledge_of(text).entities}
