"""Filters of lists: one declaration for the API's parameters and for the values of statements.

Statements are built once for all lists of one shape, and executed with other values: building one
takes SQLAlchemy longer than executing it takes the database.
"""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict

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
        return cls(**asked, **others)

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
