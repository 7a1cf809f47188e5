"""Parts of a personal name: title, given names, surname, letters ("Prof Ann van der Lee KC")."""

import re
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from app.domain.identity import folded
from app.extraction.lexicon.word_lists import descriptions, names, people
from app.extraction.speakers.names.namesakes import GENITIVE

LONGEST_NAME = 7
GENERATIONS = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV", "VI"})
ELIDED = re.compile(r"[dlo]['’][^\W\d_]")
ARTICLES = frozenset({"the", "a", "an"})
# A given name and a surname.
FULL = 2
HYPHENS = frozenset({"-", "–"})


@cache
def _titles() -> frozenset[str]:
    courtesy = names().courtesy
    return frozenset(descriptions().titles) | courtesy.keys() | {f"{word}." for word in courtesy}


def is_title(token: Token) -> bool:
    """True of "Mr", "Prof." and "Governor"."""
    return token.text in _titles()


def is_courtesy(token: Token) -> bool:
    """True of a title that stands before nothing but a person's name: "Ms", "Cllr", "MR"."""
    return _courtesy(token) in names().courtesy


def _courtesy(token: Token) -> str:
    """A title as the word list has it: "Mr" for "MR."."""
    word = token.text.removesuffix(".")
    return word if word in names().courtesy else word.title()


def is_letters(token: Token) -> bool:
    """True of letters after a name: "MP", "QC"."""
    return token.text.replace(".", "") in names().letters


def is_particle(word: str) -> bool:
    """True of "van", "al" and "bin", which belong to the surname behind them."""
    return word.lower() in names().particles


def is_name_word(token: Token) -> bool:
    """True of a capitalised word that may be part of a name, and of "d'Aubrac"."""
    word = token.text
    if ELIDED.match(word):
        return True
    starts = word[0].isupper() and not is_title(token) and not is_letters(token)
    return starts and (token.pos_ in ("PROPN", "NOUN", "ADJ", "X") or not token.is_stop)


def title_gender(doc: Doc, first: int) -> str | None:
    """The gender that the titles before token `first` tell: "f" of "Prof Dame"."""
    while first and is_courtesy(doc[first - 1]):
        first -= 1
        if gender := names().courtesy[_courtesy(doc[first])]:
            return gender
    return None


def given_gender(words: Sequence[str]) -> str | None:
    """The gender that a full name's first word tells: "f" of "Priya Nair"; None where it tells none."""
    if len(words) < FULL:
        return None
    return names().gender_of(folded(words[0]))


def bare(doc: Doc, first: int, end: int) -> tuple[int, int] | None:
    """A name of the parser's without article, titles, letters, numbers and genitive; None if no name is left."""
    while first < end and (doc[first].lower_ in ARTICLES or is_title(doc[first])):
        first += 1
    if end - first > FULL and _is_occupation(doc[first]):
        first += 1  # "Conductor Pascal Orme".
    while end > first and (
        doc[end - 1].text in GENITIVE
        or not doc[end - 1].text[0].isalnum()
        or (is_letters(doc[end - 1]) and end - first > 1)
    ):
        end -= 1
    name = doc[first:end]
    if not len(name) or not name[0].text[0].isupper() or len(name) > LONGEST_NAME:
        return None
    return None if any(t.like_num or t.is_quote for t in name) else (first, end)


def _is_occupation(token: Token) -> bool:
    word = token.text
    return word.istitle() and word.lower() in people() and not names().gender_of(folded(word))


def begins(doc: Doc, first: int) -> bool:
    """True where a name may begin: at a capitalised word, or at the particles before one."""
    while first < len(doc) and (is_particle(doc[first].text) or doc[first].text in HYPHENS):
        first += 1
    return first < len(doc) and (doc[first].text[0].isupper() or is_name_word(doc[first]))


def run(doc: Doc, first: int) -> int:
    """Where the name that begins at token `first` ends: "Anna van der Lee-Roth" is one."""
    end = first
    while end < len(doc) and end - first < LONGEST_NAME:
        following = end
        while following < len(doc) and (
            doc[following].text in HYPHENS or is_particle(doc[following].text)
        ):
            following += 1
        hyphened = end < following and doc[following - 1].text in HYPHENS  # "Eun-byeol"
        if following == len(doc) or not (
            following == first or hyphened or is_name_word(doc[following])
        ):
            break
        end = following + 1
    return end


def surname(words: Sequence[str]) -> tuple[str, ...]:
    """ "Ursula von der Leyen" → von der Leyen; "Laura Smith-Spark" → Smith-Spark; "Kim Jr." → Kim."""
    words = without_generation(words)
    start = len(words) - 1
    while start > 1 and (
        words[start - 1] == "-"
        or words[start] == "-"
        or is_particle(words[start - 1])
        or words[start - 1].islower()
    ):
        start -= 1
    return tuple(words[start:])


def without_generation(words: Sequence[str]) -> Sequence[str]:
    """A name without "Jr." behind it."""
    while len(words) > 1 and (words[-1] in GENERATIONS or not words[-1][0].isalnum()):
        words = words[:-1]
    return words


def written(words: Sequence[str]) -> str:
    """The words as one name: "Smith-Spark"."""
    return " ".join(words).replace(" - ", "-").replace(" ’s", "’s").replace(" 's", "'s")
