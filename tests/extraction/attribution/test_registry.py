"""A further extractor beside the tagger: what it adds, and what it leaves to the tagger."""

import re
from collections.abc import Iterator, Sequence

from app.domain.knowledge import Document
from app.domain.span import Span
from app.extraction.attribution.merge import attribute
from app.extraction.attribution.registry import EXTRACTORS
from app.extraction.attribution.tagger import tagger_source
from app.extraction.draft import Attribution, Draft, Paragraph
from app.extraction.pipeline import read
from tests.extraction_helpers import TODAY, codebook, reference

MINUTES = re.compile(r"(?P<source>\w+) (?P<cue>moved|said) (?P<content>[^.]+)")


class Minutes:
    """An extractor for the minutes of meetings: "Lee moved the closure of the bridge"."""

    def find(self, text: str, paragraphs: Sequence[Paragraph]) -> Iterator[list[Attribution]]:
        """One attribution for each motion."""
        for number, paragraph in enumerate(paragraphs):
            line = paragraph.line.span
            yield [
                self._motion(number, match)
                for match in MINUTES.finditer(text, line.start, line.end)
            ]

    def _motion(self, number: int, match: re.Match[str]) -> Attribution:
        source, cue, content = (Span(*match.span(name)) for name in MINUTES.groupindex)
        return Attribution(number, (content,), source, cue, match["cue"], 0.9, "minutes-1")


def methods(text: str, *further: Minutes) -> dict[str, str]:
    """The method that found each content."""
    document = Document("d", "A document", "The Gazette", "en", TODAY, text, "")
    draft = read(Draft(document, reference(), codebook()))
    found = attribute(draft, (*EXTRACTORS, *further)).attributions
    return {attribution.content[0].of(text): attribution.method for attribution in found}


def test_a_further_extractor_adds_what_the_tagger_does_not_find() -> None:
    text = "Lee moved the closure of the bridge."

    assert methods(text) == {}
    assert methods(text, Minutes()) == {"the closure of the bridge": "minutes-1"}


def test_a_cue_that_the_tagger_takes_stays_its_own() -> None:
    text = "Merkel said the bridge was closed."

    assert methods(text, Minutes()) == {"the bridge was closed": tagger_source.METHOD}
