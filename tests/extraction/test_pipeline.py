"""Stages: each fills what the next one reads, and only English is read."""

import pytest

from app.domain.errors import ExtractionError
from app.domain.knowledge import Document
from app.extraction.draft import LineKind
from app.extraction.inputs.reference import Reference
from app.extraction.pipeline import FEWEST_WORDS, extract, is_read, read
from tests.extraction_helpers import (
    TODAY,
    codebook,
    document_of,
    draft_after,
    knowledge_of,
)

GERMAN = "Die Kanzlerin sagte, die Brücke sei geschlossen. "
ENGLISH = "The chancellor said that the bridge was closed. "


@pytest.mark.parametrize(
    ("language", "text", "reads"),
    [
        ("en", ENGLISH * 10, True),
        ("en-GB", ENGLISH * 10, True),
        ("de", ENGLISH * 10, False),
        ("en", GERMAN * 10, False),
        # Of so few words nothing can be told.
        ("en", GERMAN, True),
        ("en", "1 2 3 " * FEWEST_WORDS, True),
        # What comes far below is not looked at.
        ("en", GERMAN * 1000 + ENGLISH * 9000, False),
    ],
)
def test_a_document_is_read_that_says_it_is_english_and_reads_like_it(
    language: str,
    text: str,
    reads: bool,  # noqa: FBT001
) -> None:
    assert is_read(Document("d", "D", "The Gazette", language, TODAY, text, "")) is reads


def test_prose_is_parsed_and_captions_apart_and_nothing_else() -> None:
    draft = draft_after(
        read, "Ice closes lake\nBy Maria Lopez\nThe lake in May.\n(Pool)\nIt is cold.\nShare\n"
    )

    assert [p.line.kind for p in draft.paragraphs] == [LineKind.HEADLINE, LineKind.BODY]
    assert [p.parse.text for p in draft.captions] == ["The lake in May."]
    assert len(draft.bylines) == 1


def test_only_propositions_that_a_claim_bears_on_are_in_the_answer() -> None:
    text = "Macron said Russia does not plan to invade Ukraine."
    coded = {stance.proposition for claim in knowledge_of(text).claims for stance in claim.stances}

    assert coded
    assert {proposition.id for proposition in knowledge_of(text).propositions} == coded


def test_an_error_that_nobody_foresaw_names_the_document_and_the_stage() -> None:
    # Its index of names has somebody of whom it knows nothing.
    broken = Reference(names={("Lopez",): "maria-lopez"}, longest=1)

    with pytest.raises(ExtractionError, match=r"\bd\b.*\bname\b"):
        extract(document_of("Lopez said it rained."), broken, codebook())
