"""Types of parameters that take only what is written plainly, and the descriptions that several share."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

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
ClaimLevel = Annotated[Level, Field(description="As whose word claims count")]
