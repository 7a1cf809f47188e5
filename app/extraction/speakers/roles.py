"""Roles that the text gives: "the mayor's spokesman, Bo Ray".

A role stands before a name ("French Ambassador to Rome Ann Lee"), before a comma ("the mayor's
spokesman, Bo Ray") or after one ("Cy Day, chairman of the harbour board,").
"""

import re
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc

from app.domain.enums import EntityKind
from app.domain.span import Span
from app.extraction.draft import NameMention, Paragraph
from app.extraction.lexicon.word_lists import descriptions, people
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.names.namesakes import GENITIVE

LINKING = frozenset({"of", "the", "to", "for", "and", "-", "at", "on", "’s", "'s", "’", "'"})
LONGEST_ROLE = 12
# Titles that go with no office.
HONORIFICS = frozenset({"dr.", "mr.", "mrs.", "ms.", "sir"})


@cache
def office_words() -> frozenset[str]:
    """Lower-case words that make a phrase an office: "secretary", "gen."."""
    words = descriptions()
    titles = frozenset(title.lower() for title in words.titles)
    return (frozenset(words.offices) | titles) - HONORIFICS


def is_role(word: str) -> bool:
    """True of a lower-case word that tells what somebody is: "secretary", "farmer"."""
    return word in office_words() or word in people()


def plain(word: str) -> str:
    """A word of an office in the form in which offices are compared: "Gen." → "general"."""
    word = word.lower().strip(",")
    return descriptions().short_forms.get(word, word)


def learn_roles(
    paragraphs: Sequence[Paragraph],
    name_mentions: Sequence[NameMention],
    registry: CandidateRegistry,
) -> None:
    """Give each person the role, country and organisation that the text tells first."""
    by_start = {name_mention.span.start: name_mention for name_mention in name_mentions}
    for paragraph in paragraphs:
        parse = paragraph.parse
        starts = {token.idx + paragraph.start: token.i for token in parse}
        for start, first in starts.items():
            name_mention = by_start.get(start)
            if (
                name_mention is None
                or registry.candidates[name_mention.candidate].kind is not EntityKind.PERSON
            ):
                continue
            last = next(
                t.i
                for t in parse[first:]
                if t.idx + len(t) >= name_mention.span.end - paragraph.start
            )
            role = _before(parse, first) or _after(parse, last + 1)
            if role:
                _learn(paragraph, name_mention.candidate, role, by_start, registry)


def _before(parse: Doc, name: int) -> tuple[int, int] | None:
    """The role that ends where the name begins, or one comma before it."""
    end = name
    if end and parse[end - 1].text == ",":
        end -= 1
        if end == 0 or not is_role(parse[end - 1].lemma_.lower()):
            return None
    first = end
    while first and end - first < LONGEST_ROLE and _in_role(parse, first - 1):
        first -= 1
    while first < end and parse[first].lower_ in LINKING:
        first += 1
    words = [token.lower_ for token in parse[first:end]]
    return (first, end) if any(is_role(word) for word in words) else None


def _in_role(parse: Doc, i: int) -> bool:
    token = parse[i]
    if token.is_sent_start and token.pos_ in ("ADP", "SCONJ", "DET", "VERB", "ADV"):
        return False
    if token.lower_ in LINKING:
        return token.lower_ != "and" or (i > 0 and parse[i - 1].pos_ == "PROPN")
    if token.text[0].isupper():
        return token.pos_ in ("PROPN", "NOUN", "ADJ")
    return is_role(token.lower_) or token.lower_ in (
        "press",
        "national",
        "security",
        "former",
    )


def _after(parse: Doc, end: int) -> tuple[int, int] | None:
    """The role between the comma after a name and the next comma, stop or verb."""
    if end >= len(parse) or parse[end].text not in (",", "("):
        return None
    first = end + 1
    stop = first
    while stop < len(parse) and stop - first < LONGEST_ROLE:
        token = parse[stop]
        if (token.is_punct and token.text not in ("-", "&")) or token.pos_ in ("VERB", "AUX"):
            break
        stop += 1
    while first < stop and parse[first].lower_ in ("the", "a", "an", "who", "whose"):
        first += 1
    opening = [token.lemma_.lower() for token in parse[first : first + 4] if token.i < stop]
    if not any(is_role(word) for word in opening):
        return None
    return first, stop


def _learn(
    paragraph: Paragraph,
    candidate: int,
    role: tuple[int, int],
    by_start: dict[int, NameMention],
    registry: CandidateRegistry,
) -> None:
    tokens = paragraph.parse[role[0] : role[1]]
    country = member_of = None
    for token in tokens:
        country = country or registry.reference.country_of(token.text)
        name_mention = by_start.get(token.idx + paragraph.start)
        if name_mention is None or name_mention.candidate == candidate:
            continue
        other = registry.candidates[name_mention.candidate]
        owner = _is_owner(paragraph, name_mention.span)
        if other.kind is EntityKind.ORGANISATION:
            member_of = member_of or other.known or other.name
            country = country or other.country
        elif other.kind is EntityKind.PERSON and owner:
            member_of = member_of or other.member_of
            country = country or other.country
    owned = max((i + 1 for i, token in enumerate(tokens) if token.text in GENITIVE), default=0)
    registry.titles[candidate].update(plain(token.text) for token in tokens[owned:])
    text = re.sub(r"\s+", " ", tokens.text).strip(" ,")
    registry.learn(candidate, role=text, country=country, member_of=member_of)


def _is_owner(paragraph: Paragraph, span: Span) -> bool:
    name, end = paragraph.tokens(span), span.end - paragraph.start
    after = paragraph.parse[name.end : name.end + 2] if name else ()
    return any(end <= token.idx <= end + 1 and token.text in GENITIVE for token in after)
