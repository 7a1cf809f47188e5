"""Finding, and getting no more and no less than was asked for, over HTTP."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.api.schemas import sparse_fields
from app.api.schemas.claims import Claim
from app.api.schemas.sparse_fields import ClaimField
from app.storage.read import relations
from app.storage.write.documents import reconcile
from tests.conftest import NOW
from tests.knowledge_samples import many

Json = dict[str, Any]
SPARSE = "application/vnd.onrecord.sparse+json"


def ids(answer: Json) -> list[str]:
    return [item["id"] for item in answer["items"]]


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/entities/port-office/claims"])
def test_claims_with_words(ferry_session: Session, client: TestClient, path: str) -> None:
    (item,) = client.get(path, params={"q": '"the talks" calm'}).json()["items"]
    assert item["highlight"] == "<mark>The talks</mark> were <mark>calm</mark> … and useful"


def test_there_is_a_highlight_only_where_words_were_asked_for(
    ferry_session: Session, client: TestClient
) -> None:
    assert client.get("/v1/claims").json()["items"][0]["highlight"] is None
    assert client.get("/v1/claims/c-calm").json()["highlight"] is None


def test_relevance(ferry_session: Session, client: TestClient) -> None:
    asked: Json = {"q": "crews", "sort": "relevance", "limit": 2, "include_total": True}
    first = client.get("/v1/claims", params=asked).json()
    second = client.get("/v1/claims", params={**asked, "cursor": first["next_cursor"]}).json()
    assert ids(first) + ids(second) == ["c-heard", "c-never", "c-position"]
    assert (first["total"], second["next_cursor"]) == (3, None)
    other = client.get("/v1/claims", params={**asked, "q": "crew", "cursor": first["next_cursor"]})
    assert other.status_code == 422


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0")
        | st.sampled_from("\"*()-:^|&\\'% "),
        min_size=1,
        max_size=400,
    )
)
def test_any_words_get_an_answer(ferry_session: Session, client: TestClient, q: str) -> None:
    for path in ("/v1/claims", "/v1/claims?sort=relevance", "/v1/search"):
        assert client.get(path, params={"q": q}).status_code == 200


@pytest.mark.parametrize(
    ("q", "status"),
    [
        ("\0", 400),
        ("a" * 10_000, 422),
        ('"* ' * 3333, 422),
        ("🚢" * 2500, 422),
        ("🚢" * 500, 200),
        ("🚢" * 501, 422),
        ("a* " * 166, 200),
        ('"' * 499, 200),
        ("* OR NOT NEAR(a b) -x ^y words:z", 200),
    ],
)
def test_what_no_engine_must_see(client: TestClient, q: str, status: int) -> None:
    assert client.get("/v1/claims", params={"q": q}).status_code == status
    assert client.get("/v1/search", params={"q": q}).status_code == status


def test_the_fields_are_those_of_a_claim() -> None:
    assert [field.value for field in ClaimField] == list(Claim.model_fields)
    for field in ClaimField:
        assert f"`{field}`" in str(ClaimField.__doc__)


@pytest.mark.parametrize(
    "path", ["/v1/claims", "/v1/entities/ines-duarte/claims", "/v1/documents/ferry/claims"]
)
def test_only_the_fields_that_were_asked_for(
    ferry_session: Session, client: TestClient, path: str
) -> None:
    asked: Json = {"fields": ["text", "speakers"], "limit": 2, "include_total": True}
    answer = client.get(path, params=asked)
    whole = client.get(path, params={"limit": 2, "include_total": True}).json()
    assert answer.headers["content-type"] == SPARSE
    assert answer.headers["etag"]
    items = [{name: i[name] for name in ("id", "text", "speakers")} for i in whole["items"]]
    # The cursor of either goes on with the other.
    assert answer.json() == {**whole, "items": items}
    more = {"fields": ["id"], "cursor": whole["next_cursor"], "limit": 200}
    assert all(set(item) == {"id"} for item in client.get(path, params=more).json()["items"])


def test_a_sparse_answer_is_described(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    content = document["paths"]["/v1/claims"]["get"]["responses"]["200"]["content"]
    schemas = document["components"]["schemas"]
    assert content["application/json"]["schema"] == {"$ref": "#/components/schemas/ClaimPage"}
    assert content[SPARSE]["schema"] == {"$ref": "#/components/schemas/SparseClaimPage"}
    items = schemas["SparseClaimPage"]["properties"]["items"]["items"]
    assert items == {"$ref": "#/components/schemas/SparseClaim"}
    assert schemas["SparseClaim"]["required"] == ["id"]
    assert schemas["SparseClaim"]["properties"] == schemas["Claim"]["properties"]
    assert sparse_fields.MEDIA_TYPE == SPARSE


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/documents/ferry/claims"])
def test_claims_with_their_relations(ferry_session: Session, client: TestClient, path: str) -> None:
    for item in client.get(path, params={"expand": "relations"}).json()["items"]:
        its_own = f"/v1/claims/{item['id']}"
        assert item["relations"] == client.get(f"{its_own}/relations").json()["items"]
        assert client.get(its_own, params={"expand": "relations"}).json() == item
        assert client.get(its_own).json()["relations"] is None
        assert len(item["relations"]) == sum(item["counts"].values())


def test_no_more_than_the_newest_relations(
    ferry_session: Session, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relations, "ATTACHED", 1)
    claim = client.get("/v1/claims/c-calm?expand=relations").json()
    all_of_them = client.get("/v1/claims/c-calm/relations").json()["items"]
    assert len(all_of_them) == 2
    assert claim["relations"] == all_of_them[:1]


def test_relations_cost_as_many_statements_for_many_claims_as_for_one(
    ferry_session: Session, client: TestClient, statements: list[str]
) -> None:
    reconcile(ferry_session, many("many", 60), "1", NOW)
    counts = []
    for limit in (1, 60):
        statements.clear()
        answer = client.get("/v1/claims", params={"expand": "relations", "limit": limit}).json()
        assert sum(len(item["relations"]) for item in answer["items"])
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_search_looks_everywhere(ferry_session: Session, client: TestClient) -> None:
    found = client.get("/v1/search", params={"q": "ferry"}).json()
    assert [one["id"] for one in found["claims"]] == ["c-stop"]
    assert "<mark>ferry</mark>" in found["claims"][0]["highlight"]
    assert [one["id"] for one in found["documents"]] == ["ferry"]
    assert (found["entities"], found["propositions"]) == ([], [])
    named = client.get("/v1/search", params={"q": "nor"}).json()["entities"]
    assert [one["id"] for one in named] == ["senior-norland-official", "norland"]
    few = client.get("/v1/search", params={"q": "nor", "limit": 1}).json()
    assert [one["id"] for one in few["entities"]] == ["senior-norland-official"]
    gazette = client.get("/v1/search", params={"q": "HARBOUR talks"}).json()
    assert [one["id"] for one in gazette["documents"]] == ["ferry"]
    nothing: Json = {"entities": [], "claims": [], "propositions": [], "documents": []}
    assert client.get("/v1/search", params={"q": "100%"}).json() == nothing


def test_a_search_finds_propositions_of_the_seeds(seeded: TestClient) -> None:
    found = seeded.get("/v1/search", params={"q": "ukraine", "limit": 2}).json()
    assert all(1 <= len(items) <= 2 for items in found.values())


@pytest.mark.parametrize("q", ["ukraine", "CNN", "Russia-Ukraine tensions", "a" * 500, "100%"])
def test_the_lists_have_the_others(seeded: TestClient, q: str) -> None:
    found = seeded.get("/v1/search", params={"q": q, "limit": 3}).json()
    for kind, items in found.items():
        sort = {"sort": "-claims"} if kind == "entities" else {}
        page = seeded.get(f"/v1/{kind}", params={"q": q, **sort}).json()
        assert page["items"][:3] == items
