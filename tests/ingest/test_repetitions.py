"""One statement in several papers: counted once, whichever document comes, changes or goes."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from app.domain.enums import Status
from app.storage.database import engine as engines
from app.storage.read import entities
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.paging import PageRequest
from app.storage.write.documents import delete_document
from app.storage.write.review import review
from tests import read_claims
from tests.ingest.loading import ENTITIES, LOADED, knowledge, load, titled, write

SAFE = "Angela Merkel said the Norland ferry was safe when it left the harbour on Monday.\n"
UNSAFE = "Emmanuel Macron said the Norland ferry was unsafe when it left the harbour on Monday.\n"
EDITED = "The Norland ferry was safe when it left the harbour Monday, Angela Merkel said.\n"
OFFICIAL = "An official said the Norland ferry was safe when it left the harbour on Monday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "seeds", entities_yaml=ENTITIES)


def add(folder: Path, name: str, text: str, day: str = "2024-03-06") -> Path:
    """Put a document into the folder, unlike all others by its last line."""
    (folder / f"{name}.txt").write_text(f"{text}Printed by the {name}.\n")
    (folder / f"{name}.yaml").write_text(titled(name).replace("2024-03-06", day))
    return folder


def listed(database: Engine, **filters: Any) -> list[dict[str, Any]]:
    with engines.read_session(database) as session:
        page = read_claims.page(session, ClaimFilters(**filters), PageRequest(100))
    found: list[dict[str, Any]] = page["items"]
    return found


def claims_of(database: Engine, entity: str) -> int:
    with engines.read_session(database) as session:
        found: Any = entities.get(session, entity)
    count: int = found["counts"]["claims"]
    return count


def test_one_statement_in_three_papers_counts_once(database: Engine, folder: Path) -> None:
    for name in ("gazette", "herald", "mirror"):
        load(database, add(folder, name, SAFE + UNSAFE))

    claims = listed(database)

    assert [claim["appearances"] for claim in claims] == [3, 3]
    every = listed(database, restatements=True)
    assert len(every) == 6
    assert {claim["restates"] for claim in every} == {None, *(claim["id"] for claim in claims)}


def test_where_the_first_paper_goes_another_one_stands_for_it(
    database: Engine, folder: Path
) -> None:
    for name in ("gazette", "herald", "mirror"):
        load(database, add(folder, name, SAFE))
    (first,) = listed(database)

    with engines.write_transaction(database) as session:
        delete_document(session, first["document"]["id"], LOADED)

    (heir,) = listed(database)
    assert heir["appearances"] == 2
    assert heir["document"]["id"] != first["document"]["id"]


def test_where_the_first_is_rejected_another_one_stands_for_it(
    database: Engine, folder: Path
) -> None:
    for name in ("gazette", "herald"):
        load(database, add(folder, name, SAFE))
    (first,) = listed(database)

    with engines.write_transaction(database) as session:
        review(session, first["id"], Status.REJECTED, LOADED)

    (heir,) = listed(database)
    assert heir["id"] != first["id"]
    assert claims_of(database, "angela-merkel") == 1


@pytest.mark.parametrize("order", [*permutations(("gazette", "herald", "mirror"))])
def test_whichever_comes_first_the_one_published_first_is_repeated(
    database: Engine, folder: Path, order: tuple[str, ...]
) -> None:
    days = {"gazette": "2024-03-07", "herald": "2024-03-05", "mirror": "2024-03-06"}
    for name in order:
        load(database, add(folder, name, SAFE, day=days[name]))

    (claim,) = listed(database)
    assert (claim["document"]["title"], claim["appearances"]) == ("herald", 3)


def test_edited_by_another_desk_it_is_still_one(database: Engine, folder: Path) -> None:
    load(database, add(folder, "gazette", SAFE))
    load(database, add(folder, "herald", EDITED))

    (claim,) = listed(database)
    assert claim["appearances"] == 2


def test_unnamed_sources_are_one_where_the_same_words_name_them(
    database: Engine, folder: Path
) -> None:
    load(database, add(add(folder, "gazette", OFFICIAL), "herald", OFFICIAL))
    other = OFFICIAL.replace("An official", "A sailor")
    load(database, add(folder, "mirror", other))

    assert sorted(claim["appearances"] for claim in listed(database)) == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        SAFE.replace("Angela Merkel", "Emmanuel Macron"),
        SAFE.replace("said", "denied that"),
        SAFE.replace("the Norland ferry was safe", "the crew had been warned"),
    ],
)
def test_other_speakers_denials_and_other_words_are_not_the_same(
    database: Engine, folder: Path, other: str
) -> None:
    load(database, add(add(folder, "gazette", SAFE), "herald", other))

    assert [claim["appearances"] for claim in listed(database)] == [1, 1]


def test_said_again_in_another_season_it_is_another_statement(
    database: Engine, folder: Path
) -> None:
    load(database, add(folder, "gazette", SAFE))
    load(database, add(folder, "herald", SAFE, day="2024-06-06"))

    assert [claim["appearances"] for claim in listed(database)] == [1, 1]


def test_a_second_load_changes_nothing(database: Engine, folder: Path) -> None:
    add(add(add(folder, "gazette", SAFE), "herald", UNSAFE + SAFE), "mirror", SAFE)
    load(database, folder)
    before = knowledge(database)

    load(database, folder)

    assert knowledge(database) == before


def test_a_document_that_is_read_again_keeps_what_it_repeats(
    database: Engine, folder: Path
) -> None:
    load(database, add(add(folder, "gazette", SAFE), "herald", SAFE))

    load(database, add(folder, "herald", SAFE + UNSAFE))

    first, second = listed(database)
    assert {first["appearances"], second["appearances"]} == {1, 2}


def test_of_a_document_that_repeats_nothing_any_more_the_appearance_goes(
    database: Engine, folder: Path
) -> None:
    load(database, add(add(folder, "gazette", SAFE), "herald", SAFE))

    load(database, add(folder, "herald", UNSAFE))

    assert [claim["appearances"] for claim in listed(database)] == [1, 1]


def test_a_claim_that_becomes_a_denial_repeats_nothing_any_more(
    database: Engine, folder: Path
) -> None:
    load(database, add(add(folder, "gazette", SAFE), "herald", SAFE))

    load(database, add(folder, "herald", SAFE.replace("said", "denied that")))

    assert [claim["appearances"] for claim in listed(database)] == [1, 1]
