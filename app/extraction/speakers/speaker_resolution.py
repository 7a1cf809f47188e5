"""Speaker resolution, by names, offices, pronouns, unnamed sources and joint statements: stage `name`.

"Lee and the mayor's deputy, Bo Ray, said" has two speakers; "the ambassador added" has the
ambassador whom the passage named; "a senior official told reporters" an unnamed one.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from app.domain.enums import EntityKind
from app.domain.span import Span
from app.extraction.draft import (
    Attribution,
    Draft,
    NameMention,
    Paragraph,
    Statement,
)
from app.extraction.lexicon.word_lists import descriptions
from app.extraction.speakers.bylines import authors
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.dates import said_on
from app.extraction.speakers.descriptions import (
    describes,
    is_statement,
    office,
    unnamed,
)
from app.extraction.speakers.joint_statements import speaking_people
from app.extraction.speakers.mentions import find_name_mentions
from app.extraction.speakers.participants import Participants
from app.extraction.speakers.roles import learn_roles
from app.extraction.speakers.roster import (
    HE,
    IT,
    SHE,
    Roster,
)
from app.extraction.speakers.sources import Source, source_of, speaks

VOICES = dict.fromkeys(("he", "him", "his"), HE) | dict.fromkeys(("she", "her"), SHE)
VOICES |= dict.fromkeys(("it", "its", "they", "both", "them"), IT)
# The writer's own voice, which is nobody's that the text names.
WRITERS = frozenset({"i", "we", "you"})
# The words of "the agency".
DETERMINER_AND_NOUN = 2


def name(draft: Draft) -> Draft:
    """All attributions with their speakers; those without a known speaker are dropped."""
    readable = sorted((*draft.paragraphs, *draft.captions), key=lambda p: p.start)
    registry, name_mentions = find_name_mentions(readable, draft.reference)
    learn_roles(readable, name_mentions, registry)
    name_mentions = tuple(sorted((*name_mentions, *authors(draft, registry)), key=lambda n: n.span))
    sources = sorted(a.source for a in draft.attributions if a.source)
    resolver = Resolver(draft, registry, _by_paragraph(draft.paragraphs, name_mentions), sources)
    statements = []
    for attribution in draft.attributions:
        if speakers := resolver.speakers_of(attribution):
            day = said_on(draft.document, draft.paragraphs[attribution.paragraph], attribution)
            statements.append(Statement(attribution, speakers, day))
    return replace(
        draft,
        candidates=tuple(registry.candidates),
        name_mentions=name_mentions,
        statements=tuple(statements),
    )


def _by_paragraph(
    paragraphs: Sequence[Paragraph], name_mentions: Sequence[NameMention]
) -> list[list[NameMention]]:
    """The mentions in each paragraph; those in captions and bylines belong to none."""
    result: list[list[NameMention]] = [[] for _ in paragraphs]
    starts = [paragraph.start for paragraph in paragraphs]
    for name_mention in name_mentions:
        number = bisect_right(starts, name_mention.span.start) - 1
        if number >= 0 and paragraphs[number].line.span.contains(name_mention.span):
            result[number].append(name_mention)
    return result


@dataclass(slots=True)
class Resolver:
    """Resolver of sources in reading order, with memory of who spoke in the passage.

    `sources` are all places where the text names a source, in order. `last` are the speakers of the
    newest statement. `places` are those where somebody is named, by pronoun and in order: where each
    one ends and begins, and who it is. `starts` tells where each passage begins.
    """

    draft: Draft
    registry: CandidateRegistry
    name_mentions: list[list[NameMention]]
    sources: list[Span]
    passage: int = -1
    last: tuple[int, ...] = ()
    company: Participants = field(default_factory=Participants)
    roster: Roster = field(init=False)
    places: defaultdict[str, list[tuple[int, int, int]]] = field(init=False)
    starts: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.roster = Roster(self.registry)
        self.roster.update()
        self.starts = {p.line.passage: p.start for p in reversed(self.draft.paragraphs)}
        self.places = defaultdict(list)
        for name_mention in chain.from_iterable(self.name_mentions):
            for voice in self.roster.voices_of(name_mention.candidate):
                self.places[voice].append(
                    (name_mention.span.end, name_mention.span.start, name_mention.candidate)
                )

    def speakers_of(self, attribution: Attribution) -> tuple[int, ...]:
        """The candidates who speak, principal first; empty where nobody is known."""
        paragraph = self.draft.paragraphs[attribution.paragraph]
        if paragraph.line.passage != self.passage:
            self._open(attribution.paragraph)
        if attribution.source is None:
            return self.last
        number = attribution.paragraph
        if attribution.source.end <= paragraph.start:
            number -= 1  # "She said:" and the quotation below it.
        source = source_of(self.draft.paragraphs[number], number, attribution.source)
        speakers = self._resolve(source) if source else ()
        self.roster.update()
        for speaker in reversed(speakers):
            self.company.speak(speaker)
        self.last = speakers or self.last
        return speakers

    def _open(self, number: int) -> None:
        """Begin a passage: nobody has spoken, and these are whom it will name, those in sources first."""
        self.passage, self.last = self.draft.paragraphs[number].line.passage, ()
        here: dict[int, bool] = {}
        for i in range(number, len(self.name_mentions)):
            if self.draft.paragraphs[i].line.passage != self.passage:
                break
            for name_mention in self.name_mentions[i]:
                here[name_mention.candidate] = here.get(
                    name_mention.candidate, False
                ) or self._is_source(name_mention)
        self.company = Participants(dict(sorted(here.items(), key=lambda item: not item[1])))

    def _is_source(self, name_mention: NameMention) -> bool:
        """True where a name stands in the source of some statement."""
        before = bisect_right(self.sources, name_mention.span.start, key=lambda span: span.start)
        return before > 0 and self.sources[before - 1].contains(name_mention.span)

    def _resolve(self, source: Source) -> tuple[int, ...]:
        word = source.words.lower()
        if word in WRITERS:
            return ()
        if word in VOICES:
            return self._pronoun(VOICES[word], source)
        named = [n for n in self.name_mentions[source.number] if source.span.contains(n.span)]
        persons = [
            n for n in named if self.registry.candidates[n.candidate].kind is EntityKind.PERSON
        ]
        joint = speaking_people(self.draft.document.text, persons, source)
        people = self._speaking(joint, source, EntityKind.PERSON)
        if people:
            return people
        bodies = self._speaking(named, source, EntityKind.ORGANISATION, EntityKind.COUNTRY)
        if bodies and not describes(source.head):
            return bodies
        return self._described(source)

    def _speaking(
        self, named: Sequence[NameMention], source: Source, *kinds: EntityKind
    ) -> tuple[int, ...]:
        """The named candidates of these kinds who speak themselves, in text order, each once."""
        return tuple(
            dict.fromkeys(
                name_mention.candidate
                for name_mention in named
                if self.registry.candidates[name_mention.candidate].kind in kinds
                and speaks(source, name_mention.span)
            )
        )

    def _pronoun(self, voice: str, source: Source) -> tuple[int, ...]:
        """The referent of a pronoun: who spoke last in the passage, else who was named last before it."""
        candidate = self.company.latest(voice, self.roster.voices[voice])
        if candidate is not None:
            return (candidate,)
        places = self.places[voice]
        before = bisect_right(places, source.span.start, key=lambda place: place[0])
        if not before or places[before - 1][1] < self.starts[self.passage]:
            return ()
        return (places[before - 1][2],)

    def _described(self, source: Source) -> tuple[int, ...]:
        """ "the ambassador": somebody named elsewhere; "a senior official": one who is not."""
        if is_statement(source.head) and self.last:
            return self.last
        if source.is_definite and not source.is_plural:
            if (candidate := self._office_holder(source)) is not None:
                return (candidate,)
            noun = source.head.lemma_.lower()
            is_bare = len(source.tokens) <= DETERMINER_AND_NOUN
            if is_bare and noun in descriptions().organisation and (body := self._body(noun)):
                return body
        candidate = unnamed(source, self.registry)
        return () if candidate is None else (candidate,)

    def _office_holder(self, source: Source) -> int | None:
        """The person whose office has all these words; in this passage first, then anywhere."""
        wanted = frozenset(office(source))
        if not wanted:
            return None
        holders = self.roster.holders_of(wanted)
        candidate = self.company.first(wanted, holders)
        return min(holders, default=None) if candidate is None else candidate

    def _body(self, noun: str) -> tuple[int, ...]:
        """ "The agency": the body of this passage that is known to be one, or else may be one.

        A body of which nothing is known may be, where it speaks in this passage. What is known as
        something else is not: "the union" is never a car maker.
        """
        known = self.company.first(noun, self.roster.bodies.get(noun, frozenset()))
        if known is not None:
            return (known,)
        obscure = self.company.first(None, self.roster.obscure)
        return () if obscure is None or not self.company.speaks(obscure) else (obscure,)
