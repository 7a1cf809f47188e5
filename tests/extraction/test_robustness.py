"""Texts that no editor would pass: no crash, offsets true, nothing invented."""

import pytest

from app.domain.knowledge import Document
from app.extraction.pipeline import extract
from tests.extraction_helpers import TODAY, codebook, knowledge_of, reference

QUOTED = "Angela Merkel said it would rain. "


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\r\n\t",
        "\x00\x01\x02",
        "….,;:!?",
        "x" * 30_000,
        QUOTED * 400,
        "angela merkel said it would rain and " * 300,
        "“Angela Merkel said it " * 200,
        QUOTED.replace(" ", "\u00a0") * 20,
        "قال المتحدث باسم الحكومة إن الجسر مغلق. " * 40,
        "Die Kanzlerin sagte, die Brücke sei geschlossen. " * 20,
        "Angela Merkel 👩‍👩‍👧 said “it ráins 🌧️ a lot,” today.\r\nN\u0303o \u202eone\u202c knows.",
    ],
    ids=["empty", "blank", "controls", "marks", "no blanks", "one long line", "no full stops",
         "quotations left open", "hard blanks", "right to left", "German", "emoji"],
)  # fmt: skip
def test_every_offset_is_true(text: str) -> None:
    knowledge = knowledge_of(text)

    for claim in knowledge.claims:
        assert claim.text == " … ".join(" ".join(s.of(text).split()) for s in claim.spans)
    for mention in knowledge.mentions:
        assert mention.span.of(text).strip()
    assert len({claim.id for claim in knowledge.claims}) == len(knowledge.claims)


@pytest.mark.parametrize(
    "text",
    [
        "قال المتحدث باسم الحكومة إن الجسر مغلق. " * 40,
        "Die Kanzlerin sagte, die Brücke sei geschlossen. " * 20,
        "La chancelière a dit que le pont était fermé. " * 20,
    ],
    ids=["Arabic", "German", "French"],
)
def test_little_is_read_into_another_language(text: str) -> None:
    assert len(knowledge_of(text).claims) <= 1


def test_a_document_in_another_language_is_not_read_and_that_is_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    document = Document("d", "Brücke", "Bote", "de", TODAY, "Angela Merkel said it rained.\n", "")
    knowledge = extract(document, reference(), codebook())

    assert (len(knowledge.passages), knowledge.claims) == (1, ())
    assert "only English is read" in caplog.text


def test_a_document_that_only_claims_to_be_in_english_is_not_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    french = (
        "Le président Macron a déclaré lundi que la situation était grave. « Nous irons », dit-il. "
    )
    knowledge = knowledge_of(french * 10)

    assert (knowledge.claims, knowledge.entities) == ((), ())
    assert "only English is read" in caplog.text
