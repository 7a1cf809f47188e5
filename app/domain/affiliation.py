"""Who stands for whom: a person for a body and a country, a body for its country."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

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


@dataclass(frozen=True, slots=True)
class Side:
    """Those who speak together, and with them all for whom they speak."""

    speakers: frozenset[str]
    voices: frozenset[str]

    @classmethod
    def of(cls, speakers: Iterable[str], above: Mapping[str, frozenset[str]]) -> Self:
        """The side of these speakers; `above` is as `superiors` has it."""
        own = frozenset(speakers)
        return cls(own, own.union(*(above.get(speaker, ()) for speaker in own)))

    def is_one_with(self, other: Self) -> bool:
        """True where somebody speaks on both sides, or on one side for somebody on the other."""
        return not (
            self.speakers.isdisjoint(other.voices) and other.speakers.isdisjoint(self.voices)
        )


def publishes(entity: Entity, document: Document) -> bool:
    """True of the outlet, by any of its names: it reports, and is no party to what it prints."""
    publisher = document.publisher.removeprefix("The ")
    names = {name.removeprefix("The ") for name in (entity.name, *entity.aliases)}
    return publisher in names
