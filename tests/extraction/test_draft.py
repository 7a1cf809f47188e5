"""The record that the stages pass on: what stands where."""

import pytest

from app.domain.span import Span
from app.extraction.draft import LineKind
from app.extraction.linking.entities import link
from app.extraction.pipeline import read
from tests.extraction_helpers import draft_after, paragraph_of
from tests.knowledge_samples import at

TEXT = "Ice closes lake\n\nMaria Lopez said it was cold. David Cole left.\nThe lake froze."


def test_headlines_and_bodies_are_prose() -> None:
    assert [kind for kind in LineKind if kind.is_prose] == [LineKind.HEADLINE, LineKind.BODY]


@pytest.mark.parametrize(
    ("place", "opening"),
    [
        ("Ice", "Ice closes"),
        ("it was", "Maria Lopez"),
        ("left.", "Maria Lopez"),
        ("lake froze", "The"),
    ],
)
def test_a_character_stands_in_its_paragraph(place: str, opening: str) -> None:
    paragraph = draft_after(read, TEXT).paragraph_at(at(place, text=TEXT).start)

    assert paragraph.parse.text.startswith(opening)


def test_between_two_paragraphs_is_the_one_before() -> None:
    assert draft_after(read, TEXT).paragraph_at(TEXT.index("\n") + 1).start == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Maria Lopez said it was cold. David Cole left.", ["maria-lopez", "david-cole"]),
        ("Maria Lopez said", ["maria-lopez"]),
        # Part of a name names nobody.
        ("Lopez said", []),
        ("The lake froze.", []),
    ],
)
def test_who_is_named_in_a_stretch_is_named_there_in_full(words: str, names: list[str]) -> None:
    mentions = draft_after(link, TEXT).mentions_in(at(words, text=TEXT))

    assert [mention.entity for mention in mentions] == names


@pytest.mark.parametrize(
    ("words", "entity"), [("Maria", "maria-lopez"), ("pez said", "maria-lopez"), ("said", None)]
)
def test_who_is_named_at_a_character(words: str, entity: str | None) -> None:
    mention = draft_after(link, TEXT).mention_at(at(words, text=TEXT).start)

    assert (mention and mention.entity) == entity


def test_tokens_and_their_places_in_the_document_are_each_others() -> None:
    paragraph = draft_after(read, TEXT).paragraphs[1]
    span = at("it was cold", text=TEXT)
    tokens = paragraph.tokens(span)

    assert tokens is not None
    assert paragraph.span_of(tokens.start, tokens.end) == span
    # Of a token that it only touches, a span has all.
    touching = paragraph.tokens(Span(span.start + 1, span.end - 1))
    assert touching is not None
    assert touching.text == "it was cold"


def test_a_span_is_of_the_sentence_in_which_it_begins() -> None:
    text = "It was cold. He left."

    assert paragraph_of(text).sentence(at("cold. He", text=text)).of(text) == "It was cold."


def test_a_claim_has_the_tokens_of_its_words_and_of_its_cue() -> None:
    draft = draft_after(link, "“The ice,” Maria Lopez has said, “is thin.”")
    (claim,) = draft.claims

    assert [token.text for token in draft.cue_of(claim)] == ["has", "said"]
    assert [t.text for t in draft.tokens_of(claim) if t.is_alpha] == ["The", "ice", "is", "thin"]
