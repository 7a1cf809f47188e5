"""Mentions of people, countries and organisations in one document.

Three witnesses: the reference data (surest), the parser's names, and the document itself, which
usually gives a person's full name once and the surname after that. A surname that belongs to a known
person is that person wherever it stands, whatever the parser took it for.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from app.domain.enums import EntityKind
from app.extraction.draft import NameMention, Paragraph
from app.extraction.inputs.reference import Reference, words_of
from app.extraction.lexicon.word_lists import descriptions
from app.extraction.speakers.abbreviations import abbreviated, abbreviations
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.namesakes import GENITIVE, means_another

PERSON, ORGANISATION, COUNTRY = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.COUNTRY
KINDS = {"PERSON": PERSON, "ORG": ORGANISATION}
LONGEST_NAME = 7
GENERATIONS = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV", "VI"})


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A stretch of tokens that may name somebody; `known` where the reference data says who."""

    paragraph: int
    first: int
    end: int
    kind: EntityKind
    words: tuple[str, ...]
    known: str | None = None


def find_name_mentions(
    paragraphs: Sequence[Paragraph], reference: Reference
) -> tuple[CandidateRegistry, tuple[NameMention, ...]]:
    """All mentions in the paragraphs, none overlapping another, with the candidates that they name."""
    name_spans = list(_name_spans(paragraphs, reference))
    kinds = _voted(paragraphs, name_spans)
    registry = CandidateRegistry(reference)
    surnames = _surnames(name_spans, kinds, registry)
    longest = max(map(len, surnames), default=0)
    by_paragraph: defaultdict[int, list[NameSpan]] = defaultdict(list)
    for name_span in name_spans:
        by_paragraph[name_span.paragraph].append(name_span)
    name_mentions: list[NameMention] = []
    for number, paragraph in enumerate(paragraphs):
        own = by_paragraph[number]
        for name_span in _with_surnames(own, number, paragraph.parse, surnames, longest):
            candidate = _candidate(name_span, kinds, surnames, registry)
            if candidate is not None:
                name_mentions.append(
                    NameMention(paragraph.span_of(name_span.first, name_span.end), candidate)
                )
    return registry, tuple(name_mentions)


def _name_spans(paragraphs: Sequence[Paragraph], reference: Reference) -> Iterator[NameSpan]:
    explained = [list(abbreviations(paragraph.parse)) for paragraph in paragraphs]
    long_forms = {one.short: one for own in explained for one in own}
    surnames = frozenset(_bare_surnames(paragraphs))
    for number, paragraph in enumerate(paragraphs):
        parse = paragraph.parse
        people = [_stripped(ent) for ent in parse.ents if ent.label_ == "PERSON"]
        taken: set[int] = set()
        for first, end, identifier in reference.find([token.text for token in parse]):
            kind = reference.entity(identifier).kind
            if means_another(parse[first:end], kind, people, surnames):
                continue
            taken.update(range(first, end))
            words = tuple(t.text for t in parse[first:end])
            yield NameSpan(number, first, end, kind, words, identifier)
        for first, end, words in abbreviated(parse, explained[number], long_forms):
            if taken.isdisjoint(range(first, end)):
                taken.update(range(first, end))
                yield NameSpan(number, first, end, ORGANISATION, words)
        for ent in parse.ents:
            name = _stripped(ent) if ent.label_ in KINDS else None
            if name is not None and taken.isdisjoint(range(name.start, name.end)):
                if _runs_on(name, reference) or _is_common(name):
                    continue
                words = tuple(t.text for t in name)
                taken.update(range(name.start, name.end))
                yield NameSpan(number, name.start, name.end, KINDS[ent.label_], words)
        for first, end in _titled(parse, taken):
            yield NameSpan(number, first, end, PERSON, tuple(t.text for t in parse[first:end]))


def _titled(parse: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """The words behind a title that the parser took for no name: "Governor [Cy Day]"."""
    for token in parse:
        if token.text not in _titles() or token.ent_type_ or token.i in taken:
            continue
        first = end = token.i + 1
        while end < len(parse) and end not in taken and _is_name_word(parse[end]):
            end += 1
        if end > first:
            yield first, end


def _is_name_word(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper() and token.text not in _titles()


def _bare_surnames(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        for ent in paragraph.parse.ents:
            name = _stripped(ent) if ent.label_ == "PERSON" else None
            if name and len(name) > 1:
                yield name[-1].text


def _is_common(name: Tokens) -> bool:
    """True of "the Department" alone, which stands for a body named before, and of "GMT"."""
    words = descriptions()
    return len(name) == 1 and (
        name[0].lower_ in words.organisation or name[0].text in words.no_names
    )


def _stripped(ent: Tokens) -> Tokens | None:
    """A parser's name without article, titles, numbers and genitive; None if no name is left."""
    titles = _titles()
    first, end = ent.start, ent.end
    while first < end and (
        ent.doc[first].lower_ in ("the", "a", "an") or ent.doc[first].text in titles
    ):
        first += 1
    while end > first and (
        ent.doc[end - 1].text in GENITIVE or not ent.doc[end - 1].text[0].isalnum()
    ):
        end -= 1
    name = ent.doc[first:end]
    if not len(name) or not name[0].text[0].isupper() or len(name) > LONGEST_NAME:
        return None
    return None if any(t.like_num or t.is_quote for t in name) else name


def _runs_on(name: Tokens, reference: Reference) -> bool:
    """True for a known name with the next word stuck to it, as in "United Statesand"."""
    last = name[-1].text
    heads = tuple(token.text for token in name[:-1])
    return any((*heads, last[:end]) in reference.names for end in range(2, len(last))
               if last[end].islower() and len(name) > 1)  # fmt: skip


@cache
def _titles() -> frozenset[str]:
    return frozenset(descriptions().titles)


def _voted(
    paragraphs: Sequence[Paragraph], name_spans: Sequence[NameSpan]
) -> Mapping[tuple[str, ...], EntityKind | None]:
    """The kind of each name, by the votes of its places; None for what is nobody.

    The parser has one vote at each place. Where a single name is the only one of its paragraph and
    "he" or "she" follows it, that outvotes a reading as an organisation.
    """
    votes: defaultdict[tuple[str, ...], Counter[EntityKind | None]] = defaultdict(Counter)
    people = {c.paragraph for c in name_spans if c.kind is PERSON}
    for name_span in name_spans:
        if name_span.known is not None:
            continue
        parse = paragraphs[name_span.paragraph].parse
        vote: EntityKind | None = name_span.kind
        if vote is ORGANISATION and _is_single(name_span.words):
            if name_span.paragraph not in people and _he_follows(parse, name_span.end):
                vote = PERSON
            elif not _stands_for_a_body(parse, name_span):
                vote = None
        votes[name_span.words][vote] += 1
    return {words: _winner(counter) for words, counter in votes.items()}


def _winner(counter: Counter[EntityKind | None]) -> EntityKind | None:
    """The most frequent kind; somebody before nobody."""
    named = Counter({kind: n for kind, n in counter.items() if kind is not None})
    return named.most_common(1)[0][0] if named else None


def _is_single(words: tuple[str, ...]) -> bool:
    """One word, or one with a hyphen, that is no acronym: "Janes", "Smith-Spark"."""
    return (len(words) == 1 or "-" in words) and not words[0].isupper()


def _he_follows(parse: Doc, end: int) -> bool:
    return any(token.lower_ in ("he", "she") for token in parse[end:])


def _stands_for_a_body(parse: Doc, name_span: NameSpan) -> bool:
    """True where the name does something; "in Mariupol" and "State" name no body."""
    head = parse[name_span.end - 1]
    return head.dep_ in ("nsubj", "nsubjpass") or (
        head.dep_ == "pobj"
        and head.head.lower_ in ("to", "by")
        and head.head.head.lower_ == "according"
    )


def _surnames(
    name_spans: Sequence[NameSpan],
    kinds: Mapping[tuple[str, ...], EntityKind | None],
    registry: CandidateRegistry,
) -> dict[tuple[str, ...], list[tuple[int, int, int]]]:
    """The people of each surname: (paragraph, token, candidate) of each full name."""
    found: defaultdict[tuple[str, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for name_span in name_spans:
        words = name_span.words
        if name_span.known:
            if name_span.kind is not PERSON:
                continue
            candidate = registry.of_known(name_span.known)
            if surname := registry.reference.known[name_span.known].surname:
                words = words_of(surname)
        elif kinds[words] is PERSON and len(words) > 1 and words[1] != "-":
            candidate = registry.of_name(_name(words), PERSON)
        else:
            continue
        found[_surname(words)].append((name_span.paragraph, name_span.first, candidate))
    return {surname: sorted(bearers) for surname, bearers in found.items()}


def _surname(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "Ursula von der Leyen" → von der Leyen; "Laura Smith-Spark" → Smith-Spark."""
    while len(words) > 1 and (words[-1] in GENERATIONS or not words[-1][0].isalnum()):
        words = words[:-1]
    start = len(words) - 1
    while start > 1 and (
        words[start - 1] == "-" or words[start] == "-" or words[start - 1].islower()
    ):
        start -= 1
    return words[start:]


def _with_surnames(
    name_spans: list[NameSpan],
    number: int,
    parse: Doc,
    surnames: Mapping[tuple[str, ...], list[tuple[int, int, int]]],
    longest: int,
) -> list[NameSpan]:
    """The candidates, and each bare surname between them that the parser missed."""
    taken = {i for c in name_spans for i in range(c.first, c.end)}
    texts = tuple(token.text for token in parse)
    for i in range(len(texts)):
        for length in range(min(longest, len(texts) - i), 0, -1):
            words = texts[i : i + length]
            if words in surnames and taken.isdisjoint(range(i, i + length)):
                name_spans.append(NameSpan(number, i, i + length, PERSON, words))
                taken.update(range(i, i + length))
                break
    return sorted(name_spans, key=lambda c: c.first)


def _candidate(
    name_span: NameSpan,
    kinds: Mapping[tuple[str, ...], EntityKind | None],
    surnames: Mapping[tuple[str, ...], list[tuple[int, int, int]]],
    registry: CandidateRegistry,
) -> int | None:
    """The number of the candidate that a span names; of two of one surname, the one named in full last."""
    if name_span.known:
        return registry.of_known(name_span.known)
    if bearers := surnames.get(name_span.words):
        here = (name_span.paragraph, name_span.first)
        before = bisect_right(bearers, here, key=lambda bearer: bearer[:2])
        return bearers[max(0, before - 1)][2]
    kind = kinds[name_span.words]
    return registry.of_name(_name(name_span.words), kind) if kind else None


def _name(words: tuple[str, ...]) -> str:
    return " ".join(words).replace(" - ", "-").replace(" ’s", "’s").replace(" 's", "'s")
