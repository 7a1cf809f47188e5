"""A document's claims as Web Annotations: walked and drawn as an annotation client does."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.storage.write.documents import reconcile
from tests.conftest import NOW
from tests.knowledge_samples import TEXT, many

Json = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FERRY = "/v1/documents/ferry/annotations"


def collection(client: TestClient, address: str) -> tuple[Json, list[Json]]:
    """The collection and all of its pages, each found at the address that the one before names."""
    found: Json = client.get(address).json()
    pages = [found["first"]]
    while pages[-1]["next"]:
        page = client.get(pages[-1]["next"]).json()
        assert page["id"] == pages[-1]["next"]
        pages.append(page)
    return found, pages


def test_it_speaks_the_web_annotation_model(ferry_session: Session, client: TestClient) -> None:
    answer = client.get(FERRY)
    assert answer.headers["content-type"] == f'application/ld+json; profile="{CONTEXT}"'
    body = answer.json()
    assert body["@context"] == CONTEXT
    assert (body["type"], body["label"]) == ("AnnotationCollection", "Ferry talks (ferry)")
    assert body["id"] == f"http://testserver{FERRY}"
    page = body["first"]
    assert (page["type"], page["partOf"], page["next"]) == ("AnnotationPage", body["id"], None)
    assert len({annotation["id"] for annotation in page["items"]}) == body["total"] == 7


def test_what_goes_without_saying_makes_no_other_collection(
    ferry_session: Session, client: TestClient
) -> None:
    spelled_out = client.get(f"{FERRY}?limit=50&restatements=false").json()
    assert spelled_out == client.get(FERRY).json()
    narrowed = client.get(f"{FERRY}?restatements=true&limit=50").json()
    assert narrowed["id"] == f"http://testserver{FERRY}?restatements=true"


@pytest.mark.parametrize("limit", [1, 2, 200])
@pytest.mark.parametrize("more", ["", "&restatements=true", "&status=confirmed"])
def test_its_pages_hold_the_claims_of_the_list(
    ferry_session: Session, client: TestClient, limit: int, more: str
) -> None:
    found, pages = collection(client, f"{FERRY}?limit={limit}{more}")
    claims = client.get(f"/v1/documents/ferry/claims?limit=200{more}").json()["items"]
    annotations = [annotation for page in pages for annotation in page["items"]]
    assert [annotation["id"].rpartition("#")[2] for annotation in annotations] == [
        claim["id"] for claim in claims
    ]
    assert found["total"] == len(claims)
    assert all(len(page["items"]) <= limit for page in pages)
    assert all(page["partOf"] == found["id"] for page in pages)
    assert all(page["type"] == "AnnotationPage" for page in pages)


def test_a_client_can_draw_each_claim(ferry_session: Session, client: TestClient) -> None:
    reconcile(ferry_session, many("many", 30), "1", NOW)
    for identifier in ("ferry", "many"):
        address = f"/v1/documents/{identifier}"
        _, pages = collection(client, f"{address}/annotations?limit=5")
        annotations = [annotation for page in pages for annotation in page["items"]]
        claims = client.get(f"{address}/claims?limit=200").json()["items"]
        for annotation, claim in zip(annotations, claims, strict=True):
            assert drawn(client, annotation) == [
                (span["start"], span["end"]) for span in claim["spans"]
            ]
            assert described(client, annotation) == claim


def drawn(client: TestClient, annotation: Json) -> list[tuple[int, int]]:
    """Where each target is found: by its position, and the same by its quotation alone."""
    places = []
    for target in annotation["target"]:
        text = client.get(urlsplit(target["source"]).path).text
        position, quote = target["selector"]
        assert position["type"] == "TextPositionSelector"
        assert quote["type"] == "TextQuoteSelector"
        exact, prefix = quote["exact"], quote["prefix"]
        whole = prefix + exact + quote["suffix"]
        assert text.count(whole) == 1
        start = text.index(whole) + len(prefix)
        assert (position["start"], position["end"]) == (start, start + len(exact))
        assert len(prefix) == min(32, start)
        assert len(quote["suffix"]) == min(32, len(text) - start - len(exact))
        places.append((start, start + len(exact)))
    return places


def described(client: TestClient, annotation: Json) -> Json:
    """The claim that the annotation links to, when its other bodies say the same."""
    first, *tags, link = annotation["body"]
    claim: Json = client.get(urlsplit(link["source"]).path).json()
    names = [speaker["name"] for speaker in claim["speakers"]]
    assert first["value"] == f"{', '.join(names)}: {claim['text']}"
    assert [tag["value"] for tag in tags] == names
    assert [body["purpose"] for body in annotation["body"]] == [
        "describing", *("tagging" for _ in names), "linking",
    ]  # fmt: skip
    assert annotation["creator"] == {"type": "Software", "name": claim["method"]}
    assert annotation["created"] == claim["recorded_at"]
    return claim


def test_a_claim_of_several_spans_has_several_targets(
    ferry_session: Session, client: TestClient
) -> None:
    items = client.get(FERRY).json()["first"]["items"]
    (calm,) = [annotation for annotation in items if annotation["id"].endswith("#c-calm")]
    quotes = [target["selector"][1]["exact"] for target in calm["target"]]
    assert quotes == ["The talks were calm", "and useful"]
    assert all(quote in TEXT for quote in quotes)


def test_long_pages_cost_as_many_statements_as_short_ones(
    ferry_session: Session, client: TestClient, statements: list[str]
) -> None:
    reconcile(ferry_session, many("many", 200), "1", NOW)
    costs = []
    for limit in (1, 200):
        statements.clear()
        client.get(f"/v1/documents/many/annotations?limit={limit}")
        costs.append(len([sql for sql in statements if sql.startswith("SELECT")]))
    assert costs[0] == costs[1]
