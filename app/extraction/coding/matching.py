"""Matches of indicators in a claim, with the words on which their stance depends."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from spacy.tokens import Token

from app.extraction.coding.aboutness import Aboutness
from app.extraction.coding.agents import Agents, heads_of, is_about
from app.extraction.coding.modality import Modality, modality_of
from app.extraction.coding.perspective import Voice
from app.extraction.inputs.codebook import Alternative, Indicator, Term
from app.extraction.lexicon.word_lists import stances

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# More places of one term in one sentence are not looked at.
MOST = 6


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
    scope: Modality


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
    doers: Agents = field(init=False)
    known: dict[Term, tuple[Found, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.own = {token.i: token for token in self.tokens}
        self.doers = Agents(self.own, self.named, self.speakers)
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
        # A term that is to be there and is not, or the other way round.
        if any(bool(self._found(term)) is term.excluded for term in indicator.terms):
            return None
        wanted = [term for term in indicator.terms if not term.excluded]
        places = [self._found(term) for term in wanted]
        found = self._together(wanted, places)
        if found is None:
            return None
        following = [*found[1:], found[-1]]
        found = [self._with_doer(*each) for each in zip(wanted, found, following, strict=True)]
        last = found[-1]
        if self._is_done_by_others(found, indicator.entities):
            return None
        scope = self._scope(last.place, {i for f in found for i in f.place})
        if last.denied:
            scope = replace(scope, negated=False, open=False)
        if self._is_elsewhere(found, indicator):
            return None
        if Voice(self.doers).is_theirs(self._before(last)):
            scope = replace(scope, supposed=True)
        words = tuple(" ".join(self.own[i].text for i in f.place) for f in found if f.place)
        return Match(indicator, words, scope)

    def _is_elsewhere(self, found: Sequence[Found], indicator: Indicator) -> bool:
        """True where a term speaks of another place or thing: "an attack on Poland"."""
        if not indicator.matter.about:
            return False
        places = {i for f in found for i in f.place}
        belonging = Aboutness(self.own, self.named)
        return any(
            belonging.is_elsewhere(head, places, indicator.matter.about, indicator.matter.words)
            for f in found
            for head in self._heads(f)
            if not self.named.get(head.i)
        )

    def _before(self, found: Found) -> Iterator[Token]:
        """The words of the claim before a term's."""
        first = min(found.place, default=-1)
        return (token for token in self.tokens if token.i < first)

    def _is_done_by_others(self, found: Sequence[Found], entities: Collection[str]) -> bool:
        """True where the verb has a subject that names nobody of whom the indicator speaks.

        "Germany sends weapons to Ukraine" is nothing that the United States do.
        """
        verbs = (word for word in self._heads(found[-1]) if word.pos_ == "VERB")
        subjects = [s for verb in verbs for s in self.doers.subjects(verb)]
        named = frozenset().union(*(self.doers.names(subject) for subject in subjects))
        places = {i for f in found for i in f.place}
        spoken_of = any(t.i in places for subject in subjects for t in subject.subtree)
        return bool(entities and named) and named.isdisjoint(entities) and not spoken_of

    def _together(
        self, wanted: Sequence[Term], places: Sequence[Sequence[Found]]
    ) -> list[Found] | None:
        """One place for each term, none twice, each standing to the one before it as it has to."""
        found: list[Found] = []
        tried = [0]
        while tried:
            place = len(found)
            if place == len(wanted):
                return found
            choices = places[place]
            while tried[-1] < len(choices) and not self._fits(wanted, found, choices[tried[-1]]):
                tried[-1] += 1
            if tried[-1] < len(choices):
                found.append(choices[tried[-1]])
                tried.append(0)
                continue
            tried.pop()
            if tried:
                found.pop()
                tried[-1] += 1
        return None

    def _fits(self, wanted: Sequence[Term], found: Sequence[Found], new: Found) -> bool:
        if any(i in other.place for other in found for i in new.place):
            return False
        if not found:
            return True
        before = wanted[len(found) - 1]
        if before.is_subject and self._doer(before, new) is None:
            return False
        if not wanted[len(found)].is_object:
            return True
        return any(is_about(head, found[-1].place, self.own) for head in self._heads(new))

    def _doer(self, term: Term, does: Found) -> tuple[int, ...] | None:
        """Where one of those whom the term names does what is found; None where none does."""
        places = (self.doers.doer(w, e) for w in self._heads(does) for e in term.entities)
        return next((place for place in places if place is not None), None)

    def _heads(self, found: Found) -> Iterator[Token]:
        return heads_of([self.own[i] for i in found.place])

    def _with_doer(self, term: Term, found: Found, following: Found) -> Found:
        place = self._doer(term, following) if term.is_subject else None
        return Found(place, denied=False) if place else found

    def _found(self, term: Term) -> tuple[Found, ...]:
        """Where a term is there, looked for once: many indicators have terms in common."""
        if term not in self.known:
            self.known[term] = tuple(islice(self._look(term), MOST))
        return self.known[term]

    def _look(self, term: Term) -> Iterator[Found]:
        """Where a term is there; of a subject it is enough that what it does is."""
        if term.is_subject:
            yield Found((), denied=False)
            return
        for alternative in term.alternatives:
            for place in self._places(alternative):
                if not alternative.negated or self._is_denied(place):
                    yield Found(place, alternative.negated)

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

    def _scope(self, place: tuple[int, ...], ignored: Collection[int]) -> Modality:
        """How the word of a phrase stands on which its other ones depend."""
        tokens = [self.own[i] for i in place]
        head = next((token for token in tokens if token.head not in tokens), None)
        if head is None:
            return Modality()
        return modality_of(head, self.own, ignored, Voice(self.doers))
