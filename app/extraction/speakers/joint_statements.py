"""Members of a joint source: "Lee, Ray and the council said" has three speakers.

"Lee's aide Bo Ray", "Lee, a former aide to Ray," and "officials of Lee and Ray" name somebody else
beside or instead of the speaker, and "Lee and Ray Ltd" is one name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from app.domain.span import Span
from app.extraction.lexicon.word_lists import descriptions, people
from app.extraction.speakers.names.personal_names import is_letters
from app.extraction.speakers.sources import PLURALS, RELATIVES, Source

CONJUNCTIONS = frozenset({"and", "or", "nor", "&"})
OPENING = frozenset({"both", "neither", "either"})
DETERMINERS = frozenset({"DET", "PRON"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch between separators; `joined` by "and", `apart` by a comma."""

    tokens: Tokens
    joined: bool
    apart: bool


def members(source: Source, names: Sequence[Span]) -> list[Source]:
    """The members of a source, each as a source of its own; the source alone where it has one.

    `names` are the places of the names within it, in order.
    """
    own = [tokens for name in names if (tokens := source.paragraph.tokens(name)) is not None]
    parts = list(_parts(source.tokens, {token.i for name in own for token in name[:-1]}))
    if not any(part.joined for part in parts):
        return [source]
    kept: list[Tokens] = []
    is_described = False
    for part in parts:
        if kept and _goes_on(part, kept[-1], is_described=is_described):
            if not is_described:
                kept[-1] = _joined(kept[-1], part.tokens)
        elif kept and not part.joined and _describes(part.tokens):
            is_described = True
        elif kept and not part.joined and _is_noun(kept[-1][-1]):
            kept[-1] = _joined(kept[-1], part.tokens)  # "the mayor's spokesman, Bo Ray"
        else:
            kept.append(part.tokens)
            is_described = any(token.tag_ in RELATIVES for token in part.tokens)
    if len(kept) == 1 or not all(_is_somebody(part, own) for part in kept):
        return [source]
    return [_of(source, part) for part in kept]


def _parts(tokens: Tokens, inside: set[int]) -> Iterator[_Part]:
    """The stretches between commas and "and", but for those within a name."""
    doc: Doc = tokens.doc
    first = tokens.start + (tokens[0].lower_ in OPENING)
    joined = apart = False
    for token in doc[first : tokens.end]:
        is_comma, joins = token.text == ",", token.lower_ in CONJUNCTIONS
        if token.i in inside or not (is_comma or joins):
            continue
        if token.i > first:
            yield _Part(doc[first : token.i], joined, apart)
            joined = apart = False
        joined, apart = joined or joins, apart or is_comma
        first = token.i + 1
    if first < tokens.end:
        yield _Part(doc[first : tokens.end], joined, apart)


def _goes_on(part: _Part, before: Tokens, *, is_described: bool) -> bool:
    """True of the end of a description: "officials of Lee [and Ray]", "who trained with Cole [and Ray]"."""
    if not part.joined or part.apart:
        return False
    head = part.tokens.root
    if head.dep_ == "conj" and before.start <= head.head.i < before.end:
        return is_described or head.head.dep_ in ("pobj", "poss", "dobj", "compound", "amod")
    return is_described or any(token.pos_ == "ADP" for token in before)


def _describes(part: Tokens) -> bool:
    """True of ", a former aide to Ray", ", 34" and ", Labour MP for Hull", which is nobody new."""
    first, last = part[0], part[-1]
    if not first.text[0].isupper() or first.is_stop or is_letters(first):
        return True
    return any(token.pos_ == "ADP" for token in part) or last.lemma_.lower() in (
        *descriptions().offices,
        *descriptions().person,
    )


def _is_noun(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.text.islower()


def _is_somebody(part: Tokens, names: Sequence[Tokens]) -> bool:
    """True of a name, of capitalised words that may be one, and of a noun that means people or a body."""
    if any(part.start <= name.start and name.end <= part.end for name in names):
        return True
    head = part.root
    if head.text[0].isupper():
        return head.pos_ in ("PROPN", "NOUN")
    lemma, words = head.lemma_.lower(), descriptions()
    means = lemma in people() or lemma in (*words.person, *words.group, *words.organisation)
    return head.pos_ == "NOUN" and (head.tag_ in PLURALS or (means and part[0].pos_ in DETERMINERS))


def _joined(one: Tokens, other: Tokens) -> Tokens:
    return one.doc[one.start : other.end]


def _of(source: Source, part: Tokens) -> Source:
    span = Span(part.start_char, part.end_char).shifted(source.paragraph.start)
    return replace(source, span=span, tokens=part)
