"""One statement in several documents: the same words by the same speaker, as an agency sends them to many papers."""

import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Edited by another desk, a statement keeps nearly all of its words, in order.
SAME_WORDS = 0.85
# Fewer are said by chance: "it was a mistake".
FEWEST_WORDS = 5
# A statement is in the papers for days; said again in another month, it is another one.
DAYS = 30
# So many words in a row are one piece of a sketch, and so many pieces are kept.
RUN = 4
KEPT = 4
NEGATIONS = frozenset(
    ["cannot", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "t", "without"]
)
NUMBERS = frozenset(
    ["billion", "dozen", "eight", "eighteen", "eighty", "eleven", "fifteen", "fifty", "five", "forty", "four",
     "fourteen", "half", "hundred", "million", "nine", "nineteen", "ninety", "one", "seven", "seventeen", "seventy",
     "six", "sixteen", "sixty", "ten", "thirteen", "thirty", "thousand", "three", "twelve", "twenty", "two"]
)  # fmt: skip
DENYING = re.compile(r"\b(?:den(?:y|ie)|disput|reject|dismiss|refut)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as another document may repeat it. `is_anonymous`: none of its speakers has a name."""

    text: str
    speakers: frozenset[str]
    is_anonymous: bool
    mention: str | None
    cue: str | None


def is_one_statement(one: Statement, other: Statement) -> bool:
    """True of the same words by the same speaker.

    An unnamed speaker is the same where also the words are that name it. What is said is not what is denied,
    and with another number or one more "not" it is another statement.
    """
    if one.is_anonymous and other.is_anonymous:
        is_same_speaker = (one.mention or "").lower() == (other.mention or "").lower()
    else:
        is_same_speaker = one.speakers == other.speakers
    if not is_same_speaker or _is_denied(one) != _is_denied(other):
        return False
    words, others = _words(one.text), _words(other.text)
    if _telling(words) != _telling(others):
        return False
    if min(len(words), len(others)) < FEWEST_WORDS:
        return False
    return SequenceMatcher(None, words, others, autojunk=False).ratio() >= SAME_WORDS


def sketch(text: str) -> tuple[int, ...]:
    """Numbers of which two texts of nearly the same words have some in common: a bottom-k sketch.

    Each run of four words gives a number, and the four smallest are kept. After A. Broder, "On the
    resemblance and containment of documents" (1997).
    """
    words = _words(text)
    runs = {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    return tuple(sorted(_number(run) for run in runs)[:KEPT])


def _number(run: str) -> int:
    """A number of 63 bits, which every database holds."""
    digest = hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _telling(words: list[str]) -> list[str]:
    """Negations and numbers: one more or another one says something else in nearly the same words."""
    return [word for word in words if word in NEGATIONS or word in NUMBERS or word[0].isdigit()]


def _is_denied(statement: Statement) -> bool:
    return DENYING.search(statement.cue or "") is not None
