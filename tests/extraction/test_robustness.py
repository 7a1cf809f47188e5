"""Texts that no editor would pass: no crash, offsets true, nothing invented."""

import pytest

from tests.reading_aloud import knowledge_of

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
