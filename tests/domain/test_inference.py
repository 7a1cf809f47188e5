"""What follows from the stances of one document, worked out on a few claims."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from app.domain.enums import RelationBasis
from app.domain.inference import infer
from app.domain.knowledge import Proposition, Relation
from tests.coded_samples import CODEBOOK, DESCRIBED, OFFICIAL, REFERENCE, A, D, Said, coded, said

BOTH = {"ferry-stops": A, "ferry-safe": A}


def inferred(
    sayings: Iterable[Said],
    codebook: Iterable[Proposition] = CODEBOOK,
    stated: Iterable[Relation] = (),
) -> list[Relation]:
    known = coded("d", 5, sayings)
    return list(infer(known.document, known.claims, (*REFERENCE, OFFICIAL), codebook, stated))


def brief(relations: Iterable[Relation]) -> set[tuple[str, str | None, tuple[str, str]]]:
    return {(relation.type.value, relation.proposition, relation.claims) for relation in relations}


def test_on_each_proposition_a_relation_of_its_own() -> None:
    found = inferred([Said(("ada",), BOTH), Said(("cara",), {**BOTH, "ferry-safe": D})])
    assert brief(found) == {
        ("agrees", "ferry-stops", ("d-0", "d-1")),
        ("disputes", "ferry-safe", ("d-0", "d-1")),
    }
    same = inferred([Said(("ada",), BOTH), Said(("cara",), BOTH)])
    assert {relation.proposition for relation in same} == {"ferry-stops", "ferry-safe"}
    assert len({relation.id for relation in same}) == 2


@pytest.mark.parametrize(
    ("mention", "speaker", "pairs"),
    [
        # Of Cara's country, as the text has said.
        ("the official", "cara", set()),
        ("The official", "cara", set()),
        # Of another country, or named as somebody else.
        ("the official", "ada", {("d-0", "d-1")}),
        ("an official", "cara", {("d-0", "d-1")}),
    ],
)
def test_whom_a_description_may_mean_the_speaker_does_not_dispute(
    mention: str, speaker: str, pairs: set[tuple[str, str]]
) -> None:
    later = Said(("official",), {"ferry-stops": D}, mention=mention)
    known = coded("d", 5, [said(speaker, "ferry-stops", A), later])
    found = infer(known.document, known.claims, (*REFERENCE, DESCRIBED), CODEBOOK)
    assert {relation.claims for relation in found} == pairs


def test_of_several_speakers_each_is_looked_at_alone() -> None:
    """Ada disputes Cara, with whom the official may be one; and so the other way round."""
    together = Said(("official", "ada"), {"ferry-stops": D}, mention="the official and Ada")
    known = coded("d", 5, [said("cara", "ferry-stops", A), together])
    (found,) = infer(known.document, known.claims, (*REFERENCE, DESCRIBED), CODEBOOK)
    assert found.rationale.startswith("Cara affirmed and Ada denied")

    official = Said(("official",), {"ferry-stops": D}, mention="the official")
    known = coded("d", 5, [said("ada cara", "ferry-stops", A), official])
    (found,) = infer(known.document, known.claims, (*REFERENCE, DESCRIBED), CODEBOOK)
    assert found.rationale.startswith("Ada affirmed and an official denied")


def test_the_order_of_the_codebook_does_not_matter() -> None:
    sayings = [Said(("ada",), BOTH), Said(("cara",), BOTH), said("dan", "ferry-safe", D)]
    one, other = inferred(sayings), inferred(sayings, reversed(CODEBOOK))
    assert sorted(one, key=lambda r: r.id) == sorted(other, key=lambda r: r.id)


def test_what_the_text_states_on_one_proposition_still_follows_on_another() -> None:
    sayings = [Said(("ada",), BOTH), Said(("cara",), BOTH)]
    stated = next(r for r in inferred(sayings) if r.proposition == "ferry-stops")
    stated = replace(stated, id="stated", basis=RelationBasis.STATED)
    assert brief(inferred(sayings, stated=[stated])) == {
        ("agrees", "ferry-safe", ("d-0", "d-1")),
    }


def test_who_repeats_a_claim_has_said_nothing_to_infer_from() -> None:
    repeated = replace(said("cara", "ferry-stops", D), restates="d-0")
    assert inferred([said("ada", "ferry-stops", A), repeated]) == []


def test_a_repetition_adds_nothing_to_where_one_stands() -> None:
    again = replace(said("ada", "ferry-stops", D), restates="d-1")
    sayings = [
        said("ada", "ferry-stops", A),
        said("ada", "ferry-stops", A),
        said("ada", "ferry-stops", D),
        again,
        again,
        said("cara", "ferry-stops", A),
    ]
    assert brief(inferred(sayings)) == {("agrees", "ferry-stops", ("d-0", "d-5"))}
