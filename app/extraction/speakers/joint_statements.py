"""Speakers of a joint statement: of the people named in one source, those who speak.

"Lee and Ray said" has two speakers. "Lee's aide Bo Ray", "Lee, a former aide to Ray," and "the Lee
campaign" name somebody else beside or instead of the speaker.
"""

import re
from collections.abc import Sequence

from app.extraction.draft import NameMention
from app.extraction.speakers.sources import Source

COORDINATED = re.compile(r"\b(?:and|or|nor)\b|&", re.IGNORECASE)
# What begins a description of the one just named: ", a former aide to".
DESCRIBING = re.compile(r",? (?:an?|the|who|whom|whose|of|for|to|at)\b", re.IGNORECASE)
RELATIVE = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
AFTER_RELATIVE = re.compile(r", (?:and|or) ", re.IGNORECASE)


def speaking_people(text: str, named: Sequence[NameMention], source: Source) -> list[NameMention]:
    """The people of a source who speak, in text order."""
    kept: list[NameMention] = []
    for name_mention in named:
        if _modifies(name_mention, source):
            continue
        if kept:
            gap = text[kept[-1].span.end : name_mention.span.start]
            is_joint = bool(COORDINATED.search(gap))
            if not is_joint and DESCRIBING.match(gap):
                continue
            if RELATIVE.search(gap) and not AFTER_RELATIVE.search(gap):
                continue
            if not is_joint and "," not in gap:
                kept.pop()
        kept.append(name_mention)
    return kept


def _modifies(name_mention: NameMention, source: Source) -> bool:
    """True of a name before the common noun that the source is about: "the [Lee] campaign"."""
    tokens = source.paragraph.tokens(name_mention.span)
    if tokens is None:
        return False
    head = tokens.root
    return (
        head.dep_ in ("compound", "nmod")
        and head.head == source.head
        and source.head.pos_ == "NOUN"
        and source.head.i >= tokens.end
    )
