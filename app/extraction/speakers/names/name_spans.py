"""Places that may name somebody: by the reference data, by a title, by the parser."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from app.domain.enums import EntityKind
from app.extraction.draft import Paragraph
from app.extraction.inputs.reference import Reference
from app.extraction.lexicon.word_lists import descriptions, turns
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.names.abbreviations import Abbreviation, abbreviated, abbreviations
from app.extraction.speakers.names.institutions import is_meant
from app.extraction.speakers.names.namesakes import means_another
from app.extraction.speakers.names.personal_names import (
    bare,
    begins,
    given_gender,
    is_courtesy,
    is_letters,
    is_name_word,
    is_particle,
    is_title,
    run,
    title_gender,
)

PERSON, ORGANISATION = EntityKind.PERSON, EntityKind.ORGANISATION
DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,}(?:, [A-Z][\w. ]{2,30}){0,2}(?: \([A-Z][\w ]+\))? ?[-–—]{1,2} (?=\S)"
)
LONGEST_DATELINE = 20
KINDS = {"PERSON": PERSON, "ORG": ORGANISATION}
# What the parser takes for a place, a nation, a work, a time or a thing, though it may be a person.
OTHER_LABELS = frozenset(
    {"", "DATE", "EVENT", "FAC", "GPE", "LOC", "NORP", "PRODUCT", "WORK_OF_ART"}
)


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A stretch of tokens that may name somebody; `known` where the reference data says who.

    `titled` tells that a courtesy title stands before it or letters behind it, `gender` what they tell.
    """

    paragraph: int
    first: int
    end: int
    kind: EntityKind
    words: tuple[str, ...]
    known: str | None = None
    titled: bool = False
    title: str = ""
    letters: str = ""
    gender: str | None = None


def name_spans(paragraphs: Sequence[Paragraph], registry: CandidateRegistry) -> Iterator[NameSpan]:
    """Every place that may name somebody, paragraph by paragraph, none overlapping another."""
    explained = [list(abbreviations(paragraph.parse)) for paragraph in paragraphs]
    long_forms = {one.short: one for own in explained for one in own}
    runs = [list(_given_runs(paragraph.parse)) for paragraph in paragraphs]
    surnames = frozenset(_bare_surnames(paragraphs, runs))
    for number, paragraph in enumerate(paragraphs):
        parse = paragraph.parse
        finder = _Finder(number, parse, registry, surnames, runs[number], set(_dateline(parse)))
        yield from finder.titled()
        yield from finder.known()
        yield from finder.abbreviated(explained[number], long_forms)
        yield from finder.parsed()
        yield from finder.unparsed()


def _dateline(parse: Doc) -> range:
    """The tokens of "VALPARAISO, June 3 -" at the beginning of a line, which name nobody."""
    match = DATELINE.match(parse.text)
    end = match.end() if match else 0
    return range(sum(token.idx < end for token in parse[:LONGEST_DATELINE]))


def _bare_surnames(
    paragraphs: Sequence[Paragraph], runs: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[str]:
    for paragraph, own in zip(paragraphs, runs, strict=True):
        parse = paragraph.parse
        for ent in parse.ents:
            name = bare(parse, ent.start, ent.end) if ent.label_ == "PERSON" else None
            if name and name[1] - name[0] > 1:
                yield parse[name[1] - 1].text
        for _, end in own:
            yield parse[end - 1].text


def _given_runs(parse: Doc) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that begin with a given name: "Nils Madrid"."""
    end = 0
    for token in parse:
        if token.i < end or not is_name_word(token) or token.i + 1 == len(parse):
            continue
        if given_gender((token.text, "")) and is_name_word(parse[token.i + 1]):
            end = run(parse, token.i)
            if end - token.i > 1:
                yield token.i, end


@dataclass(slots=True)
class _Finder:
    """Finder of the names of one paragraph; `taken` are the tokens that belong to one.

    `runs` are those that begin with a given name.
    """

    number: int
    parse: Doc
    registry: CandidateRegistry
    surnames: frozenset[str]
    runs: Sequence[tuple[int, int]]
    taken: set[int]

    def titled(self) -> Iterator[NameSpan]:
        """The words behind a courtesy title or before letters: "Ms [Lee]", "[Priya Nair] MP"."""
        for token in self.parse:
            if is_courtesy(token) and token.i + 1 < len(self.parse):
                first = token.i + 1
                if begins(self.parse, first) and self._is_free(first, first + 1):
                    yield self._person(first, run(self.parse, first), titled=True)
            elif is_letters(token) and token.i and is_name_word(self.parse[token.i - 1]):
                first = token.i
                while first and is_name_word(self.parse[first - 1]):
                    first -= 1
                if token.i - first > 1 and self._is_free(first, token.i):
                    yield self._person(first, token.i, titled=True)

    def known(self) -> Iterator[NameSpan]:
        """The names of the reference data, but for namesakes."""
        parse = self.parse
        people: list[Tokens | None] = [
            parse[slice(*name)]
            for ent in parse.ents
            if ent.label_ == "PERSON" and (name := bare(parse, ent.start, ent.end))
        ]
        people += [parse[first:end] for first, end in self.runs]
        reference = self.registry.reference
        for first, end, identifier in reference.find([token.text for token in parse]):
            entity = reference.entity(identifier)
            kind = entity.kind
            if not self._is_free(first, end):
                continue
            if not is_meant([token.text for token in parse[first:end]], entity, self.registry):
                continue
            if means_another(parse[first:end], kind, people, self.surnames):
                continue
            yield self._span(first, end, kind, known=identifier)

    def abbreviated(
        self, explained: Sequence[Abbreviation], long_forms: dict[str, Abbreviation]
    ) -> Iterator[NameSpan]:
        """Abbreviations that the text explains, and what they stand for."""
        for first, end, words in abbreviated(self.parse, explained, long_forms):
            if self._is_free(first, end):
                self.taken.update(range(first, end))
                yield NameSpan(self.number, first, end, ORGANISATION, words)

    def parsed(self) -> Iterator[NameSpan]:
        """People and bodies by the parser."""
        for ent in self.parse.ents:
            name = bare(self.parse, ent.start, ent.end) if ent.label_ in KINDS else None
            if name is None or not self._is_free(*name):
                continue
            tokens = self.parse[slice(*name)]
            if _runs_on(tokens, self.registry.reference) or _is_common(tokens):
                continue
            if ent.label_ == "PERSON" and any(letter.isdigit() for letter in tokens.text):
                continue
            first, end = name
            if ent.label_ == "PERSON":
                end = self._with_particles(end)
            yield self._span(first, end, KINDS[ent.label_])

    def _with_particles(self, end: int) -> int:
        """Where a name ends that goes on behind the parser's end: "Leocádio [dos Reis]"."""
        parse = self.parse
        goes_on = end < len(parse) and is_particle(parse[end].text) and parse[end].text.islower()
        whole = run(parse, end) if goes_on and begins(parse, end) else end
        return whole if self._is_free(end, whole) else end

    def unparsed(self) -> Iterator[NameSpan]:
        """People that the parser took for something else: "Governor [Cy Day]", "[Nils Madrid]"."""
        for token in self.parse:
            last = token.i + 1 == len(self.parse)
            if is_title(token) and not last and not token.ent_type_ and token.i not in self.taken:
                end = run(self.parse, token.i + 1)
                if is_name_word(self.parse[token.i + 1]) and self._is_free(token.i + 1, end):
                    yield self._person(token.i + 1, end)
        for first, end in self.runs:
            if self._is_free(first, end) and all(
                token.ent_type_ in OTHER_LABELS for token in self.parse[first:end]
            ):
                yield self._person(first, end)

    def _is_free(self, first: int, end: int) -> bool:
        return self.taken.isdisjoint(range(first, end))

    def _person(self, first: int, end: int, *, titled: bool = False) -> NameSpan:
        return self._span(first, end, PERSON, titled=titled)

    def _span(
        self,
        first: int,
        end: int,
        kind: EntityKind,
        *,
        known: str | None = None,
        titled: bool = False,
    ) -> NameSpan:
        self.taken.update(range(first, end))
        words = tuple(token.text for token in self.parse[first:end])
        if titled and all(word.isupper() for word in words):
            words = tuple(word.title() for word in words)  # "MR DOYLE" of a transcript.
        gender = title_gender(self.parse, first)
        before = self.parse[first - 1] if first else None
        title = before.text if before is not None and is_courtesy(before) else ""
        after = self.parse[end] if end < len(self.parse) else None
        letters = after.text if after is not None and is_letters(after) else ""
        return NameSpan(self.number, first, end, kind, words, known, titled, title, letters, gender)


def _is_common(name: Tokens) -> bool:
    """True of "the Department" alone, which stands for a body named before, of "GMT" and "QUESTION"."""
    words = descriptions()
    return len(name) == 1 and (
        name[0].lower_ in words.organisation
        or name[0].text in words.no_names
        or (name[0].is_upper and name[0].lower_ in turns().parts)
    )


def _runs_on(name: Tokens, reference: Reference) -> bool:
    """True for a known name with the next word stuck to it, as in "United Statesand"."""
    last = name[-1].text
    heads = tuple(token.text for token in name[:-1])
    return any((*heads, last[:end]) in reference.names for end in range(2, len(last))
               if last[end].islower() and len(name) > 1)  # fmt: skip
