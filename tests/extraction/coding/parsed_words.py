"""Words of a parsed sentence, and whom they name."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from app.extraction.coding.agents import Agents
from tests.extraction_helpers import paragraph_of

NAMES = {
    "Russia": "russia",
    "Russian": "russia",
    "Moscow": "russia",
    "Putin": "russia",
    "Ukraine": "ukraine",
    "NATO": "nato",
}


def word_of(sentence: str, word: str) -> Token:
    """The first token of a sentence that is this word."""
    return next(token for token in paragraph_of(sentence).parse if token.text == word)


def agents_of(parse: Doc, speakers: Iterable[str] = ()) -> Agents:
    """Who does what in a sentence that is all a claim's."""
    named = {t.i: frozenset({NAMES[t.text]}) for t in parse if t.text in NAMES}
    return Agents({t.i: t for t in parse}, named, frozenset(speakers))
