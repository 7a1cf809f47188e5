"""Filters of lists: one declaration for the API's parameters and for the values of statements.

Statements are built once for all lists of one shape, and executed with other values: building one
takes SQLAlchemy longer than executing it takes the database.

The types take only what is written plainly: `true`, never `1`.
"""

import re
from datetime import date
from typing import Annotated, Any, Self, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.domain.enums import Level


def _written_day(value: object) -> object:
    """Only `2022-01-28`: Pydantic alone would read `0` as a day in 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("must be a day such as 2022-01-28")
    return value


def _written_number(value: object) -> object:
    """Only digits: Pydantic alone would read `1_0` as ten and `1.0` as one."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]+", value):
        raise ValueError("must be a whole number such as 50")
    return value


def _written_fraction(value: object) -> object:
    """Only as JSON has it: Pydantic alone would read `1_0` as ten, and ` inf ` too."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?", value):
        raise ValueError("must be a number such as 0.5")
    return value


def _written_flag(value: object) -> object:
    """Only the two words: Pydantic alone would read `1`, `on`, `y` and more as true."""
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("must be true or false")
    return value


Number = Annotated[int, BeforeValidator(_written_number)]
# The bounds stand within, or the schema would not have them.
Fraction = Annotated[float, Field(ge=0, le=1), BeforeValidator(_written_fraction)]
Flag = Annotated[bool, BeforeValidator(_written_flag)]
Day = Annotated[date, BeforeValidator(_written_day)]
ClaimLevel = Annotated[
    Level, Field(description="For whom claims count: the speaker, its organisations or its country")
]

Shape = frozenset[str]
"""The names of the given filters: lists of one shape share their statements."""


class Filters(BaseModel):
    """A resource's filters: name, type, default and description. An empty list or None asks for nothing.

    The API's queries extend them by paging. Cursors hash them in the order in which they stand.
    """

    model_config = ConfigDict(frozen=True)

    @classmethod
    def of(cls, query: BaseModel, **others: object) -> Self:
        """The filters among the parameters of a query, and `others` that are no parameters of it.

        `CounterpartFilters.of(query, entity="ada")`
        """
        asked = {name: getattr(query, name) for name in cls.model_fields if name not in others}
        # What a query holds is checked already.
        return cast("Self", cls.model_construct(None, **asked, **others))

    def given(self) -> dict[str, Any]:
        """The values of the filters that ask for something, by the names of their parameters.

        `ChangeFilters(entity="ada", window=Window(document=["x"]))` →
        `{"entity": "ada", "document": ["x"]}`
        """
        values: dict[str, Any] = {}
        for name, value in self:
            if isinstance(value, Filters):
                values |= value.given()
            elif value not in (None, []):
                values[name] = value
        return values
