"""Described speakers: offices ("the defense secretary") and unnamed sources."""

from spacy.tokens import Token

from app.domain.enums import EntityKind
from app.extraction.lexicon.word_lists import descriptions, people
from app.extraction.speakers.candidates import CandidateRegistry
from app.extraction.speakers.names.institutions import is_meant
from app.extraction.speakers.roles import is_role, office_words, plain
from app.extraction.speakers.sources import Source

# Words of a description that tell no office from another.
EMPTY = frozenset({"the", "his", "her", "this", "a", "of", "to", "top"})


def describes(head: Token) -> bool:
    """True where the head noun describes somebody instead of naming them."""
    words, lemma = descriptions(), head.lemma_.lower()
    tables = (words.person, words.group, words.organisation, words.offices, words.document)
    return head.ent_type_ not in ("PERSON", "ORG", "GPE") and (
        is_statement(head) or lemma in people() or any(lemma in table for table in tables)
    )


def is_statement(head: Token) -> bool:
    """True of "the statement", which goes on for whoever made it."""
    return head.lemma_.lower() == "statement"


def office(source: Source) -> set[str]:
    """The words of a role: "the US defense secretary" → us, defense, secretary; else nothing."""
    words = {plain(t.text) for t in source.tokens if t.is_alpha or "-" in t.text} - EMPTY
    return words if any(is_role(word) for word in words) else set()


def role_words(registry: CandidateRegistry, candidate: int) -> set[str]:
    """All words that describe a person's office, in the text and in the reference data."""
    person = registry.candidates[candidate]
    if person.kind is not EntityKind.PERSON or person.anonymous:
        return set()
    words = registry.titles[candidate] | {plain(word) for word in (person.role or "").split()}
    if person.country and person.country in registry.reference.known:
        known = registry.reference.known[person.country]
        names = (known.entity.name, *known.entity.aliases, *known.demonyms)
        words = words | {part for name in names for part in name.lower().split()}
    return words


def unnamed(source: Source, registry: CandidateRegistry) -> int | None:
    """The candidate of a description: one person, a group, or a study.

    "The Russians" are Russia. What is no noun names nobody.
    """
    words, head, reference = descriptions(), source.head, registry.reference
    lemma = head.lemma_.lower()
    countries = (reference.country_of(token.text) for token in source.tokens)
    country = next((identifier for identifier in countries if identifier), None)
    if head.text in reference.demonyms and source.is_plural and country:
        return registry.of_known(country)
    if lemma in words.group or lemma in words.document:
        kind = EntityKind.ORGANISATION
    elif lemma in people() or lemma in words.person or lemma in office_words():
        kind = EntityKind.ORGANISATION if source.is_plural else EntityKind.PERSON
    elif head.pos_ == "PROPN" and all(t.text[0].isupper() for t in source.tokens if t.is_alpha):
        # A name that the parser did not take for one.
        several = sum(token.is_alpha for token in source.tokens) > 1
        person = several and not _is_body(source)
        named = EntityKind.PERSON if person else EntityKind.ORGANISATION
        return registry.of_name(_without_article(source), named)
    elif head.pos_ in ("NOUN", "PROPN"):
        kind = EntityKind.ORGANISATION
    else:
        return None
    own = [token.text for token in source.tokens]
    known = (
        entity
        for first, end, identifier in reference.find(own)
        if is_meant(own[first:end], entity := reference.entity(identifier), registry)
    )
    body = next((entity for entity in known if entity.kind is EntityKind.ORGANISATION), None)
    candidate = registry.of_name(_core(source), kind, anonymous=True)
    if not registry.candidates[candidate].anonymous:
        return candidate
    registry.learn(candidate, role=head.text.lower(), country=country)
    if body:
        registry.learn(candidate, country=body.country, member_of=body.id)
    return candidate


def _without_article(source: Source) -> str:
    """ "Dockers' Union" of "the Dockers' Union"."""
    tokens = source.tokens
    has_article = len(tokens) > 1 and tokens[0].lower_ in ("a", "an", "the")
    return tokens[1:].text if has_article else tokens.text


def _is_body(source: Source) -> bool:
    """True of "Harbour Workers Union"."""
    words = descriptions()
    lemma = source.head.text.lower()
    return lemma in words.organisation or lemma in words.group or source.is_plural


def _core(source: Source) -> str:
    """An unnamed source by its own words, without article: "senior Polish official"."""
    parse, first, head = source.tokens.doc, source.tokens.start, source.head.i
    while first < head and parse[first].pos_ in ("DET", "PUNCT", "ADP"):
        first += 1
    text = parse[first : head + 1].text
    return text.capitalize() if text.islower() and " " not in text else text
