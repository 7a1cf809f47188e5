"""Every list is walked along an index: no question reads a whole table that grows with the documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from app.main import create_app
from app.settings import Settings
from app.storage.read.claims import query_planner
from tests.databases import on_sqlite

pytestmark = on_sqlite
DOCUMENT = "cnn-2022-01-28-russia-ukraine-tensions-live-coverage"
LISTS = [
    "/v1/claims",
    "/v1/claims?restatements=true",
    "/v1/claims?speaker=white-house",
    "/v1/claims?speaker=white-house&speaker=pentagon",
    "/v1/claims?speaker=white-house&said_from=2022-01-01",
    "/v1/claims?speaker_kind=person",
    "/v1/claims?country=ukraine",
    f"/v1/claims?document={DOCUMENT}",
    "/v1/claims?proposition=invasion-imminent",
    "/v1/claims?stance=denies",
    "/v1/claims?quotation=direct",
    "/v1/claims?status=rejected",
    "/v1/claims?disputed=true",
    "/v1/claims?disputed=false",
    "/v1/claims?said_from=2022-01-01&said_to=2022-02-01",
    "/v1/claims?q=ukraine",
    "/v1/claims?q=ukraine&speaker=white-house",
    "/v1/claims?q=ukraine&sort=relevance",
    "/v1/claims?sort=document",
    "/v1/claims?expand=relations",
    "/v1/claims?q=ukraine&sort=document",
    "/v1/claims?q=ukraine&country=russia",
    "/v1/claims?country=ukraine&disputed=true",
    "/v1/claims/{claim_id}/relations",
    "/v1/entities",
    "/v1/entities?q=white",
    "/v1/entities?kind=person&has_claims=true",
    "/v1/entities?sort=-claims",
    "/v1/entities/white-house",
    "/v1/entities/white-house/claims",
    "/v1/entities/white-house/counterparts",
    "/v1/entities/united-states/positions",
    "/v1/entities/volodymyr-zelensky/changes",
    "/v1/relations",
    "/v1/relations?type=disputes",
    "/v1/relations?basis=stated",
    "/v1/relations?entity=white-house",
    "/v1/relations?entity=white-house&entity=volodymyr-zelensky",
    "/v1/relations?country=ukraine",
    "/v1/relations?proposition=invasion-imminent",
    f"/v1/relations?document={DOCUMENT}",
    "/v1/relations?min_confidence=0.5",
    "/v1/propositions",
    "/v1/propositions/invasion-imminent/positions",
    "/v1/documents",
    "/v1/documents?q=ukraine",
    f"/v1/documents/{DOCUMENT}/passages",
    f"/v1/documents/{DOCUMENT}/claims",
    f"/v1/documents/{DOCUMENT}/annotations",
]
# Tables that grow with what is read; entities and propositions are few beside them.
LARGE = (
    "claim|claim_span|claim_speaker|claim_words|claim_json|claim_stance|stance_record|relation"
    "|relation_evidence|mention|passage|first|second|original|earlier"
)
WHOLE = re.compile(rf"^SCAN ({LARGE})$")


@dataclass(frozen=True)
class Step:
    """A step of a plan; `part_of` is 0 where it is none of a subquery."""

    part_of: int
    words: str
    paged: bool


class Asked:
    """The service on the seeds, and the plan of each statement that it asks."""

    def __init__(self, database_url: str) -> None:
        app = create_app(Settings(database_url=database_url, cache_bytes=0))
        self.client = TestClient(app, raise_server_exceptions=False)
        self.engine = app.state.engine
        self.statements: list[tuple[str, Any]] = []
        event.listen(self.engine, "before_cursor_execute", self.note)

    def note(self, *arguments: Any) -> None:
        _, _, statement, parameters, *_ = arguments
        self.statements.append((statement, parameters))

    def plans(self, path: str) -> list[Step]:
        """What SQLite does for this path."""
        (claim,) = self.client.get("/v1/claims?limit=1").json()["items"]
        self.statements = []
        assert self.client.get(path.format(claim_id=claim["id"])).status_code == 200
        asked = list(self.statements)
        connection = self.engine.raw_connection()
        try:
            return [
                Step(part_of=row[1], words=row[3], paged="LIMIT" in statement)
                for statement, parameters in asked
                for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            ]
        finally:
            connection.close()


@pytest.fixture(scope="module")
def asked(seeded_url: str) -> Iterator[Asked]:
    asked = Asked(seeded_url)
    with asked.client:
        yield asked


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 200])
@pytest.mark.parametrize("many", [-1, 5_000], ids=["as of many", "as of few"])
def test_no_list_reads_a_whole_large_table(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, path: str, limit: int, many: int
) -> None:
    # Both ways to a page are looked at, whichever would be the shorter one here.
    monkeypatch.setattr(query_planner, "MANY", many)
    monkeypatch.setattr(query_planner, "FAR", many)
    given = f"{path}{'&' if '?' in path else '?'}limit={limit}" if path in PAGED else path
    steps = asked.plans(given)
    assert steps
    assert [step.words for step in steps if WHOLE.match(step.words)] == []


def test_each_list_is_among_these(asked: Asked) -> None:
    document = asked.client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        pages = any(one["name"] == "cursor" for one in operations["get"].get("parameters", []))
        shape = re.compile(re.sub(r"\{.*?\}", "[^/]+", path))
        assert not pages or any(shape.fullmatch(one.partition("?")[0]) for one in LISTS), path


PAGED = [path for path in LISTS if path != "/v1/entities/white-house"]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/claims",
        "/v1/claims?speaker=white-house",
        "/v1/claims?quotation=direct",
        "/v1/claims?said_from=2022-01-01",
        "/v1/claims?sort=document",
        "/v1/claims?q=ukraine",
        "/v1/entities/white-house/claims",
        "/v1/entities",
        "/v1/relations",
        "/v1/documents",
    ],
)
def test_what_comes_in_the_order_of_an_index_is_not_sorted(asked: Asked, path: str) -> None:
    steps = [step for step in asked.plans(path) if step.paged and step.part_of == 0]
    assert steps
    assert [step.words for step in steps if "ORDER BY" in step.words] == []
