"""Who stands for whom: a person for a body and a country, a body for its country."""

from collections.abc import Iterable, Mapping

from app.domain.knowledge import Document, Entity


def superiors(entities: Iterable[Entity]) -> dict[str, frozenset[str]]:
    """The bodies that each entity belongs to, near and far, and the countries it speaks for."""
    known = {entity.id: entity for entity in entities}
    result: dict[str, frozenset[str]] = {}
    for identifier in known:
        above: set[str] = set()
        waiting: list[str | None] = [identifier]
        while waiting:
            entity = known.get(waiting.pop() or "")
            new = {entity.country, entity.member_of} - above - {None} if entity else set()
            above |= {name for name in new if name}
            waiting += new
        result[identifier] = frozenset(above - {identifier})
    return result


def are_one(
    speakers: Iterable[str], others: Iterable[str], above: Mapping[str, frozenset[str]]
) -> bool:
    """True where somebody speaks on both sides, or on one side somebody for one on the other."""
    one, other = set(speakers), set(others)
    theirs, above_theirs = ({n for s in side for n in above.get(s, ())} for side in (one, other))
    return not (one.isdisjoint(other | above_theirs) and other.isdisjoint(theirs))


def publishes(entity: Entity, document: Document) -> bool:
    """True of the outlet, by any of its names: it reports, and is no party to what it prints."""
    publisher = document.publisher.removeprefix("The ")
    names = {name.removeprefix("The ") for name in (entity.name, *entity.aliases)}
    return publisher in names
