"""Full text on the real database, kept current by whatever happens to claims."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.domain.enums import Status
from app.storage.read.claims.filters import ClaimFilters, ClaimSort
from app.storage.read.paging import PageRequest
from app.storage.read.search import ranking
from app.storage.schema import tables as t
from app.storage.schema.full_text import parse, plain
from app.storage.write.documents import delete_document, reconcile
from app.storage.write.review import review
from tests import read_claims
from tests.conftest import NOW
from tests.databases import on_sqlite
from tests.knowledge_samples import TUESDAY, at, claim, ferry, many


def found(session: Session, q: str, **filters: object) -> list[str]:
    # Unchecked: storage also answers what the API refuses, an empty `q`.
    asked = ClaimFilters.model_construct(q=q, **filters)  # type: ignore[arg-type]
    page = read_claims.page(session, asked, PageRequest(200))
    return [item["id"].removeprefix("c-") for item in page["items"]]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("talks", ["calm", "badly"]),
        ("TALKS were", ["calm"]),
        ('"the talks"', ["calm", "badly"]),
        ('"talks the"', []),
        # Of “calm … and useful”, where something stands between two spans.
        ('"and useful"', ["calm"]),
        ('"calm and"', []),
        ('"calm and useful"', []),
        ('"calm … and useful"', ["calm"]),
        ("useful calm", ["calm"]),
        ("cre*", ["never", "heard", "position"]),
        ("cre", []),
        ('"were hea"*', ["heard", "position"]),
        ("Duarte", ["position"]),
        ("duarte’s", ["position"]),
        ("nothing", []),
        ("🚢", []),
    ],
)
def test_what_is_found_newest_first(ferry_session: Session, q: str, expected: list[str]) -> None:
    assert found(ferry_session, q) == expected


def test_filters_go_with_it(ferry_session: Session) -> None:
    assert found(ferry_session, "ferry") == ["stop"]
    assert found(ferry_session, "ferry", restatements=True) == ["stop", "again"]
    assert found(ferry_session, "the", disputed=False) == ["stop", "position"]
    assert found(ferry_session, "talks", sort=ClaimSort.READING) == ["badly", "calm"]
    assert found(ferry_session, "talks", said_from=TUESDAY) == ["calm"]


def test_what_answers_best_comes_first(ferry_session: Session) -> None:
    assert found(ferry_session, "crews", sort=ClaimSort.RELEVANCE) == ["heard", "never", "position"]


def test_only_the_newest_hits_are_ranked(
    ferry_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "RANKED", 2)
    newest = found(ferry_session, "crews")[:2]
    assert sorted(found(ferry_session, "crews", sort=ClaimSort.RELEVANCE)) == sorted(newest)


def test_the_index_follows_claims_that_change_and_go(ferry_session: Session) -> None:
    known = ferry()
    later = TUESDAY + timedelta(days=1)
    changed = tuple(
        replace(one, said_on=later) if one.id == "c-badly" else one for one in known.claims
    )
    reconcile(ferry_session, replace(known, claims=changed), "2", NOW)
    assert found(ferry_session, "talks") == ["badly", "calm"]
    fewer = (*known.claims[:1], claim("c-new", 9, ("karl-berg",), at("Crews wait")))
    reconcile(ferry_session, replace(known, claims=fewer, relations=()), "3", NOW)
    assert found(ferry_session, "talks") == []
    assert found(ferry_session, "crews") == ["new"]
    assert found(ferry_session, "ferry") == ["stop"]
    delete_document(ferry_session, "ferry", NOW)
    assert found(ferry_session, "crews ferry") == []
    assert ferry_session.execute(text("SELECT count(*) FROM claim_words")).scalar_one() == 0


@on_sqlite
def test_no_place_in_the_index_is_kept_for_claims_that_are_gone(ferry_session: Session) -> None:
    delete_document(ferry_session, "ferry", NOW)
    left = ferry_session.execute(text("SELECT count(*) FROM claim_words_place")).scalar_one()
    assert left == 0


def test_a_claim_that_changes_keeps_its_place(session: Session) -> None:
    known = many("many", 60)
    reconcile(session, known, "1", NOW)
    before = found(session, "line")
    changed = tuple(
        replace(one, cue=None, method="new") if n % 3 else one for n, one in enumerate(known.claims)
    )
    reconcile(session, replace(known, claims=changed), "2", NOW)
    assert found(session, "line") == before


def test_a_second_load_changes_nothing(ferry_session: Session) -> None:
    changes = reconcile(ferry_session, ferry(), "1", NOW)
    assert (changes.added, changes.changed, changes.removed) == (0, 0, 0)


def test_a_rejected_claim_is_found_when_asked_for(ferry_session: Session) -> None:
    review(ferry_session, "c-calm", Status.REJECTED, NOW)
    assert found(ferry_session, "talks") == ["badly"]
    assert found(ferry_session, "talks", status=(Status.REJECTED,)) == ["calm"]


def test_newest_first_is_the_order_of_other_lists(session: Session) -> None:
    reconcile(session, many("many", 60), "1", NOW)
    plain_list = read_claims.page(session, ClaimFilters(), PageRequest(200))
    order = [item["id"] for item in plain_list["items"]]
    assert found(session, "line") == order


WORDS = st.sampled_from(["talks", "the", "were", "calm", "crews", "heard", "May", "ferry", "zzz"])
QUERIES = st.lists(
    st.one_of(
        WORDS,
        st.builds("{}*".format, WORDS.map(lambda word: word[:3])),
        st.builds('"{} {}"'.format, WORDS, WORDS),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        st.sampled_from(
            ["AND", "OR", "NOT", "NEAR(", ")", '"', "*", "^the", "words:the", "-", "'"]
        ),
    ),
    max_size=6,
).map(" ".join)


def holds(q: str, claim_text: str) -> bool:
    """The same, found by reading."""
    words = plain(claim_text)
    return bool(parse(q)) and all(
        any(
            words[n : n + len(term.words)] == list(term.words)
            or (
                term.prefix
                and words[n : n + len(term.words) - 1] == list(term.words[:-1])
                and "".join(words[n + len(term.words) - 1 :][:1]).startswith(term.words[-1])
            )
            for n in range(len(words))
        )
        for term in parse(q)
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_the_database_finds_what_reading_finds(ferry_session: Session, q: str) -> None:
    rows = ferry_session.execute(select(t.claim.c.id, t.claim.c.text)).all()
    expected = {identifier for identifier, words in rows if holds(q, words)}
    newest = found(ferry_session, q, restatements=True)
    ranked = found(ferry_session, q, restatements=True, sort=ClaimSort.RELEVANCE)
    assert {f"c-{identifier}" for identifier in newest} == expected
    assert sorted(newest) == sorted(ranked)
