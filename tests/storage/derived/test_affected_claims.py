"""Which claims show something that has changed."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.domain.enums import RelationType
from app.storage.derived import affected_claims
from app.storage.write.documents import reconcile
from tests.coded_samples import A, D, Said, coded, load, said
from tests.conftest import NOW
from tests.knowledge_samples import ferry, many, relation


def changed(found: set[str]) -> set[str]:
    return {claim.removeprefix("c-") for claim in found}


@pytest.fixture
def across_documents(ferry_session: Session) -> Session:
    """A further document, one claim of which disputes one of the ferry's."""
    known, kind = many("other", 2), RelationType.DISPUTES
    disputed = relation("r-other", kind, "other-c0", "c-stop", "stop in May")
    reconcile(ferry_session, replace(known, relations=(disputed,)), "1", NOW)
    return ferry_session


def test_the_claims_of_a_document_and_those_elsewhere_that_are_related_to_them(
    across_documents: Session,
) -> None:
    other = {"other-c0", "other-c1"}
    ferrys = {claim.id for claim in ferry().claims}
    assert affected_claims.within(across_documents, ["other"]) == other | {"c-stop"}
    assert affected_claims.within(across_documents, ["ferry"]) == ferrys | {"other-c0"}
    assert affected_claims.within(across_documents, ["ferry", "other"]) == ferrys | other
    assert affected_claims.within(across_documents, []) == set()


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("c-badly", {"badly", "calm"}),
        # On whichever side of a relation it stands.
        ("c-calm", {"badly", "calm", "meet"}),
        ("c-position", {"position"}),
        # A restatement may stand for what it repeats, and the other way round.
        ("c-again", {"stop", "again"}),
        ("c-stop", {"stop", "again", "other-c0"}),
        ("c-nope", set()),
    ],
)
def test_a_reviewed_claim_changes_its_restatements_and_what_is_related_to_it(
    across_documents: Session, claim: str, expected: set[str]
) -> None:
    assert changed(affected_claims.beside(across_documents, claim)) == expected


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        (["port-office"], {"calm"}),
        # Whether she speaks alone or with another.
        (["ines-duarte"], {"stop", "again", "heard", "meet"}),
        # She speaks one claim and reports another.
        (["aide-of-ines-duarte"], {"heard", "position"}),
        (["gazette", "karl-berg"], {"badly", "never", "meet"}),
        # To speak for a country is not to be named as it.
        (["norland"], set()),
        ([], set()),
    ],
)
def test_an_entity_is_named_where_it_speaks_or_reports(
    ferry_session: Session, entities: list[str], expected: set[str]
) -> None:
    assert changed(affected_claims.naming(ferry_session, entities)) == expected


@pytest.mark.parametrize(
    ("propositions", "expected"),
    [
        (["ferry-stops"], {"d-0", "d-2"}),
        (["ferry-safe"], {"d-1", "d-2"}),
        (["ferry-stops", "ferry-safe"], {"d-0", "d-1", "d-2"}),
        ([], set()),
    ],
)
def test_a_claim_is_coded_on_what_it_takes_a_stance_on(
    session: Session, propositions: list[str], expected: set[str]
) -> None:
    both = Said(("cara",), {"ferry-stops": D, "ferry-safe": A})
    sayings = [
        said("ada", "ferry-stops", A),
        said("ben", "ferry-safe", D),
        both,
        Said(("dan",), {}),
    ]
    load(session, NOW, coded("d", 5, sayings))
    assert affected_claims.coded(session, propositions) == expected


def test_the_documents_with_claims_on_a_proposition(session: Session) -> None:
    stops, safe = said("ada", "ferry-stops", A), said("ben", "ferry-safe", D)
    load(session, NOW, coded("one", 5, [stops, stops]), coded("other", 5, [safe, stops]))
    assert set(session.execute(affected_claims.documents_on(["ferry-stops"])).scalars()) == {
        "one",
        "other",
    }
    assert set(session.execute(affected_claims.documents_on(["ferry-safe"])).scalars()) == {"other"}
    assert set(session.execute(affected_claims.documents_on([])).scalars()) == set()


def test_the_document_of_a_claim(across_documents: Session) -> None:
    assert affected_claims.document_of(across_documents, "c-stop") == "ferry"
    assert affected_claims.document_of(across_documents, "other-c1") == "other"
