"""Turns of transcripts, debates, briefings and interviews, by the shape of their labels.

"MR DOYLE: …", "Q14 Chair: …", "[Ana Ruiz] 10:32 …", "Senator Voss. …", and a name on a line of its own
with the speech below it. A text is taken for a transcript where labels come again, so that a
headline with a colon or a list of facts is none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from app.domain.span import Span
from app.extraction.lexicon.word_lists import one_of
from app.extraction.lexicon.word_lists import turns as words

LONGEST_LABEL = 90
# A label of more words is that of somebody only where it comes again.
LONGEST_NAME = 4
# A text has so many turns at least, and so great a share of its lines are labelled or spoken.
FEWEST_TURNS = 2
LEAST_SHARE = 0.2

_TIME = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?)"
_WORD = r"(?:[^\W\d_][\w'’.-]*)"
_NAME = rf"{_WORD}(?: (?:{_WORD}|&))" + r"{0,9}"
_ASIDE = r"(?: ?\([^()\n]{1,60}\))"
_TITLES = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Prof|Cllr)\.?"
_TITLED_ASIDE = re.compile(rf"\((?P<name>{_TITLES} [^()]+)\)")
_NAMED_ASIDE = re.compile(rf"\((?P<name>{_WORD}(?: {_WORD})+)\)")
# The patterns name the label; what stands behind it is spoken.
SHAPES = (
    re.compile(rf"(?:Q\.? ?\d+\.?[ \t]+)?(?P<name>(?!Q\d){_NAME}){_ASIDE}{{0,3}} ?:(?!\d)[ \t]*"),
    re.compile(rf"\[(?P<name>{_NAME})\] ?\(?{_TIME}\)?:?[ \t]*"),
    re.compile(rf"\[?\(?{_TIME}\)?\]?[ \t]+(?P<name>{_NAME}) ?:[ \t]*"),
    re.compile(r"(?P<name>[QA]\d*)(?:\.|[ \t])[ \t]*(?=\S)"),
    re.compile(
        r"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|Senator|Representative|Chairman|Chairwoman|Chair|The)\.? (?:[A-Z][\w'’-]+ ?){1,3})\.[ \t]+(?=[A-Z“\"])"
    ),
)
# Shapes with a time, which stand before nothing but a turn.
TIMED = (1, 2)
ALONE = re.compile(rf"(?P<name>{_NAME}){_ASIDE}{{0,3}}(?: -- .{{1,60}}| ?[\[(]?{_TIME}[\])]?:?)?")


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, by the place of the label in its line, and what is spoken, a stretch for each line."""

    line: Span
    label: Span
    speech: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A line that may open a turn: its shape, the place of its name, and where speech begins."""

    shape: int
    name: Span
    after: int


def turns_of(text: str, lines: Sequence[Span]) -> list[Turn]:
    """The turns of a text, in order; none where it is no transcript."""
    labelled = {i: found for i in range(len(lines)) if (found := _labelled(text, lines, i))}
    names = Counter(_key(one, text) for one in labelled.values())
    shapes = {shape for (shape, _), count in names.items() if count > 1}
    opening = {
        i: one
        for i, one in labelled.items()
        if one.shape in shapes
        and (one.shape in TIMED or names[_key(one, text)] > 1 or _is_person(one.name.of(text)))
    }
    if len(opening) < FEWEST_TURNS or len(opening) < LEAST_SHARE * len(lines):
        return []
    return list(_turns(text, lines, opening))


def _key(one: _Labelled, text: str) -> tuple[int, str]:
    return one.shape, one.name.of(text).casefold()


def _labelled(text: str, lines: Sequence[Span], i: int) -> _Labelled | None:
    line = lines[i]
    for shape, pattern in enumerate(SHAPES):
        match = pattern.match(text, line.start, line.end)
        if match and match.end() - line.start <= LONGEST_LABEL and _is_label(match["name"]):
            return _Labelled(shape, _named(text, match), match.end())
    match = ALONE.fullmatch(text, line.start, line.end)
    follows = i + 1 < len(lines)
    if match and follows and len(line.of(text)) <= LONGEST_LABEL and _is_label(match["name"]):
        return _Labelled(len(SHAPES), _named(text, match), line.end)
    return None


def _named(text: str, match: re.Match[str]) -> Span:
    """Who speaks: "Dr Hugh Prewett" of "The Minister (Dr Hugh Prewett)"."""
    aside = _TITLED_ASIDE.search(text, match.end("name"), match.end())
    if aside is None and match["name"].startswith("The "):
        aside = _NAMED_ASIDE.search(text, match.end("name"), match.end())
    return Span(*(aside or match).span("name"))


def _is_label(name: str) -> bool:
    """True of capitalised words: "Ms Orla Fenn", "THE COURT", "Q"; not of "Here is what he said"."""
    own = [word for word in name.split() if word not in words().small]
    lower = sum(word[0].islower() for word in own)
    return bool(own) and name[0].isupper() and lower <= (len(own) > 1 and own[0] in words().heads)


def _is_person(name: str) -> bool:
    """True of a name of several words, of capitals, and of a part that somebody has in a transcript."""
    own = [word for word in name.split() if word not in words().small]
    is_part = any(word.strip(".").casefold() in words().parts for word in own)
    return is_part or name.isupper() or 1 < len(own) <= LONGEST_NAME


def _turns(text: str, lines: Sequence[Span], opening: dict[int, _Labelled]) -> Iterator[Turn]:
    starts = sorted(opening)
    for i, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        one = opening[i]
        speech = [Span(one.after, lines[i].end)] if one.after < lines[i].end else []
        speech += [line for line in lines[i + 1 : end] if not _is_aside(line.of(text))]
        yield Turn(lines[i], one.name, tuple(speech))


def _is_aside(line: str) -> bool:
    """True of a stage direction, "(Applause)"."""
    return line[0] in "([" and line[-1] in ")]"


@cache
def procedural() -> re.Pattern[str]:
    """Sentences of a turn that say nothing: greetings, thanks, the chair's "please go ahead"."""
    return one_of([rf"\W*(?:{pattern})" for pattern in words().procedural])
