"""Relations that the network reads in context, on texts that neither rules nor codebook know."""

import pytest

from app.domain.enums import OperatingPoint, RelationBasis
from app.domain.knowledge import Knowledge, Relation
from app.extraction.inputs.codebook import Codebook
from app.extraction.pipeline import extract
from app.extraction.relations.reader.reader import METHOD
from tests.extraction_helpers import document_of, read_seed_document, reference

BUSES = (
    "Rosa Pell said the company Norvale had hidden faults in its buses. Norvale hit back at Pell, "
    "saying her allegations were false and that every bus was safe.\n\n"
    "Passengers said the buses were late."
)
CLOSE_CALL = (
    "Senator Paul Gant said the bill would cut taxes for nine families in ten.\n\n"
    "Senator Rita Cole fired back at Gant. “Senator Gant's claim is false: most families would pay "
    "more,” Cole said."
)


def read(text: str, point: OperatingPoint = OperatingPoint.COMPLETE) -> Knowledge:
    return extract(document_of(text), reference(), Codebook(), point)


def by_network(knowledge: Knowledge) -> list[Relation]:
    return [relation for relation in knowledge.relations if relation.method == METHOD]


def test_a_dispute_is_found_in_words_that_no_list_holds() -> None:
    knowledge = read(BUSES)
    (relation,) = by_network(knowledge)
    claims = {claim.id: claim for claim in knowledge.claims}
    speakers = {claims[claim].speakers[0] for claim in relation.claims}
    assert (relation.type, speakers) == ("disputes", {"rosa-pell", "norvale"})


def test_a_relation_says_why_in_a_sentence_and_shows_both_sentences() -> None:
    (relation,) = by_network(read(BUSES))
    assert relation.rationale == "“Norvale” disputes what “Rosa Pell” said: “hit back” tells so."
    first, second = (piece.exact for piece in relation.evidence)
    assert first == "Rosa Pell said the company Norvale had hidden faults in its buses."
    assert second.startswith("Norvale hit back at Pell")


@pytest.mark.parametrize("point", OperatingPoint)
def test_between_two_speakers_there_is_one_relation_of_a_type(point: OperatingPoint) -> None:
    knowledge = read(read_seed_document().document.text, point)
    claims = {claim.id: claim for claim in knowledge.claims}
    found = [
        (relation.type, frozenset(frozenset(claims[claim].speakers) for claim in relation.claims))
        for relation in by_network(knowledge)
    ]
    assert found
    assert len(found) == len(set(found))
    assert all(len(speakers) == 2 for _, speakers in found)


def test_what_is_precise_is_part_of_what_is_complete() -> None:
    precise, complete = (
        [relation.id for text in (BUSES, CLOSE_CALL) for relation in read(text, point).relations]
        for point in OperatingPoint
    )
    assert (len(precise), len(complete)) == (1, 2)
    assert set(precise) < set(complete)


def test_a_relation_tells_from_which_point_on_it_is_shown() -> None:
    sure, close = (by_network(read(text))[0] for text in (BUSES, CLOSE_CALL))
    assert sure.operating_point is OperatingPoint.PRECISE
    assert close.operating_point is OperatingPoint.COMPLETE


def test_a_relation_that_no_words_state_is_inferred_and_has_no_proposition() -> None:
    for relation in by_network(read(read_seed_document().document.text)):
        assert relation.proposition is None
        assert relation.basis in (RelationBasis.STATED, RelationBasis.INFERRED)
        assert ("tells so" in relation.rationale) == (relation.basis is RelationBasis.STATED)


def test_the_same_text_is_read_the_same() -> None:
    one, other = (read(BUSES).relations for _ in range(2))
    assert one == other


def test_a_text_without_claims_by_two_speakers_has_no_relation() -> None:
    assert read("The mayor said the dam is safe. The mayor said it is dry.").relations == ()
