"""A transcript's turns as claims."""

from tests.extraction_helpers import claims_of, knowledge_of, speakers_of

BRIEFING = """\
MR DOYLE: Good afternoon. The minister leaves for Oslo tonight. The talks will cover fishing.
QUESTION: The fishermen say quotas were cut in secret. Is that right?
MR DOYLE: No. The quotas were published in May. The union told us that it knew them.
"""


def test_each_sentence_of_a_turn_is_a_claim_of_who_has_it() -> None:
    assert claims_of(BRIEFING) == [
        ("Doyle", "The minister leaves for Oslo tonight"),
        ("Doyle", "The talks will cover fishing"),
        ("Fishermen", "quotas were cut in secret"),
        ("Doyle", "The quotas were published in May"),
        ("Doyle", "The union told us that it knew them"),
        ("Union", "it knew them"),
    ]


def test_what_a_turn_relays_is_within_it() -> None:
    knowledge = knowledge_of(BRIEFING)

    relayed = knowledge.claims[-1]
    assert relayed.within == knowledge.claims[-2].id
    assert speakers_of(knowledge, relayed) == "Union"


def test_a_name_on_a_line_of_its_own_has_the_speech_below() -> None:
    text = "Laura Kent (00:04):\n\nThe dam is safe.\n\nReporter (00:31):\n\nIs it?\n\nLaura Kent (00:40):\n\nIt was checked in March."

    assert claims_of(text) == [
        ("Laura Kent", "The dam is safe"),
        ("Laura Kent", "It was checked in March"),
    ]


def test_an_abbreviation_ends_no_sentence() -> None:
    text = (
        "Mr Hale: I thank my hon. Friend.\nMs Fenn: The hon. Member for Ashby wants a wall.\n"
        "Mr Hale: The wall is built.\nMs Fenn: It is not built."
    )

    assert ("Fenn", "The hon. Member for Ashby wants a wall") in claims_of(text)
