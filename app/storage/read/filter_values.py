"""What a list is asked for, so that its statements are built once and executed with other values.

Building a statement takes SQLAlchemy longer than executing it takes the database.
"""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from app.storage.read.windows import Window

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Shape = frozenset[str]
"""The names of what is given: lists of one shape share their statements."""


def given(filters: "DataclassInstance") -> dict[str, Any]:
    """The values of the filters that ask for something, by the names of their parameters.

    `ChangeFilters("ada", Window(("x",)))` → `{"entity": "ada", "document": ("x",)}`
    """
    values: dict[str, Any] = {}
    for field in fields(filters):
        value = getattr(filters, field.name)
        if isinstance(value, Window):
            values |= value.values()
        elif value not in {None, ()}:
            values[field.name] = value
    return values
