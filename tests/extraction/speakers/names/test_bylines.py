"""Bylines: those who wrote are named, and never speak."""

from tests.extraction_helpers import claims_of, knowledge_of


def written_by(byline: str) -> list[tuple[str, str]]:
    """Who is named before the text, as (words, entity)."""
    text = f"Ice closes the lake\n{byline}\nThe ice is thin.\n"
    return [(m.span.of(text), m.entity) for m in knowledge_of(text).mentions]


def test_each_author_is_named_where_the_byline_names_them() -> None:
    assert written_by("From the Herald's Maria Lopez and David Cole in Oslo") == [
        ("Maria Lopez", "maria-lopez"),
        ("David Cole", "david-cole"),
    ]


def test_an_outlet_of_one_word_is_no_author() -> None:
    assert written_by("By Reuters") == []


def test_an_author_who_is_named_in_the_body_is_one_person() -> None:
    knowledge = knowledge_of(
        "Ice closes the lake\nBy Maria Lopez\nThe guard told Maria Lopez the ice was thin.\n"
    )

    assert [m.entity for m in knowledge.mentions] == ["maria-lopez"] * 2


def test_bylines_do_not_speak() -> None:
    text = "Rain in Paris\nBy Ann Lee\n“It will rain on everybody today.”\n"

    assert claims_of(text) == []


def test_bylines_and_captions_name_people_and_places_too() -> None:
    text = (
        "Bridge reopens after a year\n"
        "From the Gazette's Ann Walker\n"
        "A view of the bridge at Liège, Belgium, in January.\n"
        "(Handout/AFP)\n"
        "Angela Merkel said the road was wet.\n"
    )

    knowledge = knowledge_of(text)
    named = {
        knowledge.document.text[m.span.start : m.span.end]: m.entity for m in knowledge.mentions
    }
    assert (named["Ann Walker"], named["Belgium"]) == ("ann-walker", "belgium")
    assert [claim.speakers for claim in knowledge.claims] == [("angela-merkel",)]
