"""Where the clause of a cue begins."""

import pytest

from app.extraction.attribution.rules.cue import without_that
from tests.extraction_helpers import paragraph_of


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("The farmer says that the well is dry.", "the well is dry"),
        ("The farmer says the well is dry.", "the well is dry"),
        # Here "that" is what is spoken of.
        ("The farmer says that is wrong.", "that is wrong"),
    ],
)
def test_a_that_which_only_joins_is_no_part_of_it(sentence: str, clause: str) -> None:
    parse = paragraph_of(sentence).parse
    verb = next(token for token in parse if token.dep_ == "ccomp")

    assert parse[without_that(verb) : verb.right_edge.i + 1].text.rstrip(".") == clause
