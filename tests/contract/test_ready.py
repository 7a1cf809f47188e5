"""Answers that are made of ready claims: to the byte what their models make of the tables."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from app.api.schemas.agreement import Agreement, AgreementQuery
from app.api.schemas.claims import Claim, ClaimPage
from app.domain.enums import Level, Normalisation
from app.storage.database import engine as engines
from app.storage.database.engine import Session
from app.storage.read import agreement, relations
from app.storage.read.agreement import AgreementFilters, Comparison
from app.storage.read.claims.filters import ClaimFilters, ClaimSort
from app.storage.read.paging import Item, PageRequest
from tests import read_claims

DOCUMENT = "cnn-2022-01-28-russia-ukraine-tensions-live-coverage"
PAGES = {
    "/v1/claims": ClaimFilters(),
    "/v1/claims?restatements=true": ClaimFilters(restatements=True),
    "/v1/claims?speaker=white-house": ClaimFilters(speaker=("white-house",)),
    "/v1/claims?quotation=direct&quotation=mixed&sort=document": ClaimFilters(
        quotation=("direct", "mixed"),
        sort=ClaimSort.READING,
    ),
    "/v1/claims?country=ukraine&disputed=true": ClaimFilters(country=("ukraine",), disputed=True),
    "/v1/claims?q=ukraine": ClaimFilters(q="ukraine"),
    "/v1/claims?q=ukraine&sort=relevance": ClaimFilters(q="ukraine", sort=ClaimSort.RELEVANCE),
    "/v1/claims?q=nothing": ClaimFilters(q="nothing"),
    "/v1/entities/white-house/claims": ClaimFilters(entity="white-house"),
    f"/v1/documents/{DOCUMENT}/claims": ClaimFilters(document=(DOCUMENT,), sort=ClaimSort.READING),
}


@pytest.fixture(scope="module")
def tables(seeded_url: str) -> Iterator[Session]:
    engine = engines.create(seeded_url)
    with engines.read_session(engine) as session:
        yield session
    engine.dispose()


def by_the_model(shape: type[BaseModel], item: Item) -> bytes:
    return shape.model_validate(item).model_dump_json().encode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("expand", [False, True])
def test_each_page_is_what_its_model_makes_of_the_tables(
    seeded: TestClient,
    tables: Session,
    path: str,
    expand: bool,  # noqa: FBT001
) -> None:
    filters, cursor, seen = PAGES[path], None, 0
    while True:
        request = PageRequest(7, cursor, include_total=True)
        expected = read_claims.page(tables, filters, request)
        if expand:
            relations.attach(tables, expected["items"])
        asked = "limit=7&include_total=true" + ("&expand=relations" if expand else "")
        after = f"&cursor={cursor}" if cursor else ""
        answer = seeded.get(f"{path}{'&' if '?' in path else '?'}{asked}{after}")
        assert answer.content == by_the_model(ClaimPage, expected)
        seen += len(answer.json()["items"])
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            break
    assert seen == answer.json()["total"]


def test_each_claim_is_what_its_model_makes_of_the_tables(
    seeded: TestClient, tables: Session
) -> None:
    everything = ClaimFilters(restatements=True)
    found = read_claims.page(tables, everything, PageRequest(200))["items"]
    assert isinstance(found, list)
    assert len(found) > 100
    for item in found:
        answer = seeded.get(f"/v1/claims/{item['id']}")
        assert answer.content == by_the_model(Claim, item)
        assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("normalisation", Normalisation)
def test_agreement_is_what_its_model_makes_of_the_tables(
    seeded: TestClient, tables: Session, level: Level, normalisation: Normalisation
) -> None:
    query = AgreementQuery(level=level, normalisation=normalisation, limit=200)
    expected = agreement.get(
        tables,
        AgreementFilters.of(query, window=query.within()),
        Comparison.of(query),
        query.limit,
    )
    answer = seeded.get(f"/v1/agreement?level={level}&normalisation={normalisation}&limit=200")
    assert answer.content == by_the_model(Agreement, expected)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["cells"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=0", 422),
        ("limit=1&limit=2", 422),
        ("nothing=1", 422),
        ("speaker=a&speaker=b", 200),
        ("quotation=loud", 422),
        ("q=", 422),
        ("limit=%31", 200),
        ("limit=1_0", 422),
        ("cursor=x", 422),
    ],
)
def test_the_short_way_and_the_usual_one_take_the_same_questions(
    seeded: TestClient, query: str, status: int
) -> None:
    answer = seeded.get(f"/v1/claims?{query}")
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"][0]["loc"][0] == "query"
