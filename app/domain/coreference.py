"""Whether two mentions may mean one speaker, where a text does not say so."""

from app.domain.enums import EntityKind
from app.domain.knowledge import Entity

THE = ("the ", "The ")


def may_be_one(earlier: Entity, later: Entity, mention: str | None) -> bool:
    """True of "Putin" and, later, "the Russian leader"; of "a diplomat" and then "the diplomat".

    The text may mean one person by both, who then changes a position and disputes nobody. `mention` are
    the words that name the later speaker.
    """
    if not (later.anonymous and later.role and (mention or "").startswith(THE)):
        return False
    if earlier.anonymous:
        return earlier.role == later.role
    is_compatriot = earlier.country is not None and earlier.country == later.country
    return earlier.kind is EntityKind.PERSON and is_compatriot
