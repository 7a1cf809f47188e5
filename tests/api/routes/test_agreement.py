"""The agreement matrix, worked out on paper.

Two documents, two propositions; leaving the second one open disputes affirming it.

                document one            document two
    stops       Ada affirms             Ada affirms, and affirms again
                Ben affirms
                Cara denies             Cara denies
    safe        Ada affirms
                Ben leaves it open
                                        Cara denies

So often does each of them take each stance, repeats counted once per document, or ignored:

                stops +   stops -   safe +   safe -   safe ?    activity Σx²
    Ada         2 | 1               1 | 1                       4+1=5 | 2
    Ben         1 | 1                                 1 | 1     1+1=2 | 2
    Cara                  2 | 1              1 | 1              4+1=5 | 2

    congruence  Ada, Ben     stops 2·1          = 2     1·1       = 1
                others                            0                 0
    conflict    Ada, Ben     safe 1·1 (open)    = 1     1·1       = 1
                Ada, Cara    stops 2·2, safe 1  = 5     1·1, 1·1  = 2
                Ben, Cara    stops 1·2          = 2     1·1       = 1
    average     Ada, Ben     (5+2)/2 = 3.5      (2+2)/2 = 2
                Ada, Cara    (5+5)/2 = 5                  2
                Ben, Cara    (2+5)/2 = 3.5                2
    jaccard     Ada, Ben     5+2-2 = 5          2+2-1 = 3
                Ada, Cara    5+5-0 = 10         2+2-0 = 4
                Ben, Cara    2+5-0 = 7          2+2-0 = 4
    cosine      Ada, Ben     √(5·2) = √10       √(2·2) = 2
                Ada, Cara    √(5·5) = 5                  2
                Ben, Cara    √(2·5) = √10                2
"""

from math import sqrt
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from tests.coded_samples import A, D, U, coded, load, refs, said
from tests.conftest import NOW

# Ada and Ben, Ada and Cara, Ben and Cara.
PER_DOCUMENT = {
    ("congruence", "none"): (2, 0, 0),
    ("congruence", "average"): (2 / 3.5, 0, 0),
    ("congruence", "jaccard"): (2 / 5, 0, 0),
    ("congruence", "cosine"): (2 / sqrt(10), 0, 0),
    ("conflict", "none"): (1, 5, 2),
    ("conflict", "average"): (1 / 3.5, 1, 2 / 3.5),
    ("conflict", "jaccard"): (1 / 5, 1 / 2, 2 / 7),
    ("conflict", "cosine"): (1 / sqrt(10), 1, 2 / sqrt(10)),
    ("subtract", "none"): (1, -5, -2),
    ("subtract", "average"): (1 / 3.5, -1, -2 / 3.5),
    ("subtract", "jaccard"): (1 / 5, -1 / 2, -2 / 7),
    ("subtract", "cosine"): (1 / sqrt(10), -1, -2 / sqrt(10)),
}
IGNORED = {
    ("congruence", "none"): (1, 0, 0),
    ("congruence", "average"): (1 / 2, 0, 0),
    ("congruence", "jaccard"): (1 / 3, 0, 0),
    ("congruence", "cosine"): (1 / 2, 0, 0),
    ("conflict", "none"): (1, 2, 1),
    ("conflict", "average"): (1 / 2, 1, 1 / 2),
    ("conflict", "jaccard"): (1 / 3, 1 / 2, 1 / 4),
    ("conflict", "cosine"): (1 / 2, 1, 1 / 2),
    ("subtract", "none"): (0, -2, -1),
    ("subtract", "average"): (0, -1, -1 / 2),
    ("subtract", "jaccard"): (0, -1 / 2, -1 / 4),
    ("subtract", "cosine"): (0, -1, -1 / 2),
}
CASES = [
    (duplicates, *way, expected)
    for duplicates, table in (("per_document", PER_DOCUMENT), ("ignored", IGNORED))
    for way, expected in table.items()
]


@pytest.fixture
def ferry(session: Session) -> Session:
    load(
        session,
        NOW,
        coded(
            "one",
            5,
            [
                said("ada", "ferry-stops", A),
                said("ben", "ferry-stops", A),
                said("cara", "ferry-stops", D),
                said("ada", "ferry-safe", A),
                said("ben", "ferry-safe", U),
            ],
        ),
        coded(
            "two",
            8,
            [
                said("ada", "ferry-stops", A),
                said("ada", "ferry-stops", A, 7),
                said("cara", "ferry-stops", D),
                said("cara", "ferry-safe", D),
            ],
        ),
    )
    return session


def asked(client: TestClient, **parameters: object) -> Any:
    answer = client.get("/v1/agreement", params=parameters)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return answer.json()


def cells(answer: Any) -> dict[str, tuple[int, int, float]]:
    return {
        f"{c['a']} {c['b']}": (c["agreements"], c["disputes"], c["score"]) for c in answer["cells"]
    }


@pytest.mark.parametrize(("duplicates", "measure", "normalisation", "expected"), CASES)
def test_every_measure(  # noqa: PLR0913, PLR0917 (a table of cases)
    ferry: Session,
    client: TestClient,
    duplicates: str,
    measure: str,
    normalisation: str,
    expected: tuple[float, float, float],
) -> None:
    answer = asked(client, measure=measure, normalisation=normalisation, duplicates=duplicates)
    assert answer["entities"] == refs("ada", "cara", "ben")
    congruence, conflict = ((2, 0, 0), (1, 5, 2)) if duplicates == "per_document" else (
        (1, 0, 0), (1, 2, 1)
    )  # fmt: skip
    found = cells(answer)
    pairs = ("ada ben", "ada cara", "cara ben")
    assert set(found) == set(pairs)
    for pair, *numbers in zip(pairs, congruence, conflict, expected, strict=True):
        assert found[pair] == pytest.approx(tuple(numbers))


def test_unasked_it_subtracts_and_averages(ferry: Session, client: TestClient) -> None:
    asked_for = asked(
        client, measure="subtract", normalisation="average", duplicates="per_document"
    )
    assert asked(client) == asked_for
    assert (asked_for["level"], asked_for["measure"]) == ("speaker", "subtract")
    assert (asked_for["normalisation"], asked_for["duplicates"]) == ("average", "per_document")


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (
            {"proposition": "ferry-safe"},
            {"ada ben": (0, 1), "ada cara": (0, 1), "ben cara": (0, 0)},
        ),
        ({"document": "one"}, {"ada ben": (1, 1), "ada cara": (0, 1), "ben cara": (0, 1)}),
        # The second document is of the 8th; one of its claims was made on the 7th.
        ({"from": "2024-03-06"}, {"cara ada": (0, 1)}),
        ({"from": "2024-03-06", "to": "2024-03-07"}, {}),
        ({"to": "2024-03-05"}, {"ada ben": (1, 1), "ada cara": (0, 1), "ben cara": (0, 1)}),
        ({"entity": ["ada", "cara"]}, {"ada cara": (0, 5)}),
        ({"limit": 2}, {"ada cara": (0, 5)}),
        ({"limit": 1}, {}),
        ({"kind": "country"}, {}),
        ({"entity": "nobody"}, {}),
        # Ben's affirming joins Ada's in the one document, and his leaving open hers of the same.
        ({"level": "country"}, {"norland sudland": (0, 5)}),
        ({"level": "country", "kind": "person"}, {}),
    ],
)
def test_filters(
    ferry: Session,
    client: TestClient,
    parameters: dict[str, object],
    expected: dict[str, tuple[int, int]],
) -> None:
    found = cells(asked(client, **parameters))
    shown = {frozenset(pair.split()): numbers[:2] for pair, numbers in found.items()}
    assert shown == {frozenset(pair.split()): numbers for pair, numbers in expected.items()}


@pytest.mark.parametrize(("limit", "left_out"), [(1, 2), (2, 1), (3, 0), (50, 0)])
def test_who_is_left_out_is_counted(
    ferry: Session, client: TestClient, limit: int, left_out: int
) -> None:
    answer = asked(client, limit=limit)
    assert (len(answer["entities"]), answer["left_out"]) == (3 - left_out, left_out)


def test_who_speaks_for_another_is_no_pair_with_them(session: Session, client: TestClient) -> None:
    speakers = ("ada", "ben", "cara", "coast-guard", "norland")
    load(session, NOW, coded("d", 5, [said(who, "ferry-stops", A) for who in speakers]))
    pairs = {frozenset(pair.split()) for pair in cells(asked(client))}
    assert frozenset({"ada", "coast-guard"}) not in pairs
    assert frozenset({"ada", "norland"}) not in pairs
    assert {frozenset({"ada", "ben"}), frozenset({"cara", "norland"})} <= pairs


def test_a_body_and_its_part_are_no_pair(session: Session, client: TestClient) -> None:
    load(
        session, NOW, coded("d", 5, [said("ada", "ferry-stops", A), said("ben", "ferry-stops", D)])
    )
    answer = asked(client, level="organisation")
    assert {entity["id"] for entity in answer["entities"]} == {"coast-guard", "ministry"}
    assert answer["cells"] == []
