"""Authors from bylines: entities like everybody named, but never speakers."""

from collections.abc import Iterator

from app.domain.enums import EntityKind
from app.domain.span import Span
from app.extraction.draft import Draft, NameMention
from app.extraction.segmentation.passages import bylines_of
from app.extraction.speakers.candidates import CandidateRegistry


def authors(draft: Draft, registry: CandidateRegistry) -> Iterator[NameMention]:
    """The mention of each author in a byline: "From the Gazette's Ann Lee" names Ann Lee.

    Who is named in full in the body too ("… told the Gazette's Ann Lee") is one person.
    """
    text = draft.document.text
    for line in draft.bylines:
        end = line.span.start
        for name in bylines_of(line.span.of(text)):
            start = text.find(name, end, line.span.end)
            if start >= 0 and " " in name:
                end = start + len(name)
                yield NameMention(Span(start, end), registry.of_name(name, EntityKind.PERSON))
