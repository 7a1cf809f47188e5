"""What several documents tell of one entity → one entity.

One document has "Jane Roe said", another one "Pentagon spokeswoman Jane Roe said". Together they know
that she speaks for the Pentagon, whichever is read first. The newest document has the first word.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from app.domain.knowledge import Entity


def together(accounts: Sequence[Entity]) -> Entity:
    """One entity of what documents tell of it (one account at least), the newest document's first.

    To tell the same again adds nothing.
    """
    return reduce(_completed, accounts)


def _completed(known: Entity, older: Entity) -> Entity:
    """What an older account adds to what newer ones tell."""
    names = (*known.aliases, older.name, *older.aliases)
    named = replace(
        known,
        aliases=tuple(name for name in dict.fromkeys(names) if name != known.name),
        description=known.description or older.description,
        wikidata_id=known.wikidata_id or older.wikidata_id,
        iso_code=known.iso_code or older.iso_code,
    )
    if _has_moved(known, older):
        return named
    return replace(
        named,
        role=known.role or older.role,
        country=known.country or older.country,
        member_of=known.member_of or older.member_of,
    )


def _has_moved(known: Entity, older: Entity) -> bool:
    """True where the older account tells of another country or body, and so of a former office."""
    return known.kind is not older.kind or any(
        now is not None and then is not None and now != then
        for now, then in (
            (known.country, older.country),
            (known.member_of, older.member_of),
        )
    )
