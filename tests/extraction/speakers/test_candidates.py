"""The cast of one document: everybody once, and what is learnt of them."""

from app.domain.enums import EntityKind
from app.extraction.speakers.candidates import CandidateRegistry
from tests.extraction_helpers import reference


def registry() -> CandidateRegistry:
    return CandidateRegistry(reference())


def test_one_name_of_one_kind_is_one_however_it_is_written() -> None:
    cast = registry()

    assert cast.of_name("José Peña", EntityKind.PERSON) == 0
    assert cast.of_name("jose pena", EntityKind.PERSON) == 0
    assert cast.of_name("José Peña", EntityKind.ORGANISATION) == 1
    assert [candidate.name for candidate in cast.candidates] == ["José Peña"] * 2


def test_a_reference_entity_brings_what_is_known_of_it() -> None:
    cast = registry()

    number = cast.of_known("emmanuel-macron")
    assert cast.of_known("emmanuel-macron") == number
    known = cast.candidates[number]
    assert (known.role, known.country) == ("President of France", "france")


def test_what_the_text_says_first_stays() -> None:
    cast = registry()
    number = cast.of_name("Maria Lopez", EntityKind.PERSON)
    cast.learn(number, role="mayor", country=None)
    cast.learn(number, role="senator", country="poland")

    assert (cast.candidates[number].role, cast.candidates[number].country) == ("mayor", "poland")


def test_nothing_is_learnt_of_who_is_known() -> None:
    cast = registry()
    number = cast.of_known("france")
    cast.learn(number, role="host")

    assert cast.candidates[number].role is None
