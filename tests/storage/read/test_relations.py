import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.enums import RelationBasis, RelationType, Status
from app.storage.read import documents, relations, stats
from app.storage.read.claims import query_planner
from app.storage.read.paging import PageRequest
from app.storage.read.relations import RelationFilters
from app.storage.schema import tables as t
from tests.conftest import NOW


def ids(session: Session, **filters: object) -> set[object]:
    page = relations.page(session, RelationFilters(**filters), PageRequest())
    return {item["id"] for item in page["items"]}  # type: ignore[attr-defined]


ALL = {"r-talks", "r-crews", "r-calm"}


# Whether who is asked for says much is no matter of the answer.
@pytest.mark.parametrize("far", [-1, 1000])
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ALL),
        ({"type": (RelationType.DISPUTES,)}, {"r-talks", "r-crews"}),
        ({"basis": (RelationBasis.INFERRED,)}, set()),
        ({"entity": ("port-office",)}, {"r-talks", "r-calm"}),
        ({"entity": ("port-office", "senior-norland-official")}, {"r-talks"}),
        ({"entity": ("senior-norland-official", "port-office")}, {"r-talks"}),
        ({"entity": ("karl-berg", "ines-duarte")}, {"r-crews"}),
        ({"entity": ("karl-berg", "nobody")}, set()),
        ({"country": ("norland",)}, ALL),
        ({"country": ("city-hall",)}, set()),
        ({"document": ("ferry",)}, ALL),
        ({"document": ("other",)}, set()),
        ({"min_confidence": 0.9}, ALL),
        ({"min_confidence": 0.91}, set()),
        ({"claim": "c-badly"}, {"r-talks"}),
        ({"claim": "c-calm"}, {"r-talks", "r-calm"}),
        ({"status": (Status.CONFIRMED,)}, set()),
    ],
)
def test_filters(
    ferry_session: Session,
    monkeypatch: pytest.MonkeyPatch,
    filters: dict[str, object],
    expected: set[str],
    far: int,
) -> None:
    monkeypatch.setattr(query_planner, "FAR", far)
    assert ids(ferry_session, **filters) == expected


def test_a_dispute_can_be_drawn_from_one_answer(ferry_session: Session) -> None:
    assert relations.get(ferry_session, "r-talks") == {
        "id": "r-talks",
        "type": "disputes",
        "basis": "stated",
        "claims": [
            {
                "id": "c-badly",
                "text": "the talks “went badly”",
                "quotation": "mixed",
                "speakers": [
                    {
                        "id": "senior-norland-official",
                        "kind": "person",
                        "name": "a senior Norland official",
                    }
                ],
                "said_on": None,
                "document_id": "ferry",
            },
            {
                "id": "c-calm",
                "text": "The talks were calm … and useful",
                "quotation": "direct",
                "speakers": [{"id": "port-office", "kind": "organisation", "name": "Port Office"}],
                "said_on": relations.get(ferry_session, "r-calm")["claims"][0]["said_on"],  # type: ignore[index]
                "document_id": "ferry",
            },
        ],
        "proposition": None,
        "evidence": [
            {"document_id": "ferry", "start": 215, "end": 236, "exact": "disputes that account"}
        ],
        "rationale": "The document says: disputes that account",
        "confidence": 0.9,
        "method": "by-hand",
        "status": "extracted",
        "version": 1,
        "recorded_at": NOW,
    }


@pytest.mark.parametrize(("table", "row"), [(t.relation, "r-talks"), (t.claim, "c-badly")])
def test_nothing_rejected_is_shown_unasked(ferry_session: Session, table: object, row: str) -> None:
    which = t.relation if table is t.relation else t.claim
    ferry_session.execute(update(which).where(which.c.id == row).values(status=Status.REJECTED))
    assert ids(ferry_session) == ALL - {"r-talks"}
    assert "r-talks" in ids(ferry_session, status=(Status.REJECTED, Status.EXTRACTED))


def test_counts_count_what_lists_show(ferry_session: Session) -> None:
    ferry_session.execute(
        update(t.claim).where(t.claim.c.id == "c-badly").values(status=Status.REJECTED)
    )
    counts = documents.get(ferry_session, "ferry")["counts"]
    assert counts == {"passages": 2, "claims": 6, "entities": 5, "relations": 2}
    assert stats.get(ferry_session) == {
        "documents": 1,
        "passages": 2,
        "entities": 8,
        "mentions": 3,
        "claims": 6,
        "restatements": 1,
        "relations": 2,
        "propositions": 0,
        "positions": 0,
        "entities_by_kind": {"person": 4, "country": 1, "organisation": 3},
        "claims_by_quotation": {"direct": 1, "mixed": 1, "indirect": 4},
        "relations_by_type": {"agrees": 1, "disputes": 1},
        "relations_by_basis": {"stated": 2, "inferred": 0},
        "positions_by_stance": {"affirms": 0, "denies": 0, "uncertain": 0},
    }
