"""Every list that can be walked, walked: in steps of any size, and while others write."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, RelationBasis, RelationType
from app.domain.knowledge import Entity, Knowledge, Passage, Proposition, Relation
from app.storage.read.search import ranking
from app.storage.write import propositions
from app.storage.write.documents import delete_document, fingerprint_of, reconcile
from app.storage.write.entities import remove_orphans
from tests.coded_samples import A, D, Said, coded, load
from tests.conftest import NOW
from tests.knowledge_samples import many

Json = dict[str, Any]
Step = Callable[[], None]

WALKS = {
    "list_entities": ["/v1/entities", "/v1/entities?sort=-claims"],
    "list_entity_claims": ["/v1/entities/ada/claims"],
    "list_entity_counterparts": ["/v1/entities/speaker-0/counterparts"],
    "list_entity_positions": ["/v1/entities/ada/positions"],
    "list_entity_changes": ["/v1/entities/ada/changes"],
    "list_claims": [
        "/v1/claims", "/v1/claims?sort=document", "/v1/claims?q=line",
        "/v1/claims?q=line&sort=relevance", "/v1/claims?fields=text&expand=relations",
    ],
    "list_claim_relations": ["/v1/claims/stays-c0/relations"],
    "list_relations": ["/v1/relations"],
    "list_propositions": ["/v1/propositions"],
    "list_proposition_positions": ["/v1/propositions/p00/positions"],
    "list_documents": ["/v1/documents"],
    "list_document_passages": ["/v1/documents/stays/passages"],
    "list_document_claims": ["/v1/documents/stays/claims"],
    "list_document_annotations": ["/v1/documents/stays/annotations"],
}  # fmt: skip
ADDRESSES = [address for addresses in WALKS.values() for address in addresses]
CODEBOOK = tuple(Proposition(f"p{n:02}", f"Number {n} holds.") for n in range(20))


def star(known: Knowledge) -> Knowledge:
    """The same, where the first claim disputes each of the others."""
    first, *others = (claim.id for claim in known.claims)
    relations = tuple(
        Relation(
            f"{other}-disputed", RelationType.DISPUTES, RelationBasis.INFERRED,
            (first, other), (), "Made up.", 0.5, "made-up",
        )
        for other in others
    )  # fmt: skip
    return replace(known, relations=relations)


def stays(*missing: int) -> Knowledge:
    """A document of 24 claims, without some of them and their passages."""
    whole = many("stays", 24)
    claims = [claim for n, claim in enumerate(whole.claims) if n not in missing]
    passages = [passage for n, passage in enumerate(whole.passages) if n not in missing]
    return star(replace(whole, claims=tuple(claims), passages=tuple(passages)))


def passing(identifier: str, published: int, *newcomers: str) -> Knowledge:
    """A document in which newcomers dispute an old speaker, and Ada says and denies one thing more."""
    known = coded(
        identifier,
        published,
        [
            Said(("speaker-0",), {}, 4),
            *(Said((who,), {"p00": A}, 4) for who in newcomers),
            Said(("ada",), {f"p{published:02}-more": A}, 3),
            Said(("ada",), {f"p{published:02}-more": D}, 4),
        ],
    )
    return replace(
        star(known),
        entities=tuple(Entity(who, EntityKind.PERSON, who.title()) for who in newcomers),
        passages=tuple(
            Passage(f"{identifier}-p{n}", n, None, (), claim.spans[0])
            for n, claim in enumerate(known.claims)
        ),
    )


@pytest.fixture
def crowded(session: Session) -> Session:
    """More than seven rows in every list."""
    load(session, NOW)
    propositions.reconcile(session, CODEBOOK)
    reconcile(session, stays(), "1", NOW)
    speakers = [Said((f"speaker-{n}",), {"p00": A}, 5) for n in range(12)]
    before, after = ({p.id: stance for p in CODEBOOK} for stance in (A, D))
    turns = [Said(("ada",), before, 2), Said(("ada",), after, 7)]
    reconcile(session, coded("said", 9, [*speakers, *turns]), "1", NOW)
    for n in range(10):
        reconcile(session, coded(f"short-{n}", 10 + n, [Said(("ada",), {}, n + 1)]), "1", NOW)
    return session


def states(session: Session) -> Iterator[Step]:
    """Two states of the database, each of which has rows that the other has not."""

    def become(book: Proposition, gone: str, comes: Knowledge, old: Knowledge) -> None:
        propositions.reconcile(session, (*CODEBOOK, book))
        if fingerprint_of(session, gone) is not None:
            delete_document(session, gone, NOW)
        reconcile(session, comes, "1", NOW)
        reconcile(session, old, "1", NOW)
        remove_orphans(session)

    early, late = Proposition("p03-more", "More."), Proposition("p15-more", "More.")
    first = passing("passing-a", 3, "b-newcomer", "speaker-3-and-a-half")
    second = passing("passing-b", 15, "a-newcomer", "speaker-9-and-a-half", "z-newcomer")
    yield lambda: become(early, "passing-b", first, stays(1, 5, 12, 20))
    yield lambda: become(late, "passing-a", second, stays(2, 6, 13, 21))


def pages(client: TestClient, address: str, limit: int) -> Iterator[list[Json]]:
    """The items of each page of a list, which is asked for when it is wanted."""
    following: str | None = f"{address}{'&' if '?' in address else '?'}limit={limit}"
    start, count = following, 0
    while following is not None:
        answer = client.get(following)
        assert answer.status_code == 200, f"{following}: {answer.text}"
        page = answer.json()
        page = page.get("first", page)
        assert len(page["items"]) <= limit, following
        count += len(page["items"])
        assert count < 500, f"{address} never ends"
        yield page["items"]
        cursor = page.get("next_cursor")
        following = page.get("next") or (cursor and f"{start}&cursor={cursor}")


def walk_all(
    client: TestClient, addresses: Iterable[str], limit: int, writes: Iterable[Step] = ()
) -> dict[str, list[Json]]:
    """All items of each list, read side by side, with one thing written after each page of all of them.

    Nothing is written any more when there is nothing left to write.
    """
    walks, pending = {address: pages(client, address, limit) for address in addresses}, iter(writes)
    found = {address: list[Json]() for address in walks}
    while walks:
        for address, walk in list(walks.items()):
            if (page := next(walk, None)) is None:
                del walks[address]
            else:
                found[address] += page
        if write := next(pending, None):
            write()
    return found


def walk(client: TestClient, address: str, limit: int, writes: Iterable[Step] = ()) -> list[Json]:
    """All items of one list."""
    return walk_all(client, [address], limit, writes)[address]


def test_these_are_all_lists(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    operations = [operation for methods in paths.values() for operation in methods.values()]
    assert set(WALKS) == {
        operation["operationId"]
        for operation in operations
        if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", []))
    }


def test_steps_of_any_size_show_the_same(crowded: Session, client: TestClient) -> None:
    whole, sevens, ones = (walk_all(client, ADDRESSES, limit) for limit in (200, 7, 1))
    for address in ADDRESSES:
        assert len(whole[address]) > 7, address
        assert ones[address] == sevens[address] == whole[address], address


def test_what_others_leave_alone_comes_once_and_in_order(
    crowded: Session, client: TestClient
) -> None:
    one, other = states(crowded)
    one()
    before = walk_all(client, ADDRESSES, 200)
    other()
    after = walk_all(client, ADDRESSES, 200)
    # Who writes as fast as others read may add rows behind what was read for ever.
    writes = [one, other] * max(map(len, before.values()))
    walks = {limit: walk_all(client, ADDRESSES, limit, writes) for limit in (1, 7, 200)}
    for address in ADDRESSES:
        left_alone = [item for item in before[address] if item in after[address]]
        fewer = min(len(before[address]), len(after[address]))
        assert 7 < len(left_alone) < fewer, f"{address}: rows come and rows go"
        for limit, seen in walks.items():
            still = [item for item in seen[address] if item in left_alone]
            assert still == left_alone, f"{address} in steps of {limit}"


def test_who_rises_in_an_order_by_numbers_may_be_missed_and_nobody_else(
    crowded: Session, client: TestClient
) -> None:
    """A limit, and `EntitySort` says so: a place by a number is left when the number changes."""
    address = "/v1/entities?sort=-claims"
    before = [item["id"] for item in walk(client, address, 200)]
    rising = before[-1]

    def rise() -> None:
        reconcile(crowded, coded("late", 20, [Said((rising,), {}, 20)] * 60), "1", NOW)

    seen = [item["id"] for item in walk(client, address, 1, [rise])]
    assert walk(client, address, 1)[0]["id"] == rising, "those who begin again see it first"
    assert seen == [one for one in before if one != rising]
    assert "may come twice, or not at all" in described(client, "EntitySort")


def test_what_is_new_may_push_the_oldest_out_of_a_ranking_and_nothing_else(
    crowded: Session, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit, and `ClaimSort` says so: of many hits only the newest are ranked."""
    monkeypatch.setattr(ranking, "RANKED", 10)
    address = "/v1/claims?q=line&sort=relevance"
    before = {item["id"] for item in walk(client, address, 200)}
    newest = [item["id"] for item in client.get("/v1/claims?q=line&limit=10").json()["items"]]
    assert before == set(newest)

    def add() -> None:
        reconcile(crowded, coded("late", 28, [Said(("ada",), {}, 28)] * 3), "1", NOW)

    seen = [item["id"] for item in walk(client, address, 1, [add])]
    assert len(seen) == len(set(seen))
    assert set(newest[:7]) <= set(seen)
    assert "pushes the oldest out" in described(client, "ClaimSort")


def described(client: TestClient, schema: str) -> str:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    return " ".join(str(schemas[schema]["description"]).split())
