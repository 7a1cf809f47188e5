"""The turns of a transcript as attributions: each sentence of a turn is a claim of who has the turn.

"MR DOYLE: Good afternoon. The minister leaves for Oslo tonight." has one claim. Questions, greetings
and the chair's "please go ahead" are none, and what somebody who only asks says is none either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.span import Span
from app.extraction.attribution.content import cleaned
from app.extraction.draft import Attribution, Paragraph
from app.extraction.lexicon.word_lists import turns as words
from app.extraction.parser import ABBREVIATIONS
from app.extraction.segmentation.turns import Turn, procedural, turns_of

# Who has the turn, by pronoun.
FIRST_PERSON = frozenset({"i", "we"})
METHOD = "turn-1"
CONFIDENCE = 0.9
# A sentence of fewer words states nothing.
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A paragraph's part of a turn: the place of the label, and what is said as attributions."""

    label: Span
    claims: tuple[Attribution, ...]


def spoken(text: str, paragraphs: Sequence[Paragraph]) -> list[Spoken | None]:
    """What each paragraph has of a turn; None where it belongs to none."""
    found: list[Spoken | None] = [None] * len(paragraphs)
    numbers = {paragraph.line.span.end: number for number, paragraph in enumerate(paragraphs)}
    for turn in turns_of(text, [paragraph.line.span for paragraph in paragraphs]):
        found[numbers[turn.line.end]] = Spoken(turn.label, ())
        for speech in turn.speech:
            number = numbers[speech.end]
            claims = (
                ()
                if _asks(turn.label.of(text))
                else _claims(text, number, paragraphs[number], turn, speech)
            )
            found[number] = Spoken(turn.label, tuple(claims))
    return found


def with_turn(text: str, turn: Spoken | None, found: list[Attribution]) -> list[Attribution]:
    """A paragraph's attributions with those to who has the turn.

    What others found stays where it is somebody else's: "the minister told me that it is safe".
    """
    if turn is None:
        return found
    kept = [one for one in found if _is_anothers(text, turn, one)]
    return sorted((*turn.claims, *kept), key=lambda attribution: attribution.content[0])


def _is_anothers(text: str, turn: Spoken, one: Attribution) -> bool:
    """True of a statement of somebody else's that is not asked about."""
    if one.source is None or one.source.of(text).lower() in FIRST_PERSON:
        return False
    on_label = any(turn.label.overlap(piece) for piece in (one.source, *one.content))
    return not on_label and not one.content[-1].of(text).endswith("?")


def _asks(label: str) -> bool:
    return label.strip(".").casefold().rstrip("0123456789") in words().askers


def _claims(
    text: str, number: int, paragraph: Paragraph, turn: Turn, speech: Span
) -> Iterator[Attribution]:
    for span in _sentences(paragraph):
        own = Span(max(span.start, speech.start), span.end) if span.end > speech.start else None
        if own and _states(text, paragraph, own) and (content := cleaned(text, own)):
            yield Attribution(number, (content,), turn.label, None, ":", CONFIDENCE, METHOD)


def _sentences(paragraph: Paragraph) -> Iterator[Span]:
    """The sentences, whole where an abbreviation ("my hon. Friend") only looks like an end."""
    start = None
    for sentence in paragraph.parse.sents:
        start = sentence.start_char if start is None else start
        if sentence[-1].text not in ABBREVIATIONS:
            yield Span(start, sentence.end_char).shifted(paragraph.start)
            start = None
    if start is not None:
        yield Span(start, len(paragraph.parse.text)).shifted(paragraph.start)


def _states(text: str, paragraph: Paragraph, sentence: Span) -> bool:
    """False of a question, a greeting, and of words without a verb."""
    tokens = paragraph.tokens(sentence) or ()
    said = sentence.of(text).strip()
    if said.rstrip("\"'”’)]").endswith("?") or procedural().match(said):
        return False
    spoken = [token for token in tokens if token.is_alpha]
    return len(spoken) >= FEWEST_WORDS and any(t.pos_ in ("VERB", "AUX") for t in spoken)
