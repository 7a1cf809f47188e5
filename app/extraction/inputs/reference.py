"""Reference data as extraction uses it: known entities, found by any of their names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from app.domain.enums import EntityKind
from app.domain.knowledge import Entity
from app.extraction.parser import parser

ARTICLES = frozenset({"the", "The"})


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the reference data with what only extraction needs.

    `demonyms`: "Ukrainian" for Ukraine. `gender`: "m" or "f", for pronouns. `surname`: where it is
    not the last word of the name ("Xi" Jinping).
    """

    entity: Entity
    demonyms: tuple[str, ...] = ()
    gender: str | None = None
    surname: str | None = None


def words_of(name: str) -> tuple[str, ...]:
    """A name in the parser's tokens, without its article: "the White House" → ("White", "House")."""
    words = tuple(token.text for token in parser().tokenizer(name))
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


@dataclass(frozen=True, slots=True)
class Reference:
    """All known entities, with the names by which a text may call them."""

    known: Mapping[str, Known] = field(default_factory=dict)
    names: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    demonyms: Mapping[str, str] = field(default_factory=dict)
    longest: int = 0

    @classmethod
    def of(cls, known: Iterable[Known]) -> Self:
        """Indexed by name and alias; where two entities share a name, the first one keeps it."""
        by_id: dict[str, Known] = {}
        names: dict[tuple[str, ...], str] = {}
        demonyms: dict[str, str] = {}
        for item in known:
            by_id[item.entity.id] = item
            for name in (item.entity.name, *item.entity.aliases):
                names.setdefault(words_of(name), item.entity.id)
            for demonym in item.demonyms:
                demonyms.setdefault(demonym, item.entity.id)
        return cls(by_id, names, demonyms, max(map(len, names), default=0))

    def entity(self, identifier: str) -> Entity:
        """The known entity with that id."""
        return self.known[identifier].entity

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Where `words` name a known entity: (first word, end, id), the longest name at each place."""
        i = 0
        while i < len(words):
            for length in range(min(self.longest, len(words) - i), 0, -1):
                if identifier := self.names.get(tuple(words[i : i + length])):
                    yield i, i + length, identifier
                    i += length
                    break
            else:
                i += 1

    def country_of(self, word: str) -> str | None:
        """The country of an adjective or name: "Ukrainian", "US" → its id."""
        if identifier := self.demonyms.get(word):
            return identifier
        identifier = self.names.get((word,))
        if identifier and self.entity(identifier).kind is EntityKind.COUNTRY:
            return identifier
        return None
