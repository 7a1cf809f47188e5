"""Filters of lists: declared once, taken from a query, and hashed by cursors."""

from datetime import date

import pytest
from pydantic import BaseModel, ValidationError

from app.domain.enums import Level, Stance
from app.storage.read.changes import ChangeFilters
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.counterparts import CounterpartFilters
from app.storage.read.entities import EntityFilters
from app.storage.read.filters import Filters
from app.storage.read.paging import cursor_after
from app.storage.read.positions import PositionFilters
from app.storage.read.propositions import PropositionFilters
from app.storage.read.relations import RelationFilters
from app.storage.read.windows import Window

WINDOW = Window(document=["b", "a"], said_from=date(2022, 1, 1))


class Asked(BaseModel):
    level: Level = Level.COUNTRY
    limit: int = 50


def test_they_come_from_a_query_and_from_what_is_no_parameter_of_it() -> None:
    found = CounterpartFilters.of(Asked(), entity="ada", window=WINDOW)
    assert found == CounterpartFilters(entity="ada", level=Level.COUNTRY, window=WINDOW)


def test_only_what_asks_for_something_has_a_value() -> None:
    assert EntityFilters(anonymous=False).given() == {"anonymous": False, "sort": "name"}
    assert ChangeFilters(entity="ada", window=Window(document=["x"])).given() == {
        "entity": "ada",
        "document": ["x"],
    }


@pytest.mark.parametrize("written", ["1", "TRUE", "on", ""])
def test_a_flag_is_one_of_two_words(written: str) -> None:
    with pytest.raises(ValidationError, match="must be true or false"):
        EntityFilters.model_validate({"anonymous": written})


@pytest.mark.parametrize(
    ("scope", "cursor"),
    [
        (
            ("claims", ClaimFilters(entity="ada", speaker=("b", "a"), disputed=True)),
            "WzIsImU1ZWQ3ZGVjOTU3MmFiNmUiLFsxLCJhIl1d",
        ),
        (
            ("relations", RelationFilters(entity=("b", "a"), min_confidence=0.5)),
            "WzIsIjYwYWMwY2NjYjFjOTczMGYiLFsxLCJhIl1d",
        ),
        (
            ("entities", EntityFilters(q="é", anonymous=False)),
            "WzIsIjcyM2FhYzZhMDI1ZTQ0MDYiLFsxLCJhIl1d",
        ),
        (
            ("propositions", PropositionFilters(entity=("b", "a"), window=WINDOW)),
            "WzIsIjY2MGY2MDk0ZmEzMzkxMGEiLFsxLCJhIl1d",
        ),
        (
            (
                "positions",
                PositionFilters(level=Level.COUNTRY, stance=(Stance.DENIES,), window=WINDOW),
            ),
            "WzIsIjlmNGRhMmNiMWExOGYzNTAiLFsxLCJhIl1d",
        ),
        (
            ("counterparts", CounterpartFilters(entity="ada", window=WINDOW)),
            "WzIsIjM1ZDYxY2NjYWJlYWZhNWYiLFsxLCJhIl1d",
        ),
        (
            ("changes", ChangeFilters(entity="ada", window=WINDOW)),
            "WzIsIjE5ZmZlNWE0OTFmYWNlMmQiLFsxLCJhIl1d",
        ),
    ],
)
def test_cursors_stay_good_as_long_as_the_filters_are_the_same(
    scope: tuple[str, Filters], cursor: str
) -> None:
    assert cursor_after(scope, [1, "a"]) == cursor
