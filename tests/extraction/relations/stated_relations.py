"""Relations of a text, as one would read them aloud."""

from app.domain.enums import RelationBasis
from app.domain.knowledge import Knowledge, Relation
from app.extraction.relations.reader.reader import METHOD as READER
from tests.extraction.coded_pairs import dam
from tests.extraction_helpers import knowledge_of, speakers_of


def stated(text: str) -> list[tuple[str, ...]]:
    """Each stated relation that rules find as (type, speakers of one claim, speakers of the other)."""
    knowledge = knowledge_of(text, dam())
    claims = {claim.id: claim for claim in knowledge.claims}
    return [
        (relation.type.value, *(speakers_of(knowledge, claims[claim]) for claim in relation.claims))
        for relation in knowledge.relations
        if relation.basis is RelationBasis.STATED and relation.method != READER
    ]


def only(text: str) -> Relation:
    """The one relation that a text states."""
    (relation,) = (
        relation
        for relation in knowledge_of(text, dam()).relations
        if relation.basis is RelationBasis.STATED and relation.method != READER
    )
    return relation


def sides(knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """Every relation as (type, speakers of one claim, speakers of the other)."""
    claims = {claim.id: claim for claim in knowledge.claims}
    return [
        (relation.type.value, speakers_of(knowledge, claims[a]), speakers_of(knowledge, claims[b]))
        for relation in knowledge.relations
        for a, b in [relation.claims]
    ]
