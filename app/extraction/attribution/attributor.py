"""The protocol of an attributor: one way of finding who said what, by which words."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from app.extraction.draft import Attribution, Paragraph


class Attributor(Protocol):
    """A module that finds attributions, such as a learned tagger or rules of grammar."""

    def find(self, text: str, paragraphs: Sequence[Paragraph]) -> Iterable[list[Attribution]]:
        """The attributions of each paragraph of a text, one list for each, in order."""
        ...
