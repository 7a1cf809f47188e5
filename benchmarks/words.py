"""Words for made-up news: as frequent as a language's, and rare ones that stand in known numbers."""

import random
from itertools import accumulate

SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
VOCABULARY = 30_000
RARE_WORDS = 200
HITS_OF_A_RARE_WORD = 20


def word(rank: int) -> str:
    """The word of this rank: of two syllables or three, and no other has the same."""
    rank += len(SYLLABLES)
    made = ""
    while rank:
        rank, syllable = divmod(rank, len(SYLLABLES))
        made += SYLLABLES[syllable]
    return made


WORDS = [word(rank) for rank in range(VOCABULARY)]
# By Zipf's law: the second is half as frequent as the first.
UP_TO = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
# A long text to cut from, which is quicker than to draw each word anew.
LENGTH = 400_000
TEXT = random.Random(VOCABULARY).choices(WORDS, cum_weights=UP_TO, k=LENGTH)
COMMON = WORDS[:100]
RARE = [f"x{word(rank)}" for rank in range(RARE_WORDS)]


def some(chance: random.Random, least: int, most: int) -> list[str]:
    """So many words, each as often as it is usual."""
    begin = chance.randrange(LENGTH - most)
    return TEXT[begin : begin + chance.randint(least, most)]


def rare(number: int, claims: int) -> str | None:
    """The rare word in the claim of this number, if it holds one.

    However many claims there are, each of these words is in as many of them, from the first to the last.
    """
    hits = min(claims, RARE_WORDS * HITS_OF_A_RARE_WORD)
    place = number * hits // claims
    begins = place > (number - 1) * hits // claims
    return RARE[place % RARE_WORDS] if begins else None
