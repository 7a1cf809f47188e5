"""Parameters of statements that are built once and executed with other values."""

from typing import Any

from sqlalchemy import BindParameter, bindparam


def any_of(name: str) -> BindParameter[Any]:
    """A parameter that takes several values."""
    return bindparam(name, expanding=True)
