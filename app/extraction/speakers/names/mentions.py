"""Mentions of people, countries and organisations in one document.

Three witnesses: the reference data (surest), the parser's names, and the document itself, which
usually gives a person's full name once and the surname after that. A surname that belongs to a known
person is that person wherever it stands, whatever the parser took it for.
"""

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from app.domain.enums import EntityKind
from app.extraction.draft import NameMention, Paragraph
from app.extraction.inputs.reference import Reference, words_of
from app.extraction.lexicon.word_lists import names
from app.extraction.parser import SUBJECTS
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.names.bearers import Bearers, is_same_name
from app.extraction.speakers.names.institutions import countries_told_of
from app.extraction.speakers.names.kinds import Kinds, kinds_of
from app.extraction.speakers.names.name_spans import NameSpan, name_spans
from app.extraction.speakers.names.personal_names import (
    GENERATIONS,
    given_gender,
    surname,
    title_gender,
    written,
)

PERSON = EntityKind.PERSON


def find_name_mentions(
    paragraphs: Sequence[Paragraph], reference: Reference
) -> tuple[CandidateRegistry, tuple[NameMention, ...]]:
    """All mentions in the paragraphs, none overlapping another, with the candidates that they name."""
    registry = CandidateRegistry(reference, countries=countries_told_of(paragraphs, reference))
    spans = list(name_spans(paragraphs, registry))
    kinds = kinds_of(paragraphs, spans)
    bearers = _bearers(spans, kinds, registry)
    by_paragraph: defaultdict[int, list[NameSpan]] = defaultdict(list)
    for span in spans:
        by_paragraph[span.paragraph].append(span)
    name_mentions: list[NameMention] = []
    for number, paragraph in enumerate(paragraphs):
        for span in _with_surnames(by_paragraph[number], number, paragraph.parse, bearers):
            candidate = _candidate(span, kinds, bearers, registry)
            if candidate is not None:
                place = paragraph.span_of(span.first, span.end)
                name_mentions.append(NameMention(place, candidate))
    registry.genders |= bearers.genders
    for candidate, title in bearers.titles:
        if noun := names().nouns.get(title.removesuffix(".")):
            registry.titles[candidate].add(noun)
    return registry, tuple(name_mentions)


def _bearers(spans: Sequence[NameSpan], kinds: Kinds, registry: CandidateRegistry) -> Bearers:
    """Everybody whom the text names in full."""
    bearers = Bearers()
    same: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for span in spans:
        words = family = span.words
        if span.known:
            if span.kind is not PERSON:
                continue
            candidate = registry.of_known(span.known)
            known = registry.reference.known[span.known]
            family = words_of(known.surname) if known.surname else surname(words)
            bearers.learn(candidate, known.gender)
        elif kinds[words] is PERSON and _is_full(words):
            first = _first_written(words, same)
            candidate = registry.of_name(written(first), PERSON)
            family = surname(words)
        else:
            continue
        bearers.learn(candidate, span.gender)
        bearers.titles |= {(candidate, title) for title in (span.title, span.letters) if title}
        bearers.add(words, (span.paragraph, span.first), candidate, family)
    for span in spans:
        if not span.known and kinds[span.words] is PERSON and _is_full(span.words):
            candidate = registry.of_name(written(_first_written(span.words, same)), PERSON)
            bearers.learn(candidate, given_gender(span.words))
    return bearers


def _is_full(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[1] != "-"


def _first_written(
    words: tuple[str, ...], same: dict[tuple[str, ...], list[tuple[str, ...]]]
) -> tuple[str, ...]:
    """The name as the text has it first: "Ann Mary Lee" for "Ann Lee"; "Kim Jr." is not "Kim"."""
    generation = words[-1] if words[-1] in GENERATIONS else ""
    written_before = same[(words[0], *surname(words), generation)]
    for other in written_before:
        if is_same_name(words, other):
            return other
    written_before.append(words)
    return words


def _with_surnames(
    spans: list[NameSpan], number: int, parse: Doc, bearers: Bearers
) -> list[NameSpan]:
    """The spans, and each bare surname between them that the parser missed."""
    taken = {i for span in spans for i in range(span.first, span.end)}
    texts = tuple(token.text for token in parse)
    for i in range(len(texts)):
        if not texts[i][0].isupper():
            continue
        for length in range(min(max(bearers.longest, 1), len(texts) - i), 0, -1):
            words = texts[i : i + length]
            if not taken.isdisjoint(range(i, i + length)):
                continue
            if bearers.has_surname(words) or _is_given(parse[i], words, bearers):
                gender = title_gender(parse, i)
                spans.append(NameSpan(number, i, i + length, PERSON, words, gender=gender))
                taken.update(range(i, i + length))
                break
    return sorted(spans, key=lambda span: span.first)


def _is_given(token: Token, words: Sequence[str], bearers: Bearers) -> bool:
    """True of a person's given name alone, where it does something: "Chloe said"."""
    does = len(words) == 1 and token.pos_ == "PROPN" and token.dep_ in SUBJECTS
    return does and bearers.has_part(words)


def _candidate(
    span: NameSpan, kinds: Kinds, bearers: Bearers, registry: CandidateRegistry
) -> int | None:
    """The number of the candidate that a span names; "Mr Lee" is nobody's, where Lee is a woman."""
    if span.known:
        return registry.of_known(span.known)
    place = (span.paragraph, span.first)
    kind = kinds.get(span.words)
    if kind is PERSON or bearers.has_surname(span.words) or bearers.has_part(span.words):
        bearer = bearers.of(span.words, place, span.gender, span.title)
        if bearer is not None:
            bearers.learn(bearer, span.gender)
            return bearer
    if kind is None:
        return None
    namesake = span.title and bearers.has_surname(span.words)
    words = (span.title, *span.words) if namesake else span.words
    candidate = registry.of_name(written(words), kind)
    bearers.learn(candidate, span.gender)
    return candidate
