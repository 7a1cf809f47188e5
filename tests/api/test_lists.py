"""Every list over HTTP: its shape, its cursors, and how many statements it costs."""

import base64
import json

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.storage.write.documents import reconcile
from tests.conftest import NOW
from tests.knowledge_samples import ferry, many

LISTS = [
    "/v1/entities",
    "/v1/entities?sort=-claims",
    "/v1/entities/speaker-1/claims",
    "/v1/entities/speaker-1/counterparts",
    "/v1/claims",
    "/v1/claims?sort=document&disputed=true&country=norland&speaker_kind=person",
    "/v1/claims/many-c1/relations",
    "/v1/relations",
    "/v1/relations?entity=speaker-1&entity=speaker-2",
    "/v1/documents",
    "/v1/documents/many/passages",
    "/v1/documents/many/claims",
]


@pytest.fixture
def crowded(ferry_session: Session) -> Session:
    for identifier, count in (("many", 250), ("more", 3), ("last", 2)):
        reconcile(ferry_session, many(identifier, count), "1", NOW)
    return ferry_session


@pytest.mark.parametrize("path", LISTS)
def test_a_long_page_costs_as_many_statements_as_a_short_one(
    crowded: Session, client: TestClient, statements: list[str], path: str
) -> None:
    mark = "&" if "?" in path else "?"
    costs = []
    for limit in (1, 200):
        statements.clear()
        assert client.get(f"{path}{mark}limit={limit}").status_code == 200
        costs.append(len([sql for sql in statements if sql.startswith("SELECT")]))
    assert costs[0] == costs[1]
    assert 0 < costs[0] <= 8


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_items_a_cursor_and_a_total_if_asked(
    crowded: Session, client: TestClient, path: str
) -> None:
    mark = "&" if "?" in path else "?"
    page = client.get(f"{path}{mark}limit=1").json()
    assert set(page) == {"items", "next_cursor"}
    counted = client.get(f"{path}{mark}include_total=true&limit=200").json()
    assert counted["total"] >= len(counted["items"]) > 0
    if page["next_cursor"]:
        following = client.get(f"{path}{mark}limit=1&cursor={page['next_cursor']}").json()
        assert following["items"] == counted["items"][1:2]
        other = client.get(f"/v1/documents?cursor={page['next_cursor']}")
        assert other.status_code == (200 if path == "/v1/documents" else 422)


def test_repeated_filters_mean_any_of(ferry_session: Session, client: TestClient) -> None:
    found = client.get("/v1/entities?kind=country&kind=organisation").json()["items"]
    assert {entity["kind"] for entity in found} == {"country", "organisation"}


@pytest.mark.parametrize("name", ["speaker", "country", "document", "proposition"])
def test_any_of_as_many_as_an_address_holds(
    ferry_session: Session, client: TestClient, name: str
) -> None:
    others = "".join(f"{name}={n:04}&" for n in range(32_000 // len(f"{name}=0000&")))
    ferry = {"speaker": "ines-duarte", "country": "norland", "document": "ferry"}
    answer = client.get(f"/v1/claims?{others}{name}={ferry.get(name, 'none')}")
    assert answer.status_code == 200
    assert bool(answer.json()["items"]) == (name in ferry)


def test_the_dispute_is_found_from_both_claims(ferry_session: Session, client: TestClient) -> None:
    for claim in ("c-badly", "c-calm"):
        found = client.get(f"/v1/claims/{claim}/relations?type=disputes").json()["items"]
        assert [relation["id"] for relation in found] == ["r-talks"]


def test_a_documents_claims_stand_in_reading_order(
    ferry_session: Session, client: TestClient
) -> None:
    found = client.get("/v1/documents/ferry/claims?restatements=true").json()["items"]
    assert [claim["id"] for claim in found] == [claim.id for claim in ferry().claims]


def test_counts_are_the_lengths_of_the_lists(ferry_session: Session, client: TestClient) -> None:
    def total(address: str) -> int:
        number: int = client.get(f"{address}include_total=true").json()["total"]
        return number

    for entity in client.get("/v1/entities").json()["items"]:
        identifier = entity["id"]
        assert entity["counts"] == {
            "claims": total(f"/v1/entities/{identifier}/claims?"),
            "agreements": total(f"/v1/relations?type=agrees&entity={identifier}&"),
            "disputes": total(f"/v1/relations?type=disputes&entity={identifier}&"),
        }
    for claim in client.get("/v1/claims?restatements=true").json()["items"]:
        identifier = claim["id"]
        assert claim["counts"] == {
            "agreements": total(f"/v1/claims/{identifier}/relations?type=agrees&"),
            "disputes": total(f"/v1/claims/{identifier}/relations?type=disputes&"),
        }
    counts = client.get("/v1/documents/ferry").json()["counts"]
    assert counts["passages"] == total("/v1/documents/ferry/passages?")
    assert counts["claims"] == total("/v1/documents/ferry/claims?")
    assert counts["relations"] == total("/v1/relations?document=ferry&")


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def decoded(cursor: str) -> list[object]:
    value: list[object] = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return value


forged = st.one_of(
    st.text(max_size=200),
    st.binary(max_size=100).map(lambda raw: raw.hex()),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=8,
    ).map(encoded),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cursor=forged)
def test_any_string_as_a_cursor_is_answered(client: TestClient, cursor: str) -> None:
    answer = client.get("/v1/claims", params={"cursor": cursor})
    assert answer.status_code in ((400, 422) if "\0" in cursor else (422,))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    keys=st.lists(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        min_size=4, max_size=4,
    )
)  # fmt: skip
def test_keys_of_any_kind_in_a_cursor_are_answered(
    crowded: Session, client: TestClient, keys: list[object]
) -> None:
    real = client.get("/v1/claims?limit=1").json()["next_cursor"]
    version, digest, _ = decoded(real)
    answer = client.get("/v1/claims", params={"cursor": encoded([version, digest, keys])})
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("keys", [[2**63, "a", 1, "b"], [1, "a\0", 1, "b"], [True, "a", 1, "b"]])
def test_keys_that_no_database_can_compare_are_refused(
    crowded: Session, client: TestClient, keys: list[object]
) -> None:
    version, digest, _ = decoded(client.get("/v1/claims?limit=1").json()["next_cursor"])
    answer = client.get("/v1/claims", params={"cursor": encoded([version, digest, keys])})
    assert answer.status_code == 422
