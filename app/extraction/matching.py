"""Indicators against a claim: which of them are there, and on which words their stance hangs."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from app.extraction.codebook import Alternative, Indicator, Term
from app.extraction.scope import Scope, scope_of
from app.extraction.vocabulary import stances

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Found:
    """A term and the words by which it is there: none where the speaker, unnamed, stands for it.

    `denied`: it was looked for denied.
    """

    place: tuple[int, ...]
    denied: bool


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator that is there: by which words, and how the last one of them stands."""

    indicator: Indicator
    words: tuple[str, ...]
    scope: Scope


@dataclass(slots=True)
class Sentence:
    """The words of one sentence that are the claim's own, indexed by lemma and by form.

    `named` gives the entities that a token names, those they speak for included; `speakers` are
    those of the claim, in the same way.
    """

    tokens: Sequence[Token]
    named: Mapping[int, frozenset[str]]
    speakers: frozenset[str]
    own: dict[int, Token] = field(init=False)
    places: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.own = {token.i: token for token in self.tokens}
        self.places = defaultdict(list)
        for token in self.tokens:
            for form in {token.lower_, token.lemma_.lower()}:
                self.places[form].append(token.i)

    def matches(self, indicators: Sequence[Indicator]) -> Iterator[Match]:
        """Every indicator that is there."""
        for indicator in indicators:
            if match := self._match(indicator):
                yield match

    def _match(self, indicator: Indicator) -> Match | None:
        found: list[Found] = []
        taken: set[int] = set()
        for term in indicator.terms:
            place = self._find(term, () if term.excluded else taken)
            if (place is None) is not term.excluded:
                return None
            if place is not None:
                found.append(place)
                taken.update(place.place)
        last = found[-1]
        scope = self._scope(last.place, taken)
        if last.denied:
            scope = Scope(hedged=scope.hedged, supposed=scope.supposed)
        words = tuple(" ".join(self.own[i].text for i in f.place) for f in found if f.place)
        return Match(indicator, words, scope)

    def _find(self, term: Term, taken: Collection[int]) -> Found | None:
        """Where a term is there, by words that are not `taken`; None where it is not."""
        for alternative in term.alternatives:
            for place in self._places(alternative):
                if any(i in taken for i in place):
                    continue
                if not alternative.negated or self._is_denied(place):
                    return Found(place, alternative.negated)
        return None

    def _places(self, alternative: Alternative) -> Iterator[tuple[int, ...]]:
        if alternative.entity:
            yield from self._names(alternative.entity)
            return
        first, *rest = alternative.words
        for i in self.places.get(first, ()):
            if all(i + n in self.places.get(word, ()) for n, word in enumerate(rest, 1)):
                yield tuple(range(i, i + len(alternative.words)))

    def _names(self, entity: str) -> Iterator[tuple[int, ...]]:
        """Where it is named, or the speaker who stands for it speaks of himself or of no subject."""
        for token in self.tokens:
            if entity in self.named.get(token.i, ()):
                yield (token.i,)
        if entity in self.speakers and self._is_of_speaker():
            yield ()

    def _is_of_speaker(self) -> bool:
        subjects = [token for token in self.tokens if token.dep_ in SUBJECTS]
        owners = [child for token in subjects for child in token.children if child.dep_ == "poss"]
        return not subjects or any(t.lower_ in stances().selves for t in (*subjects, *owners))

    def _is_denied(self, place: tuple[int, ...]) -> bool:
        scope = self._scope(place, place)
        return scope.negated or scope.open

    def _scope(self, place: tuple[int, ...], ignored: Collection[int]) -> Scope:
        """How the word of a phrase stands on which its other ones depend."""
        tokens = [self.own[i] for i in place]
        head = next((token for token in tokens if token.head not in tokens), None)
        return scope_of(head, self.own, ignored) if head is not None else Scope()
