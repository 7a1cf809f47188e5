"""Institutions that many countries have: "Congress" in Delhi, "the House" in London.

The reference data knows them as those of one country. In a text they are that country's only where
the text tells more of it than of any other.
"""

from collections import Counter
from collections.abc import Sequence

from app.domain.enums import EntityKind
from app.domain.knowledge import Entity
from app.extraction.draft import Paragraph
from app.extraction.inputs.reference import Reference
from app.extraction.lexicon.word_lists import descriptions
from app.extraction.speakers.candidates import CandidateRegistry


def countries_told_of(paragraphs: Sequence[Paragraph], reference: Reference) -> frozenset[str]:
    """The countries that a text tells of most: by their names, their people, their bodies and persons."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        words = [token.text for token in paragraph.parse]
        counts.update(
            country for word in words if (country := reference.demonyms.get(word)) is not None
        )
        for first, end, identifier in reference.find(words):
            entity = reference.entity(identifier)
            if is_shared(words[first:end]):
                continue
            country = entity.id if entity.kind is EntityKind.COUNTRY else entity.country
            if country:
                counts[country] += 1
    most = max(counts.values(), default=0)
    return frozenset(country for country, count in counts.items() if count == most)


def is_meant(words: Sequence[str], entity: Entity, registry: CandidateRegistry) -> bool:
    """False of a shared name where the text is not about the known institution's country."""
    return not is_shared(words) or entity.country in registry.countries


def is_shared(words: Sequence[str]) -> bool:
    """True of a name that institutions of many countries have."""
    return " ".join(words) in descriptions().institutions
