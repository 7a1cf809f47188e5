"""What every relation of the shipped seeds keeps to, seen over HTTP as a client sees it."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

Json = dict[str, Any]


@pytest.fixture(scope="module")
def found(seeded: TestClient) -> list[Json]:
    items: list[Json] = []
    cursor: str | None = ""
    while cursor is not None:
        more = {"cursor": cursor} if cursor else {}
        page = seeded.get("/v1/relations", params={"limit": "200", **more}).json()
        items += page["items"]
        cursor = page["next_cursor"]
    return items


def test_nobody_is_related_to_themselves(found: list[Json]) -> None:
    assert found
    for relation in found:
        first, second = ({s["id"] for s in claim["speakers"]} for claim in relation["claims"])
        assert first.isdisjoint(second), relation["id"]


def test_every_inferred_relation_follows_from_two_stances(
    seeded: TestClient, found: list[Json]
) -> None:
    inferred = [relation for relation in found if relation["basis"] == "inferred"]
    assert inferred
    for relation in inferred:
        proposition = seeded.get(f"/v1/propositions/{relation['proposition']['id']}").json()
        stances = [
            position["stance"]
            for claim in relation["claims"]
            for position in seeded.get(f"/v1/claims/{claim['id']}").json()["positions"]
            if position["proposition"]["id"] == proposition["id"]
        ]
        assert expected(stances, open_disputes=proposition["open_disputes"]) == relation["type"]


def test_two_sides_meet_once_on_a_proposition_in_a_document(found: list[Json]) -> None:
    """Who speaks jointly is another side than who speaks alone."""
    pairs = [
        (
            relation["proposition"]["id"],
            {claim["document_id"] for claim in relation["claims"]},
            sorted(sorted(s["id"] for s in claim["speakers"]) for claim in relation["claims"]),
        )
        for relation in found
        if relation["basis"] == "inferred"
    ]
    assert len({str(pair) for pair in pairs}) == len(pairs)


def expected(stances: list[str], *, open_disputes: bool) -> str | None:
    """What two stances on one proposition come to."""
    match sorted(stances):
        case [one, other] if one == other:
            return "agrees"
        case ["affirms", "denies"]:
            return "disputes"
        case ["affirms", "uncertain"] if open_disputes:
            return "disputes"
        case _:
            return None
