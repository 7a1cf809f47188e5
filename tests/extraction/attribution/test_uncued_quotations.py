"""Quotations that no cue claims: the rest of an interrupted one, or one that stands alone."""

import pytest

from app.extraction.attribution.rules import grammar
from app.extraction.attribution.uncued_quotations import with_bare_quotations
from tests.extraction_helpers import claims_of, knowledge_of, paragraph_of

MERKEL = "Angela Merkel"


def test_an_interrupted_quotation_is_one_claim_in_two_pieces() -> None:
    knowledge = knowledge_of("“We will go,” Angela Merkel said on Monday. “We will not wait.”")

    (claim,) = knowledge.claims
    assert [span.of(knowledge.document.text) for span in claim.spans] == [
        "“We will go,”",
        "“We will not wait.”",
    ]
    assert claim.text == "“We will go,” … “We will not wait.”"


def test_a_quotation_without_a_cue_is_the_last_speakers() -> None:
    text = "Angela Merkel said the bridge was safe.\n“We watch it every single day.”"

    assert claims_of(text)[1] == (MERKEL, "“We watch it every single day.”")


def test_a_quotation_below_its_introduction_is_its_speakers() -> None:
    text = "Angela Merkel crossed the bridge. Merkel said:\n“It has been a very long time coming.”"

    assert claims_of(text)[-1] == (MERKEL, "“It has been a very long time coming.”")


def contents_of(text: str) -> list[list[str]]:
    """The pieces of each attribution that grammar and quotation marks show in a paragraph."""
    paragraph = paragraph_of(text)
    (cued,) = grammar.find(text, [paragraph])
    found = with_bare_quotations(text, 0, paragraph, cued)
    return [[piece.of(text) for piece in attribution.content] for attribution in found]


@pytest.mark.parametrize(
    ("between", "goes_on"),
    [
        ("Lee said.", True),
        ("Lee said on Monday, in the rain.", True),
        # A whole sentence of the writer's.
        ("Lee said. It was hot and nobody drank.", False),
    ],
)
def test_a_quotation_goes_on_behind_its_cue_but_not_behind_another_sentence(
    between: str,
    goes_on: bool,  # noqa: FBT001
) -> None:
    first, second = "“The well is dry,”", "“We drink rain now.”"

    assert contents_of(f"{first} {between} {second}") == [[first, second] if goes_on else [first]]


@pytest.mark.parametrize(
    "quotation",
    [
        # A title, a word, and the middle of a sentence.
        "“Waiting for Rain”",
        "“Dry.”",
        "“no water left at all.”",
        # A paragraph of the writer's, in which something is quoted.
        "A red sign, “Do not drink this.”, is new.",
    ],
)
def test_only_a_whole_sentence_alone_in_its_paragraph_is_somebodys(quotation: str) -> None:
    text = f"Angela Merkel said the well was dry.\n{quotation}"

    assert claims_of(text) == [(MERKEL, "the well was dry")]


def test_nobody_says_a_quotation_where_nobody_spoke() -> None:
    assert claims_of("The well is dry.\n“We drink rain now, every day.”\nIt was hot.") == []
