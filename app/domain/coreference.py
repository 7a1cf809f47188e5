"""Whether two mentions may mean one speaker, where a text does not say so."""

from collections.abc import Mapping

from app.domain.enums import EntityKind
from app.domain.knowledge import Claim, Entity

THE = ("the ", "The ")


def may_be_one_speaker(one: Claim, other: Claim, entities: Mapping[str, Entity]) -> bool:
    """True of claims by "Putin" and, later, "the Russian leader"; by "a diplomat", then "the diplomat".

    The text may mean one person by both, who then changes a position and disputes nobody.
    `entities` holds each speaker by its id.
    """
    first, second = sorted((one, other), key=lambda claim: claim.ordinal)
    described = entities[second.speakers[0]]
    if not (described.anonymous and described.role and (second.mention or "").startswith(THE)):
        return False
    return any(_fits(entities[speaker], described) for speaker in first.speakers)


def _fits(earlier: Entity, described: Entity) -> bool:
    """True where the description may mean the earlier speaker: the same role, or a person of its country."""
    if earlier.anonymous:
        return earlier.role == described.role
    is_compatriot = earlier.country is not None and earlier.country == described.country
    return earlier.kind is EntityKind.PERSON and is_compatriot
