"""Whatever a parser makes of a sentence, what the grammar finds in it stands in the text.

The parser is a model: any tree over any words may come out of it. These trees are made by chance.
"""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from app.extraction.attribution.rules.cues import find_cues

WORDS = [
    "the",
    "report",
    "critics",
    "who",
    "that",
    "as",
    "by",
    "of",
    "from",
    "to",
    "is",
    "has",
    "not",
    "and",
    "but",
    "says",
    "said",
    "told",
    "asking",
    "urging",
    "demanded",
    "noted",
    "denied",
    "claim",
    "view",
    "account",
    "disputes",
    "according",
    "stands",
    "Lee",
    "Russia",
    "they",
    "it",
    "she",
    ",",
    ".",
    "“",
    "”",
    "-",
    "(",
    ")",
]
DEPENDENCIES = [
    "nsubj",
    "nsubjpass",
    "csubj",
    "ccomp",
    "xcomp",
    "advcl",
    "parataxis",
    "relcl",
    "acl",
    "conj",
    "cc",
    "agent",
    "pobj",
    "prep",
    "poss",
    "aux",
    "neg",
    "mark",
    "dobj",
    "punct",
    "appos",
    "prt",
    "ROOT",
]
PARTS = ["NOUN", "PROPN", "PRON", "VERB", "AUX", "ADP", "SCONJ", "PUNCT", "ADV"]
TAGS = ["NN", "NNS", "NNP", "VB", "VBD", "VBG", "VBZ", "TO", "MD", "WP", "WDT", "IN", ","]
LEMMAS = {
    "says": "say", "said": "say", "told": "tell", "asking": "ask", "urging": "urge",
    "demanded": "demand", "noted": "note", "denied": "deny", "disputes": "dispute", "is": "be",
}  # fmt: skip
PART_OF = dict.fromkeys(LEMMAS, "VERB") | dict.fromkeys(("account", "claim", "view"), "NOUN")
VOCABULARY = Vocab()


def parse_of(chance: Random) -> Doc:
    """A sentence of chance, of which every word but one depends on another, nearer to the root."""
    size = chance.randint(2, 14)
    words = chance.choices(WORDS, k=size)
    order = chance.sample(range(size), size)
    heads = list(range(size))
    for rank, token in enumerate(order[1:], 1):
        heads[token] = order[chance.randrange(rank)]
    deps = chance.choices(DEPENDENCIES, k=size)
    deps[order[0]] = "ROOT"
    return Doc(
        VOCABULARY,
        words,
        heads=heads,
        deps=deps,
        pos=[PART_OF.get(word) or chance.choice(PARTS) for word in words],
        tags=chance.choices(TAGS, k=size),
        lemmas=[LEMMAS.get(word, word) for word in words],
    )


@given(st.integers(0, 2**32).map(Random))
def test_every_part_of_a_cue_is_at_least_a_word_of_its_text(chance: Random) -> None:
    for parse in (parse_of(chance) for _ in range(50)):
        for cue in find_cues(parse):
            for first, end in (cue.range, *cue.content, *([cue.source] if cue.source else [])):
                assert 0 <= first < end <= len(parse)
