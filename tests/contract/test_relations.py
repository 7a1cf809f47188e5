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


def test_every_inferred_relation_follows_from_two_positions(
    seeded: TestClient, found: list[Json]
) -> None:
    """On each side somebody holds, by the API, the stance that the relation goes by."""
    for relation in (relation for relation in found if relation["basis"] == "inferred"):
        about = relation["proposition"]["id"]
        proposition = seeded.get(f"/v1/propositions/{about}").json()
        positions = seeded.get(
            f"/v1/propositions/{about}/positions", params={"limit": "200", "level": "speaker"}
        ).json()["items"]
        held = {position["entity"]["id"]: position["stance"] for position in positions}
        one, other = (
            [held[s["id"]] for s in claim["speakers"] if s["id"] in held]
            for claim in relation["claims"]
        )
        kinds = {
            expected([a, b], open_disputes=proposition["open_disputes"]) for a in one for b in other
        }
        assert relation["type"] in kinds, relation["rationale"]


def test_who_speaks_for_another_is_no_party_against_or_beside_them(
    seeded: TestClient, found: list[Json]
) -> None:
    for relation in (relation for relation in found if relation["basis"] == "inferred"):
        ids = [[s["id"] for s in claim["speakers"]] for claim in relation["claims"]]
        for own, others in (ids, ids[::-1]):
            for entity in (seeded.get(f"/v1/entities/{one}").json() for one in own):
                above = {entity[name]["id"] for name in ("country", "member_of") if entity[name]}
                assert above.isdisjoint(others), relation["rationale"]


def test_what_is_stated_on_a_proposition_is_found_by_it(seeded: TestClient) -> None:
    items = seeded.get("/v1/relations", params={"proposition": "gas-as-pressure"}).json()["items"]
    assert [item["basis"] for item in items] == ["stated"]


def test_the_publisher_takes_no_part(seeded: TestClient) -> None:
    answer = seeded.get("/v1/agreement", params={"limit": "200"}).json()
    assert "cnn" not in {entity["id"] for entity in answer["entities"]}
    assert answer["left_out"] == 0


def test_the_sides_of_a_position_are_made_of_its_claims(seeded: TestClient) -> None:
    for country in ("united-states", "russia", "ukraine"):
        for position in seeded.get(f"/v1/entities/{country}/positions").json()["items"]:
            claims = {claim for side in position["sides"] for claim in side["claims"]}
            assert claims == set(position["claims"])


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
