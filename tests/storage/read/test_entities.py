import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind
from app.storage.read import counterparts, entities
from app.storage.read.counterparts import CounterpartFilters
from app.storage.read.entities import EntityFilters, EntitySort
from app.storage.read.paging import PageRequest
from app.storage.schema import tables as t


def ids(session: Session, **filters: object) -> list[object]:
    page = entities.page(session, EntityFilters(**filters), PageRequest())
    return [item["id"] for item in page["items"]]  # type: ignore[attr-defined]


ALL = [
    "senior-norland-official", "aide-of-ines-duarte", "city-hall", "ines-duarte",
    "karl-berg", "norland", "port-office", "gazette",
]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ALL),
        ({"kind": (EntityKind.COUNTRY,)}, ["norland"]),
        (
            {"country": ("norland",)},
            ["senior-norland-official", "city-hall", "ines-duarte", "port-office"],
        ),
        ({"member_of": ("city-hall",)}, ["ines-duarte"]),
        ({"anonymous": True}, ["senior-norland-official", "aide-of-ines-duarte"]),
        ({"anonymous": False}, ALL[2:]),
        ({"has_claims": False}, ["city-hall", "norland", "gazette"]),
        (
            {"has_claims": True, "kind": (EntityKind.PERSON,)},
            ["senior-norland-official", "aide-of-ines-duarte", "ines-duarte", "karl-berg"],
        ),
        ({"sort": EntitySort.MOST_CLAIMS, "kind": (EntityKind.ORGANISATION,)},
         ["port-office", "city-hall", "gazette"]),
    ],
)  # fmt: skip
def test_filters(ferry_session: Session, filters: dict[str, object], expected: list[str]) -> None:
    assert ids(ferry_session, **filters) == expected


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("ines", ["ines-duarte"]),
        ("INÊS DUA", ["ines-duarte"]),
        ("duarte", ["ines-duarte"]),
        ("mayor", ["ines-duarte"]),
        ("The Port", ["port-office"]),
        ("the gazette", ["gazette"]),
        ("the", ["gazette"]),
        ("norland", ["senior-norland-official", "norland"]),
        ("norlanders", ["norland"]),
        ("orland", []),
        ("duarte ines", []),
        ("%", []),
        ("_", []),
        ("''", []),
    ],
)
def test_names_are_found(ferry_session: Session, q: str, expected: list[str]) -> None:
    assert ids(ferry_session, q=q) == expected


def test_an_entity_in_full(ferry_session: Session) -> None:
    assert entities.get(ferry_session, "ines-duarte") == {
        "id": "ines-duarte",
        "kind": "person",
        "name": "Inês Duarte",
        "aliases": ["Mayor Duarte"],
        "description": None,
        "anonymous": False,
        "role": "mayor",
        "country": {"id": "norland", "kind": "country", "name": "Norland"},
        "member_of": {"id": "city-hall", "kind": "organisation", "name": "City Hall"},
        "wikidata_id": "Q1",
        "iso_code": None,
        "counts": {"claims": 3, "agreements": 1, "disputes": 1},
    }


def test_counterparts_are_others_and_the_most_disputed_come_first(ferry_session: Session) -> None:
    page = counterparts.page(ferry_session, CounterpartFilters(entity="port-office"), PageRequest())
    assert page["items"] == [
        {
            "entity": {
                "id": "senior-norland-official",
                "kind": "person",
                "name": "a senior Norland official",
            },
            "agreements": 0,
            "disputes": 1,
        },
        {
            "entity": {"id": "ines-duarte", "kind": "person", "name": "Inês Duarte"},
            "agreements": 1,
            "disputes": 0,
        },
        {
            "entity": {"id": "karl-berg", "kind": "person", "name": "Karl Berg"},
            "agreements": 1,
            "disputes": 0,
        },
    ]


def test_nobody_is_its_own_counterpart(ferry_session: Session) -> None:
    """Not even where a joint statement disputes what one of its speakers said alone."""
    ferry_session.execute(
        insert(t.claim_speaker).values(
            claim_id="c-badly",
            ordinal=1,
            entity_id="port-office",
            recency=0,
            document_id="ferry",
            claim_ordinal=0,
        )
    )
    page = counterparts.page(ferry_session, CounterpartFilters(entity="port-office"), PageRequest())
    others = [item["entity"]["id"] for item in page["items"]]  # type: ignore[attr-defined]
    assert others == ["senior-norland-official", "ines-duarte", "karl-berg"]
