"""What the two databases do each in its own way, held to the same promises on PostgreSQL."""

# ruff: noqa: F401 - pytest finds tests and fixtures here by their names

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.storage import engine as engines
from app.storage.migrate import upgrade
from tests.contract.test_walking import (
    crowded,
    test_steps_of_any_size_show_the_same,
    test_what_others_leave_alone_comes_once_and_in_order,
)
from tests.postgresql import postgresql
from tests.storage.test_deadlines import (
    hasty,
    test_a_client_is_told_with_a_problem,
    test_an_endless_question_is_stopped,
    test_each_question_has_its_own_time,
    test_the_connection_serves_the_next_question,
    test_what_writes_has_all_the_time_it_takes,
)
from tests.storage.test_search import (
    test_a_claim_that_changes_keeps_its_place,
    test_a_rejected_claim_is_found_when_asked_for,
    test_filters_go_with_it,
    test_newest_first_is_the_order_of_other_lists,
    test_only_the_newest_hits_are_ranked,
    test_the_database_finds_what_reading_finds,
    test_what_answers_best_comes_first,
    test_what_is_found_newest_first,
)


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    engine = engines.create(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def fresh_url(database_url: str) -> str:
    return database_url


def test_this_is_postgresql(engine: Engine) -> None:
    assert engine.dialect.name == "postgresql"
