"""How much is read at once: what a parser costs may grow with the square of a sentence."""

import re
from itertools import islice

# No paragraph of a newspaper is as long; a longer line (a page without line breaks) is cut.
LONGEST_LINE = 3000
MOST_WORDS = 600
WORD = re.compile(r"\w+|[^\w\s]")


def words_in(text: str) -> int:
    """How many words and marks a text has, about as many as a parser finds."""
    return sum(1 for _ in WORD.finditer(text))


def reach(text: str, start: int, end: int) -> int:
    """How far from `start` may be read at once; `end` at most."""
    end = min(end, start + LONGEST_LINE)
    if end - start <= MOST_WORDS:
        return end
    following = next(islice(WORD.finditer(text, start, end), MOST_WORDS, None), None)
    return following.start() if following else end
