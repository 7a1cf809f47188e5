"""A cursor is what the page before gave, and nothing else: changed, rewritten or of another list, it is 422."""

import base64
import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

LISTS = [
    "/v1/entities?",
    "/v1/entities?sort=-claims",
    "/v1/entities/volodymyr-zelensky/counterparts?",
    "/v1/claims?",
    "/v1/claims?sort=document",
    "/v1/claims?q=ukraine",
    "/v1/claims?q=ukraine&sort=relevance",
    "/v1/relations?",
    "/v1/propositions?",
]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
Change = Callable[[str], str]


def unpacked(cursor: str) -> list[object]:
    found: list[object] = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return found


def packed(parts: list[object], separators: tuple[str, str] = (",", ":")) -> str:
    text = json.dumps(parts, separators=separators, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def with_keys(change: Callable[[object], object]) -> Change:
    def forge(cursor: str) -> str:
        version, checksum, keys = unpacked(cursor)
        assert isinstance(keys, list)
        return packed([version, checksum, [*keys[:-1], change(keys[-1])]])

    return forge


def next_one(sign: str) -> str:
    return ALPHABET[(ALPHABET.index(sign) + 1) % len(ALPHABET)]


FORGERIES: dict[str, Change] = {
    "another key": with_keys(lambda key: f"{key}0" if isinstance(key, str) else 7),
    "a key of another kind": with_keys(lambda key: [key]),
    "no key": with_keys(lambda _: None),
    "an older version": lambda cursor: packed([1, *unpacked(cursor)[1:]]),
    "other spacing": lambda cursor: packed(unpacked(cursor), (", ", ": ")),
    "padding": lambda cursor: f"{cursor}=",
    "a blank": lambda cursor: f"{cursor} ",
    "a sign more": lambda cursor: f"{cursor}A",
    "a sign less": lambda cursor: cursor[:-1],
    "another last sign": lambda cursor: cursor[:-1] + next_one(cursor[-1]),
    "something between": lambda cursor: f"{cursor[:5]}!{cursor[5:]}",
    "something else": lambda _: "W10",
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES)
@pytest.mark.parametrize("address", LISTS)
def test_a_forged_cursor_is_refused(seeded: TestClient, address: str, change: Change) -> None:
    cursor = seeded.get(f"{address}&limit=1").json()["next_cursor"]
    assert packed(unpacked(cursor)) == cursor
    assert seeded.get(f"{address}&cursor={cursor}").status_code == 200
    forged = seeded.get(f"{address}&cursor={quote(change(cursor))}")
    assert forged.status_code == 422
    assert [fault["loc"] for fault in forged.json()["errors"]] == [["query", "cursor"]]


@pytest.mark.parametrize("other", LISTS)
def test_a_cursor_belongs_to_its_list(seeded: TestClient, other: str) -> None:
    for address in LISTS:
        cursor = seeded.get(f"{address}&limit=1").json()["next_cursor"]
        status = seeded.get(f"{other}&cursor={cursor}").status_code
        assert status == (200 if other == address else 422)


@pytest.mark.parametrize(
    ("address", "one", "another"),
    [
        ("/v1/entities", "kind=person&kind=country", "kind=country&kind=person"),
        (
            "/v1/claims",
            "quotation=direct&quotation=mixed&country=us&country=ukraine",
            "country=ukraine&quotation=mixed&country=us&quotation=direct",
        ),
    ],
)
def test_filters_in_another_order_are_the_same_list(
    seeded: TestClient, address: str, one: str, another: str
) -> None:
    cursor = seeded.get(f"{address}?{one}&limit=1").json()["next_cursor"]
    on, on_too = (
        seeded.get(f"{address}?{order}&limit=1&cursor={cursor}") for order in (one, another)
    )
    assert on.status_code == 200
    assert on.json() == on_too.json()
