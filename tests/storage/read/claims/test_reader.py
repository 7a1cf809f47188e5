from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from sqlalchemy.orm import Session

from app.domain.enums import EntityKind, Quotation, Status
from app.domain.errors import NotFoundError
from app.storage.read.claims import claim_context, query_planner, reader
from app.storage.read.claims.filters import ClaimFilters, ClaimSort
from app.storage.read.paging import PageRequest
from app.storage.write.documents import reconcile
from app.storage.write.review import review
from tests import read_claims
from tests.conftest import NOW
from tests.knowledge_samples import MONDAY, TEXT, TUESDAY, ferry


def ids(session: Session, **filters: object) -> list[str]:
    asked = ClaimFilters(sort=ClaimSort.READING, **filters)
    page = read_claims.page(session, asked, PageRequest())
    return [item["id"].removeprefix("c-") for item in page["items"]]


ALL = ["stop", "badly", "calm", "never", "heard", "position", "meet"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ALL),
        ({"restatements": True}, [*ALL[:3], "again", *ALL[3:]]),
        ({"entity": "ines-duarte"}, ["stop", "heard", "meet"]),
        ({"entity": "ines-duarte", "speaker": ("karl-berg",)}, ["meet"]),
        ({"speaker": ("karl-berg", "port-office")}, ["calm", "never", "meet"]),
        ({"speaker": ("nobody",)}, []),
        ({"speaker_kind": (EntityKind.ORGANISATION,)}, ["calm"]),
        ({"country": ("norland",)}, ["stop", "badly", "calm", "heard", "meet"]),
        ({"country": ("city-hall",)}, []),
        ({"speaker": ("",)}, []),
        ({"document": ("ferry", "other")}, ALL),
        ({"document": ("other",)}, []),
        ({"quotation": (Quotation.MIXED, Quotation.DIRECT)}, ["badly", "calm", "never"]),
        ({"status": (Status.CONFIRMED,)}, []),
        ({"disputed": True}, ["badly", "calm", "never", "heard"]),
        ({"disputed": False}, ["stop", "position", "meet"]),
        ({"said_from": MONDAY}, ["stop", "calm"]),
        ({"said_from": TUESDAY}, ["calm"]),
        ({"said_to": MONDAY}, ["stop"]),
        ({"said_to": date(2024, 3, 3)}, []),
        ({"said_from": MONDAY, "said_to": MONDAY}, ["stop"]),
    ],
)
def test_filters(ferry_session: Session, filters: dict[str, object], expected: list[str]) -> None:
    assert ids(ferry_session, **filters) == expected


@pytest.mark.parametrize("far", [0, 3, 1000])
@pytest.mark.parametrize("sort", list(ClaimSort)[:2])
@pytest.mark.parametrize(
    "filters",
    [
        {"speaker": ("karl-berg", "port-office")},
        {"speaker": ("nobody", "no-one")},
        {"speaker_kind": (EntityKind.PERSON,)},
        {"country": ("norland",)},
        {"country": ("norland",), "said_from": MONDAY},
        {"country": ("norland",), "said_from": MONDAY, "said_to": MONDAY},
        {"country": ("norland",), "disputed": True},
        # Said jointly with somebody of that country.
        {"speaker": ("karl-berg",), "country": ("norland",)},
        {"country": ("norland",), "speaker_kind": (EntityKind.ORGANISATION,)},
        {"speaker": ("karl-berg", "port-office"), "quotation": (Quotation.DIRECT,)},
        {"speaker_kind": (EntityKind.PERSON,), "restatements": True},
        {"speaker_kind": (EntityKind.PERSON,), "q": "the*"},
    ],
)
def test_several_speakers_are_met_on_the_way_or_collected(
    ferry_session: Session,
    monkeypatch: pytest.MonkeyPatch,
    filters: dict[str, object],
    sort: ClaimSort,
    far: int,
) -> None:
    """However far one looks for them, and wherever the page begins, it is the same page."""
    asked = ClaimFilters(sort=sort, **filters)
    # So few are collected.
    whole = read_claims.page(ferry_session, asked, PageRequest(include_total=True))
    assert whole["total"] == len(cast("list[object]", whole["items"]))
    monkeypatch.setattr(query_planner, "MANY", -1)
    monkeypatch.setattr(query_planner, "FAR", far)
    found, cursor = [], None
    while True:
        request = PageRequest(limit=1, cursor=cursor, include_total=True)
        page: Any = read_claims.page(ferry_session, asked, request)
        assert page["total"] == whole["total"]
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == whole["items"]


@pytest.mark.parametrize("sort", list(ClaimSort))
@pytest.mark.parametrize("speaker", [(), ("karl-berg",), ("ines-duarte",), ("nobody",)])
@pytest.mark.parametrize("total", [False, True])
def test_a_common_word_is_looked_for_in_one_claim_after_the_other(
    ferry_session: Session,
    monkeypatch: pytest.MonkeyPatch,
    sort: ClaimSort,
    speaker: tuple[str, ...],
    total: bool,  # noqa: FBT001
) -> None:
    """How common it is, nobody can tell from the pages: a walk goes on where that has changed."""
    asked = ClaimFilters(sort=sort, speaker=speaker, q="th*")
    whole: Any = read_claims.page(ferry_session, asked, PageRequest(limit=50))
    assert len(whole["items"]) == {(): 7, ("karl-berg",): 2, ("ines-duarte",): 3}.get(speaker, 0)
    found, cursor = [], None
    for number in range(len(whole["items"]) or 1):
        # Two are few, and three are many.
        monkeypatch.setattr(query_planner, "MANY", 2 if number % 2 else 1000)
        request = PageRequest(limit=1, cursor=cursor, include_total=total)
        page: Any = read_claims.page(ferry_session, asked, request)
        found += page["items"]
        cursor = page["next_cursor"]
        assert page.get("total", len(whole["items"])) == len(whole["items"])
    assert cursor is None
    assert found == whole["items"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("ferry", True), ("FERRY stop*", True), ('"northern ferry"', True), ('"ferry northern"', False),
        ('"the northern fer*"', True), ("err", False), ("ferr", False), ("crews heard", True),
        ('"went badly"', True), ('"went" "badly"', True), ("badly nowhere", False),
    ],
)  # fmt: skip
def test_a_claim_is_asked_for_words_as_all_are(
    ferry_session: Session, monkeypatch: pytest.MonkeyPatch, q: str, *, found: bool
) -> None:
    asked = ClaimFilters(q=q, sort=ClaimSort.READING)
    whole = read_claims.page(ferry_session, asked, PageRequest())
    assert bool(whole["items"]) == found
    monkeypatch.setattr(query_planner, "MANY", -1)
    assert read_claims.page(ferry_session, asked, PageRequest()) == whole


def test_a_country_speaks_for_itself(ferry_session: Session) -> None:
    known = ferry()
    spoken = [
        replace(one, speakers=("norland",)) if one.id == "c-position" else one
        for one in known.claims
    ]
    reconcile(ferry_session, replace(known, claims=tuple(spoken)), "2", NOW)
    assert "position" in ids(ferry_session, country=("norland",))


def test_a_claim_in_full(ferry_session: Session) -> None:
    assert read_claims.get(ferry_session, "c-stop") == {
        "id": "c-stop",
        "text": "The northern ferry will stop in May",
        "quotation": "indirect",
        "speakers": [{"id": "ines-duarte", "kind": "person", "name": "Inês Duarte"}],
        "mention": "Mayor Inês Duarte",
        "cue": "said",
        "spans": [{"start": 54, "end": 89, "exact": "The northern ferry will stop in May"}],
        "mention_span": {"start": 91, "end": 108, "exact": "Mayor Inês Duarte"},
        "cue_span": {"start": 109, "end": 113, "exact": "said"},
        "document": {
            "id": "ferry",
            "title": "Ferry talks (ferry)",
            "publisher": "Harbour Gazette",
            "published_on": TUESDAY,
        },
        "passage": {"id": "ferry-0", "ordinal": 0, "headline": "Ferry talks: what we know"},
        "said_on": MONDAY,
        "reported_by": None,
        "within": None,
        "restates": None,
        "appearances": 1,
        "positions": [],
        "counts": {"agreements": 0, "disputes": 0},
        "confidence": 0.8,
        "method": "by-hand",
        "status": "extracted",
        "version": 1,
        "recorded_at": NOW,
        "highlight": None,
        "relations": None,
    }


def test_what_a_claim_points_to(ferry_session: Session) -> None:
    heard = read_claims.get(ferry_session, "c-heard")
    assert heard["within"] == "c-position"
    assert heard["reported_by"] == {
        "id": "aide-of-ines-duarte",
        "kind": "person",
        "name": "an aide",
    }
    assert read_claims.get(ferry_session, "c-again")["restates"] == "c-stop"
    assert read_claims.get(ferry_session, "c-calm")["counts"] == {"agreements": 1, "disputes": 1}
    speakers = read_claims.get(ferry_session, "c-meet")["speakers"]
    assert [speaker["id"] for speaker in speakers] == ["karl-berg", "ines-duarte"]


def test_a_rejected_claim_is_shown_when_asked_for(ferry_session: Session) -> None:
    review(ferry_session, "c-calm", Status.REJECTED, NOW)
    assert "calm" not in ids(ferry_session)
    assert ids(ferry_session, status=(Status.REJECTED,)) == ["calm"]
    assert read_claims.get(ferry_session, "c-calm")["status"] == "rejected"
    # Nothing counts a relation to it any more.
    assert read_claims.get(ferry_session, "c-badly")["counts"] == {"agreements": 0, "disputes": 0}
    assert "badly" not in ids(ferry_session, disputed=True)


def test_the_context_is_cut_from_the_text(ferry_session: Session) -> None:
    found = claim_context.get(ferry_session, "c-calm")
    whole = f"{found['before']}{found['exact']}{found['after']}"
    assert found["exact"] == "The talks were calm and useful"
    assert found["exact"] == TEXT[int(str(found["start"])) : int(str(found["end"]))]
    # All of the first passage is near enough, and the second one is another passage.
    assert whole == TEXT[: TEXT.index("Crews wait")]


def test_the_context_ends_with_whole_words(
    ferry_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_context, "AROUND", 20)
    found = claim_context.get(ferry_session, "c-never")
    assert (found["before"], found["after"]) == ("leader, said that ", ".\nDuarte's position")


@pytest.mark.parametrize("read", [read_claims.get, reader.require, claim_context.get])
def test_there_is_no_such_claim(session: Session, read: object) -> None:
    assert callable(read)
    with pytest.raises(NotFoundError):
        read(session, "c-nope")
