"""Speaker resolution, by names, offices, anaphors, unnamed sources and joint statements: stage `name`.

"Lee and the mayor's deputy, Bo Ray, said" has two speakers; "the ambassador added" has the
ambassador whom the passage named; "a senior official told reporters" an unnamed one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.enums import EntityKind
from app.domain.span import Span
from app.extraction.draft import (
    Attribution,
    Draft,
    NameMention,
    Paragraph,
    Statement,
)
from app.extraction.lexicon.word_lists import descriptions, people
from app.extraction.speakers.antecedents import Antecedents, Choice
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.dates import said_on
from app.extraction.speakers.descriptions import (
    describes,
    is_statement,
    office,
    unnamed,
)
from app.extraction.speakers.joint_statements import members
from app.extraction.speakers.names.bylines import authors
from app.extraction.speakers.names.mentions import find_name_mentions
from app.extraction.speakers.participants import Participants
from app.extraction.speakers.referents import Anaphor, Memory, Place, place_of, scorer
from app.extraction.speakers.roles import learn_roles
from app.extraction.speakers.roster import Roster
from app.extraction.speakers.sources import Source, source_of, speaks

GENDERS = dict.fromkeys(("he", "him", "his"), "m") | dict.fromkeys(("she", "her"), "f")
THINGS = frozenset({"it", "its", "they", "both", "them", "their"})
# The writer's own voice, which is nobody's that the text names.
WRITERS = frozenset({"i", "we", "you"})

PERSON = EntityKind.PERSON
# The words of "the agency".
DETERMINER_AND_NOUN = 2


def name(draft: Draft) -> Draft:
    """All attributions with their speakers; those without a known speaker are dropped."""
    resolver = resolver_of(draft, _learned)
    statements = []
    for attribution in draft.attributions:
        if speakers := resolver.speakers_of(attribution):
            day = said_on(draft.document, draft.paragraphs[attribution.paragraph], attribution)
            statements.append(Statement(attribution, speakers, day))
    return replace(
        draft,
        candidates=tuple(resolver.registry.candidates),
        name_mentions=resolver.all_mentions,
        statements=tuple(statements),
    )


def _learned(
    anaphor: Anaphor, _places: Sequence[Place], rows: Sequence[Sequence[float]]
) -> int | None:
    """The place that the shipped weights choose."""
    return scorer().choice(anaphor.voice, rows)


def resolver_of(draft: Draft, choose: Choice) -> "Resolver":
    """The resolver of a draft; `choose` tells which of several places an anaphor means."""
    readable = sorted((*draft.paragraphs, *draft.captions), key=lambda p: p.start)
    registry, name_mentions = find_name_mentions(readable, draft.reference)
    learn_roles(readable, name_mentions, registry)
    ordered = tuple(sorted((*name_mentions, *authors(draft, registry)), key=lambda n: n.span))
    sources = sorted(a.source for a in draft.attributions if a.source)
    by_paragraph = _by_paragraph(draft.paragraphs, ordered)
    return Resolver(draft, registry, ordered, by_paragraph, sources, choose)


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
    """Resolver of sources in reading order, with memory of who stands and speaks where.

    `sources` are all places where the text names a source, in order. `last` are the speakers of the
    newest statement, `said` is the content of the one in hand. `starts` tells where each passage begins.
    """

    draft: Draft
    registry: CandidateRegistry
    all_mentions: tuple[NameMention, ...]
    name_mentions: list[list[NameMention]]
    sources: list[Span]
    choose: Choice
    passage: int = -1
    last: tuple[int, ...] = ()
    said: tuple[Span, ...] = ()
    company: Participants = field(default_factory=Participants)
    roster: Roster = field(init=False)
    antecedents: Antecedents = field(init=False)
    starts: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.roster = Roster(self.registry)
        self.roster.update()
        self.starts = {p.line.passage: p.start for p in reversed(self.draft.paragraphs)}
        self.antecedents = Antecedents(
            self.registry, self.roster, Memory(self.draft.paragraphs), self.choose
        )
        for number, paragraph in enumerate(self.draft.paragraphs):
            self.antecedents.read(
                number, paragraph, self.name_mentions[number], self.draft.document.text
            )

    def speakers_of(self, attribution: Attribution) -> tuple[int, ...]:
        """The candidates who speak, principal first; empty where nobody is known."""
        paragraph = self.draft.paragraphs[attribution.paragraph]
        if paragraph.line.passage != self.passage:
            self._open(attribution.paragraph)
        if attribution.source is None:
            return self.last
        self.said = attribution.content
        number = attribution.paragraph
        while number and attribution.source.end <= self.draft.paragraphs[number].start:
            number -= 1  # "She said:" and the quotation below it, the label of a turn.
        source = source_of(self.draft.paragraphs[number], number, attribution.source)
        speakers = self._resolve(source) if source else ()
        self.roster.update()
        if source and speakers:
            self.antecedents.memory.speak(place_of(number, source.paragraph, source.span, speakers))
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
        if word in GENDERS:
            return self._meant(source, "person", gender=GENDERS[word])
        if word in THINGS:
            return self._meant(source, "thing", noun=word)
        named = [n for n in self.name_mentions[source.number] if source.span.contains(n.span)]
        own = members(source, [name_mention.span for name_mention in named])
        return tuple(dict.fromkeys(speaker for one in own for speaker in self._one(one, named)))

    def _one(self, source: Source, named: Sequence[NameMention]) -> tuple[int, ...]:
        """Who speaks of one member of a source: the first person in it, else a body, else who is described."""
        named = [n for n in named if source.span.contains(n.span) and speaks(source, n.span)]
        for kinds in ((PERSON,), (EntityKind.ORGANISATION, EntityKind.COUNTRY)):
            candidates = (n.candidate for n in named)
            speaker = next(
                (c for c in candidates if self.registry.candidates[c].kind in kinds), None
            )
            if speaker is not None and (PERSON in kinds or not describes(source.head)):
                return (speaker,)
        return self._described(source)

    def _meant(
        self, source: Source, voice: str, *, gender: str | None = None, noun: str | None = None
    ) -> tuple[int, ...]:
        """Whom an anaphor means, of those who stand before it in its passage."""
        anaphor = Anaphor(source.span.start, source.number, voice, gender, noun)
        return self.antecedents.of(anaphor, self.starts[self.passage], self.said)

    def _described(self, source: Source) -> tuple[int, ...]:
        """ "the ambassador": somebody named elsewhere; "a senior official": one who is not."""
        if is_statement(source.head) and self.last:
            return self.last
        noun = source.head.lemma_.lower()
        if source.is_definite and not source.is_plural:
            if (candidate := self._office_holder(source)) is not None:
                return (candidate,)
            told_apart = any(
                self.registry.reference.country_of(token.text)
                or (token.text[0].isupper() and token not in (source.tokens[0], source.head))
                for token in source.tokens
            )  # "The Dockers' Union", "the minister of Lower Vosk"
            if not told_apart and (noun in people() or noun in descriptions().organisation):
                gender = people().gender_of(noun)
                meant = self._meant(source, "noun", gender=gender, noun=noun)
                if meant or (meant := self._only_body(source, noun)):
                    return meant
        candidate = unnamed(source, self.registry)
        return () if candidate is None else (candidate,)

    def _only_body(self, source: Source, noun: str) -> tuple[int, ...]:
        """ "The agency": the only body that spoke before in the passage, by a name that tells nothing else."""
        if noun not in descriptions().organisation or len(source.tokens) > DETERMINER_AND_NOUN:
            return ()
        telling = {*descriptions().organisation, *descriptions().bodies}
        bodies = [
            candidate
            for candidate in self.company.turns
            if (one := self.registry.candidates[candidate]).kind is EntityKind.ORGANISATION
            and not one.known
            and not one.anonymous
            and not telling.intersection(one.name.lower().split())
        ]
        return tuple(bodies) if len(bodies) == 1 else ()

    def _office_holder(self, source: Source) -> int | None:
        """The person whose office has all these words; in this passage first, then anywhere."""
        wanted = frozenset(office(source))
        if not wanted:
            return None
        holders = self.roster.holders_of(wanted)
        candidate = self.company.first(wanted, holders)
        return min(holders, default=None) if candidate is None else candidate
