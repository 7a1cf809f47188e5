"""Actors as entities: ids that can be read, and those for whom they speak."""

import pytest

from app.domain.enums import EntityKind
from app.domain.identity import content_hash
from app.domain.knowledge import Entity
from app.extraction.draft import EntityCandidate
from app.extraction.linking.entities import identify
from tests.extraction_helpers import document_of, knowledge_of

PERSON = EntityKind.PERSON


def entities(text: str) -> dict[str, Entity]:
    return {entity.id: entity for entity in knowledge_of(text).entities}


@pytest.mark.parametrize(
    ("candidate", "identifier"),
    [
        (EntityCandidate("José Peña", PERSON), "jose-pena"),
        (EntityCandidate("President Macron", PERSON, known="emmanuel-macron"), "emmanuel-macron"),
        # An unnamed source of this document is not known to be that of another.
        (EntityCandidate("senior Polish official", PERSON, anonymous=True),
         f"senior-polish-official-{content_hash('d')[:6]}"),
    ],
)  # fmt: skip
def test_an_id_is_the_name_or_the_reference_datas(
    candidate: EntityCandidate, identifier: str
) -> None:
    assert identify(document_of(""), candidate) == identifier


def test_the_body_and_the_country_of_an_entity_are_entities_too() -> None:
    found = entities("John Kirby said it was cold.")

    assert set(found) == {"john-kirby", "pentagon", "united-states"}
    assert found["john-kirby"].member_of == "pentagon"


def test_what_the_reference_data_says_of_a_known_entity_stays() -> None:
    known = entities("Mayor Emmanuel Macron said it was cold.")["emmanuel-macron"]

    assert (known.role, known.curated) == ("President of France", True)


def test_a_body_that_only_the_text_names_is_linked_by_its_id() -> None:
    found = entities("David Cole, director of the Polar Institute, said it was cold.")

    assert found["david-cole"].member_of == "polar-institute"
    assert "polar-institute" in found


def test_nobody_is_a_member_of_himself() -> None:
    found = entities("The Polar Institute, head of the Polar Institute, said it was cold.")

    assert found["polar-institute"].member_of is None


def test_entities_are_in_the_order_of_their_ids() -> None:
    found = entities("Maria Lopez and David Cole said it was cold in France.")

    assert list(found) == ["david-cole", "france", "maria-lopez"]
