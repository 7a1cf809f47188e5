"""Agreements and disputes that follow from two speakers' stances on one proposition."""

from itertools import combinations

import pytest

from app.domain.enums import RelationBasis
from app.domain.inference import REACH
from app.domain.knowledge import Knowledge, Relation
from tests.extraction.coded_pairs import dam
from tests.extraction_helpers import knowledge_of, speakers_of

RAISED = "Angela Merkel said the dam should be raised."
SAFE = "Angela Merkel said the dam is safe."
UNION = "The United States and the European Union"


def inferred(text: str) -> list[tuple[str, ...]]:
    """Each inferred relation as (type, speakers of one claim, speakers of the other)."""
    knowledge = knowledge_of(text, dam())
    claims = {claim.id: claim for claim in knowledge.claims}
    return [
        (relation.type.value, *(speakers_of(knowledge, claims[claim]) for claim in relation.claims))
        for relation in _inferred(knowledge)
    ]


def _inferred(knowledge: Knowledge) -> list[Relation]:
    return [r for r in knowledge.relations if r.basis is RelationBasis.INFERRED]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Emmanuel Macron said the dam is stable.", "agrees"),
        ("Emmanuel Macron said the dam is not safe.", "disputes"),
        ("Emmanuel Macron said the dam was unstable.", "disputes"),
        # The codebook says of this proposition that leaving it open disputes it.
        ("Emmanuel Macron said it was unclear whether the dam was safe.", "disputes"),
    ],
)
def test_two_speakers_agree_or_dispute_as_their_stances_do(sentence: str, kind: str) -> None:
    assert inferred(f"{SAFE}\n{sentence}") == [(kind, "Angela Merkel", "Emmanuel Macron")]


@pytest.mark.parametrize(
    "text",
    [
        # Nobody agrees with himself, nor a joint speaker with his own joint claim.
        f"{SAFE}\nMerkel said the dam is stable.",
        "Angela Merkel and Emmanuel Macron said the dam is safe.",
        # "May" is too weak to be held against anybody.
        f"{SAFE}\nEmmanuel Macron said the dam may be stable.",
        # Leaving open what the codebook does not call a dispute.
        f"{RAISED}\nEmmanuel Macron said it was unclear whether the dam should be raised.",
        # One speaks for the other, or for one of several.
        "John Kirby said the dam is safe.\nThe Pentagon said the dam is stable.",
        "Sergey Lavrov said the dam is safe.\nRussia said the dam is not safe.",
        f"{UNION} said the dam is safe.\nJoe Biden and Ursula von der Leyen said the dam is stable.",
        # Different propositions.
        f"{SAFE}\nEmmanuel Macron said the dam should be raised.",
        # The outlet itself reports, and is no party.
        f"{SAFE}\nThe Gazette reported that the dam is stable.",
    ],
)
def test_nothing_follows_without_two_speakers_stances_on_one_thing(text: str) -> None:
    assert inferred(text) == []


def test_a_speaker_of_two_minds_stands_where_he_stood_most_often() -> None:
    text = (
        f"{SAFE}\nEmmanuel Macron said the dam is unstable.\n"
        "Macron said the dam is safe.\nMacron said that the dam could burst."
    )

    assert inferred(text) == [("disputes", "Angela Merkel", "Emmanuel Macron")]


def test_who_affirms_and_denies_has_left_it_open_and_nothing_follows() -> None:
    text = f"{SAFE}\nEmmanuel Macron said the dam is unstable.\nMacron said the dam is sound."

    assert inferred(text) == []


def test_he_stands_where_he_stood_on_his_latest_day() -> None:
    text = (
        f"{SAFE}\nEmmanuel Macron said on Monday the dam is unstable.\n"
        "Macron said on Monday that the dam could burst.\nMacron said on Tuesday the dam is sound.\n"
        "Merkel said on Tuesday the dam is safe."
    )

    assert inferred(text) == [("agrees", "Angela Merkel", "Emmanuel Macron")]


def test_what_the_text_states_is_not_inferred_as_well() -> None:
    assert (
        inferred("Angela Merkel said the dam is safe. But Macron said the dam could burst.") == []
    )


def test_a_relation_shows_both_claims_and_says_why() -> None:
    (relation,) = _inferred(knowledge_of(f"{SAFE}\nEmmanuel Macron said the dam is unsafe.", dam()))

    assert [e.exact for e in relation.evidence] == ["the dam is safe", "the dam is unsafe"]
    assert relation.proposition == "dam-safe"
    assert relation.rationale == (
        "Angela Merkel affirmed and Emmanuel Macron denied: “The Teller dam is safe.”"
    )


def test_relations_grow_in_line_with_the_speakers() -> None:
    text = "\n".join(f"{name} said the dam is safe." for name in NAMES)
    knowledge = knowledge_of(text, dam())
    speakers = {claim.speakers for claim in knowledge.claims}

    assert len(speakers) > REACH + 5
    assert len(knowledge.relations) <= REACH * len(speakers)
    assert len(knowledge.relations) < len(list(combinations(speakers, 2)))


def test_the_reach_is_spent_on_the_opposite_first() -> None:
    lines = [f"{name} said the dam is safe." for name in NAMES]
    denial = "Angela Merkel said the dam is unsafe."
    for text in ("\n".join((*lines, denial)), "\n".join((*lines[:2], denial, *lines[2:]))):
        knowledge = knowledge_of(text, dam())
        affirming = {claim.speakers for claim in knowledge.claims} - {("angela-merkel",)}
        disputes = [r for r in _inferred(knowledge) if r.type == "disputes"]
        assert len(disputes) == len(affirming) > REACH


NAMES = [
    f"{first} {last}"
    for first in ("Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus")
    for last in ("Abbott", "Barlow", "Conrad", "Dexter", "Everett")
]


def test_the_seed_documents_relations_are_of_different_speakers_and_never_twice(
    seed_knowledge: Knowledge,
) -> None:
    claims = {claim.id: claim for claim in seed_knowledge.claims}

    seen = [(r.type, frozenset(r.claims), r.proposition) for r in seed_knowledge.relations]
    assert len(seen) == len(set(seen))
    for relation in seed_knowledge.relations:
        one, other = (claims[claim] for claim in relation.claims)
        assert set(one.speakers).isdisjoint(other.speakers)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("disputes", "White House", "senior Ukrainian official"),
        ("disputes", "John Sullivan", "Russia"),
        ("disputes", "Russia", "International Energy Agency"),
        ("disputes", "Russia", "Janes"),
        ("disputes", "Volodymyr Zelensky", "Joe Biden"),
        ("disputes", "Sergey Lavrov", "Antony Blinken"),
        ("agrees", "Sergey Lavrov", "Kremlin"),
        ("agrees", "Lloyd Austin", "Mark Milley"),
        ("agrees", "John Sullivan", "Joe Biden"),
    ],
)
def test_who_agrees_and_who_disputes_in_the_seed_document(
    seed_knowledge: Knowledge, kind: str, one: str, other: str
) -> None:
    claims = {claim.id: claim for claim in seed_knowledge.claims}
    names = {entity.id: entity.name for entity in seed_knowledge.entities}

    found = {
        (relation.type.value, frozenset((names[a], names[b])))
        for relation in seed_knowledge.relations
        for a in claims[relation.claims[0]].speakers
        for b in claims[relation.claims[1]].speakers
    }
    assert (kind, frozenset((one, other))) in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("White House", "senior Ukrainian official"),
        ("John Sullivan", "Russian officials"),
        ("Russia", "International Energy Agency"),
        ("Russia", "Janes"),
        ("Volodymyr Zelensky", "Joe Biden"),
    ],
)
def test_the_disputes_that_the_seed_document_states(
    seed_knowledge: Knowledge, one: str, other: str
) -> None:
    claims = {claim.id: claim for claim in seed_knowledge.claims}

    found = [
        {speakers_of(seed_knowledge, claims[claim]) for claim in relation.claims}
        for relation in seed_knowledge.relations
        if relation.basis is RelationBasis.STATED and relation.type == "disputes"
    ]
    assert {one, other} in found


def test_speakers_named_in_the_rationale_are_those_of_the_claims(seed_knowledge: Knowledge) -> None:
    claims = {claim.id: claim for claim in seed_knowledge.claims}

    for relation in _inferred(seed_knowledge):
        for claim in relation.claims:
            names = speakers_of(seed_knowledge, claims[claim]).split(" & ")
            assert any(name in relation.rationale for name in names)
