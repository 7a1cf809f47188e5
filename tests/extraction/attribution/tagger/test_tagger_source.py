"""The tagger's answers as attributions: source and cue apart, contents without slips."""

import pytest

from app.extraction.attribution.tagger.tagger_source import METHOD, find
from app.extraction.draft import Attribution
from app.extraction.pipeline import read
from tests.extraction_helpers import draft_after


def tagged(text: str) -> list[Attribution]:
    found = find(text, draft_after(read, text).paragraphs)
    return [attribution for paragraph in found for attribution in paragraph]


def told(text: str) -> list[str]:
    """Each as "source | cue | content"."""
    return [
        " | ".join(
            (
                a.source.of(text) if a.source else "",
                a.cue.of(text) if a.cue else "",
                " … ".join(piece.of(text) for piece in a.content),
            )
        )
        for a in tagged(text)
    ]


@pytest.mark.parametrize(
    ("sentence", "attribution"),
    [
        ("The farmer said that the well is dry.", "The farmer | said | the well is dry"),
        ("“The well is dry,” the farmer said.", "the farmer | said | “The well is dry,”"),
        ("According to the vet, the cow was ill.", "the vet | According to | the cow was ill"),
        # All of a headline's source, of which the cue took the last name.
        ("Fed and ECB warn of slump", "Fed and ECB | warn of | slump"),
        ("The vet said the cow was “ill,” during a briefing on Monday.",
         "The vet | said | the cow was “ill,”"),
    ],
)  # fmt: skip
def test_source_cue_and_content_stand_apart(sentence: str, attribution: str) -> None:
    assert told(sentence) == [attribution]


def test_what_is_not_quoted_ends_with_its_sentence() -> None:
    text = "The farmer said the well is dry. It rained. The cow was ill."

    assert told(text) == ["The farmer | said | the well is dry"]


def test_each_paragraph_has_its_own_in_the_documents_offsets() -> None:
    text = "The farmer said the well is dry.\nThe vet said the cow was ill."

    assert [a.paragraph for a in tagged(text)] == [0, 1]
    assert told(text)[1] == "The vet | said | the cow was ill"


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("The farmer has disputed that the well is dry.", "dispute"),
        ("The farmer told reporters the well is dry.", "tell"),
    ],
)
def test_the_lemma_is_that_of_the_word_that_reports(sentence: str, lemma: str) -> None:
    assert [(a.cue_lemma, a.method) for a in tagged(sentence)] == [(lemma, METHOD)]
