"""Kinds of names: person or organisation, by the votes of all places of a name."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from app.domain.enums import EntityKind
from app.extraction.draft import Paragraph
from app.extraction.lexicon.word_lists import descriptions, people
from app.extraction.parser import SUBJECTS
from app.extraction.speakers.names.name_spans import NameSpan
from app.extraction.speakers.names.personal_names import given_gender

PERSON, ORGANISATION = EntityKind.PERSON, EntityKind.ORGANISATION
# A title or letters outvote whatever the parser takes the name for elsewhere.
OF_A_TITLE = 100
# Tokens behind a name that may tell of a person: an age, "who", "a Danish sailor".
NEAR = 6

Kinds = Mapping[tuple[str, ...], EntityKind | None]


def kinds_of(paragraphs: Sequence[Paragraph], name_spans: Sequence[NameSpan]) -> Kinds:
    """The kind of each name, by the votes of its places; None for what is nobody.

    The parser has one vote at each place; what the text around it tells outvotes it there.
    """
    votes: defaultdict[tuple[str, ...], Counter[EntityKind | None]] = defaultdict(Counter)
    titled = {name_span.words[-1] for name_span in name_spans if name_span.titled}
    with_people = {c.paragraph for c in name_spans if c.kind is PERSON}
    for name_span in name_spans:
        if name_span.known is not None:
            continue
        parse = paragraphs[name_span.paragraph].parse
        vote: EntityKind | None = name_span.kind
        if vote is ORGANISATION:
            alone = name_span.paragraph not in with_people
            called = name_span.words[-1] in titled and not _is_body(name_span)
            if called or _reads_as_person(parse, name_span, alone=alone):
                vote = PERSON  # "Jannine Barnes", whom the text calls "Ms Barnes".
            elif _is_single(name_span.words) and not _stands_for_a_body(parse, name_span):
                vote = None
        elif _is_body(name_span) and not name_span.titled:
            vote = ORGANISATION
        votes[name_span.words][vote] += OF_A_TITLE if name_span.titled else 1
    return {words: _winner(counter) for words, counter in votes.items()}


def _winner(counter: Counter[EntityKind | None]) -> EntityKind | None:
    """The most frequent kind; somebody before nobody."""
    named = Counter({kind: n for kind, n in counter.items() if kind is not None})
    return named.most_common(1)[0][0] if named else None


def _reads_as_person(parse: Doc, name_span: NameSpan, *, alone: bool) -> bool:
    """True where the words around a name tell of one person: "farmer Joseph Oduor, 34,"."""
    if _is_body(name_span):
        return False
    if _is_single(name_span.words):
        return alone and _he_follows(parse, name_span.end)
    if name_span.words[0].isupper():
        return False
    before = parse[name_span.first - 1] if name_span.first else None
    if before is not None and before.text.islower() and before.lemma_ in people():
        return True
    return given_gender(name_span.words) is not None and (
        _is_told_of(parse, name_span.end) or (alone and _he_follows(parse, name_span.end))
    )


def _is_told_of(parse: Doc, end: int) -> bool:
    """True of "Amina Yusuf, 34,", "Amina Yusuf, who" and "Amina Yusuf, a Danish sailor"."""
    words = descriptions()
    offices = (*words.offices, *words.person)
    if parse[end : end + 1].text not in (",", "(", "who"):
        return False
    return any(
        t.like_num or t.lower_ in ("who", "whose") or t.lemma_ in people() or t.lemma_ in offices
        for t in parse[end : end + NEAR]
    )


def _is_body(name_span: NameSpan) -> bool:
    """True of "John Lewis Group"."""
    words = descriptions()
    last = name_span.words[-1].lower()
    return len(name_span.words) > 1 and last in (*words.organisation, *words.bodies)


def _is_single(words: tuple[str, ...]) -> bool:
    """One word, or one with a hyphen, that is no acronym: "Janes", "Smith-Spark"."""
    return (len(words) == 1 or "-" in words) and not words[0].isupper()


def _he_follows(parse: Doc, end: int) -> bool:
    return any(token.lower_ in ("he", "she") for token in parse[end:])


def _stands_for_a_body(parse: Doc, name_span: NameSpan) -> bool:
    """True where the name does something; "in Mariupol" and "State" name no body."""
    head = parse[name_span.end - 1]
    return head.dep_ in SUBJECTS or (
        head.dep_ == "pobj"
        and head.head.lower_ in ("to", "by")
        and head.head.head.lower_ == "according"
    )
