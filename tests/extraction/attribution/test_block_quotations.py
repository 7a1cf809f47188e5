"""A statement set off below a colon."""

from tests.extraction_helpers import claims_of


def test_the_sentences_below_are_of_who_introduces_them() -> None:
    text = (
        "In a letter, the Harbour Club denied the claims:\n"
        "Maria Lopez was never made to stay. She also was never made to cook.\n"
        "The evening was cold and wet."
    )

    assert claims_of(text)[-2:] == [
        ("Harbour Club", "Maria Lopez was never made to stay"),
        ("Harbour Club", "She also was never made to cook"),
    ]


def test_a_list_goes_on_to_its_last_item() -> None:
    text = (
        "Maria Lopez demanded:\n- a wall that keeps out the sea\n- a bridge that holds\n"
        "The evening was cold and wet."
    )

    assert [words for _, words in claims_of(text)] == [
        "a wall that keeps out the sea",
        "a bridge that holds",
    ]


def test_a_colon_without_a_speaker_introduces_nothing() -> None:
    assert claims_of("There are three roads:\nThe first one leads to the sea.") == []
