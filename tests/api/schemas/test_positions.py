"""Positions, propositions and changes over HTTP."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.knowledge import Proposition
from app.storage.write import propositions
from app.storage.write.documents import reconcile
from tests.coded_samples import CODEBOOK, A, D, Said, U, coded, extracted, load, said
from tests.conftest import NOW

MANY = tuple(Proposition(f"p{n:02}", f"Number {n} holds.") for n in range(40))
LISTS = [
    "/v1/propositions",
    "/v1/propositions?q=number&document=d&entity=norland",
    "/v1/propositions/p00/positions",
    "/v1/propositions/p00/positions?level=country",
    "/v1/propositions/p00/positions?level=organisation&stance=affirms&stance=denies",
    "/v1/entities/ada/positions",
    "/v1/entities/ministry/positions",
    "/v1/entities/norland/positions?stance=denies&stance=uncertain",
    "/v1/entities/ada/changes",
    "/v1/entities/ada/changes?document=d&from=2024-03-04&to=2024-03-05",
    "/v1/entities/norland/positions?document=d&from=2024-03-04",
    "/v1/propositions/p00/positions?level=country&document=d&to=2024-03-04",
    "/v1/propositions?level=country&entity=norland&from=2024-03-04&to=2024-03-04",
    "/v1/claims?proposition=p00&proposition=p01&stance=affirms",
    "/v1/entities/ada/claims?stance=affirms",
]


@pytest.fixture
def crowded(session: Session) -> Session:
    """Forty propositions, on all of which everybody says something, and Ada the opposite later."""
    load(session, NOW)
    propositions.reconcile(session, (*CODEBOOK, *MANY))
    people = ("ada", "ben", "cara", "official", "ministry", "norland", "ada ben")
    stances = {p.id: (A, D, U)[n % 3] for n, p in enumerate(MANY)}
    sayings = [Said(tuple(who.split()), stances, 4) for who in people]
    turned = {p.id: (D, A, A)[n % 3] for n, p in enumerate(MANY)}
    reconcile(session, coded("d", 5, [*sayings, Said(("ada",), turned)]), "1", NOW)
    return session


@pytest.mark.parametrize("path", LISTS)
def test_every_list_is_paged_at_a_fixed_cost(
    crowded: Session, client: TestClient, statements: list[str], path: str
) -> None:
    mark = "&" if "?" in path else "?"
    walks: list[list[Any]] = []
    costs = []
    for limit in (200, 1, 7):
        items: list[Any] = []
        cursor: str | None = ""
        while cursor is not None:
            statements.clear()
            page = client.get(f"{path}{mark}limit={limit}{cursor and f'&cursor={cursor}'}").json()
            costs.append(len([sql for sql in statements if sql.startswith(("SELECT", "WITH"))]))
            items += page["items"]
            cursor = page["next_cursor"]
        walks.append(items)
    assert len(walks[0]) > 1
    assert walks[0] == walks[1] == walks[2]
    assert len(set(costs)) == 1
    assert costs[0] <= 8
    counted = client.get(f"{path}{mark}include_total=true&limit=1").json()
    assert counted["total"] == len(walks[0])


@pytest.fixture
def ferry(session: Session) -> Session:
    load(
        session,
        NOW,
        coded(
            "d",
            6,
            [
                Said(("ada",), {"ferry-stops": A, "ferry-safe": U}, 3),
                said("ada ben", "ferry-stops", D, 4),
                said("norland", "ferry-stops", A, 5),
                said("cara", "ferry-stops", D),
            ],
        ),
    )
    return session


@pytest.mark.parametrize(
    ("entity", "level", "stance"),
    [
        # By default a person's own word, and everybody's who speaks for a body or a country.
        ("ada", None, "denies"),
        ("ministry", None, "denies"),
        ("norland", None, "affirms"),
        ("norland", "speaker", "affirms"),
        ("sudland", None, "denies"),
        ("sudland", "speaker", None),
        ("ada", "country", None),
    ],
)
def test_whose_word_counts(
    ferry: Session, client: TestClient, entity: str, level: str | None, stance: str | None
) -> None:
    params = {"level": level} if level else {}
    items = client.get(f"/v1/entities/{entity}/positions", params=params).json()["items"]
    on_stops = [p["stance"] for p in items if p["proposition"]["id"] == "ferry-stops"]
    assert on_stops == ([stance] if stance else [])


def test_counts_are_the_lengths_of_the_lists(ferry: Session, client: TestClient) -> None:
    def total(address: str) -> int:
        number: int = client.get(f"{address}include_total=true").json()["total"]
        return number

    for proposition in client.get("/v1/propositions").json()["items"]:
        identifier = proposition["id"]
        stances = ("affirms", "denies", "uncertain")
        assert proposition["counts"] == {
            **{s: total(f"/v1/claims?proposition={identifier}&stance={s}&") for s in stances},
            "speakers": total(f"/v1/propositions/{identifier}/positions?"),
        }
        assert client.get(f"/v1/propositions/{identifier}").json() == proposition
    stats = client.get("/v1/stats").json()
    assert (stats["propositions"], stats["positions"]) == (2, 5)
    assert stats["positions_by_stance"] == {"affirms": 1, "denies": 3, "uncertain": 1}


def test_every_position_can_be_checked_by_its_claims(ferry: Session, client: TestClient) -> None:
    for level in ("speaker", "organisation", "country"):
        path = f"/v1/propositions/ferry-stops/positions?level={level}"
        for position in client.get(path).json()["items"]:
            shown = position["history"][-1]
            claim = client.get(f"/v1/claims/{shown['claim_id']}").json()
            (taken,) = [p for p in claim["positions"] if p["proposition"]["id"] == "ferry-stops"]
            assert taken["stance"] == shown["stance"] == position["stance"]
            assert claim["id"] in position["claims"]


def test_a_change_of_mind_with_both_claims(ferry: Session, client: TestClient) -> None:
    (change,) = client.get("/v1/entities/ada/changes").json()["items"]
    assert change["kind"] == "changed"
    assert (change["before"]["stance"], change["before"]["on"]) == ("affirms", "2024-03-03")
    assert (change["after"]["stance"], change["after"]["on"]) == ("denies", "2024-03-04")
    assert change["before"]["claim"]["id"] == "d-0"
    assert [s["id"] for s in change["after"]["claim"]["speakers"]] == ["ada", "ben"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("", {"senior-norland-official", "ines-duarte", "karl-berg"}),
        ("level=organisation", {"city-hall"}),
        ("level=country", set()),
        # The Port Office spoke on the fifth.
        ("from=2024-03-05&to=2024-03-05&level=organisation", {"city-hall"}),
        ("to=2024-03-04&level=organisation", set()),
        ("document=other", set()),
    ],
)
def test_counterparts_at_each_level(
    ferry_session: Session, client: TestClient, parameters: str, expected: set[str]
) -> None:
    found = client.get(f"/v1/entities/port-office/counterparts?{parameters}").json()["items"]
    assert {item["entity"]["id"] for item in found} == expected


@pytest.mark.parametrize(
    "path",
    [
        "/v1/propositions",
        "/v1/propositions/ferry-stops/positions",
        "/v1/entities/ada/positions",
        "/v1/entities/ada/changes",
    ],
)
def test_documents_and_days_narrow_it(ferry: Session, client: TestClient, path: str) -> None:
    def number(parameters: str) -> int:
        answer = client.get(f"{path}?{parameters}&include_total=true")
        assert answer.status_code == 200, answer.text
        total: int = answer.json()["total"]
        return total

    assert number("document=d&from=2024-03-03&to=2024-03-06") == number("") > 0
    assert number("document=other") == number("from=2024-03-07") == number("to=2024-03-02") == 0
    assert client.get(f"{path}?from=2024-03-04&to=2024-03-03").status_code == 422


def test_an_entity_counts_relations_and_its_counterparts_questions(
    session: Session, client: TestClient
) -> None:
    """Ada and Cara dispute the same in two documents, and Dan agrees with Cara in one."""
    apart = [said("ada", "ferry-stops", A), said("cara", "ferry-stops", D)]
    with_dan = [*apart, said("dan", "ferry-stops", D)]
    load(session, NOW, extracted(coded("d", 5, apart)), extracted(coded("e", 6, with_dan)))
    for entity, agreements, disputes in (("ada", 0, 3), ("cara", 1, 2), ("dan", 1, 1)):
        counts = client.get(f"/v1/entities/{entity}").json()["counts"]
        assert (counts["agreements"], counts["disputes"]) == (agreements, disputes)
        for kind, number in (("agrees", agreements), ("disputes", disputes)):
            path = f"/v1/relations?type={kind}&entity={entity}&include_total=true"
            assert client.get(path).json()["total"] == number
    found = client.get("/v1/entities/ada/counterparts").json()["items"]
    assert [(i["entity"]["id"], i["agreements"], i["disputes"]) for i in found] == [
        ("cara", 0, 1), ("dan", 0, 1),
    ]  # fmt: skip
