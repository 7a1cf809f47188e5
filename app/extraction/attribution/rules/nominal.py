"""Cues that are not verbs: "according to the mayor", "her claim that", "assurances from the mayor that"."""

from collections import defaultdict
from functools import cache

from spacy.tokens import Doc, Token

from app.extraction.attribution.rules.cue import (
    CLAUSES,
    SUBJECTS,
    Cue,
    without_that,
)
from app.extraction.lexicon.word_lists import cues


def phrase_cue(token: Token) -> Cue | None:
    """ "according to the Pentagon": the rest of the sentence is the content."""
    for words in _phrases().get(token.lower_, ()):
        end = token.i + len(words)
        phrase = token.doc[token.i : end]
        if tuple(t.lower_ for t in phrase) != words:
            continue
        nouns = (child for t in phrase for child in t.children if child.dep_ == "pobj")
        noun = next((noun for noun in nouns if noun.i >= end), None)
        if noun is None:
            return None
        source = noun.left_edge.i, noun.right_edge.i + 1
        pieces = [(token.sent.start, token.i), (source[1], token.sent.end)]
        content = tuple(piece for piece in pieces if _has_words(token.doc, *piece))
        return Cue(token.i, " ".join(words), (token.i, end), source, content) if content else None
    return None


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Cue phrases as words, by their first word."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in cues().phrases:
        words = tuple(phrase.split())
        found[words[0]].append(words)
    return dict(found)


def _has_words(parse: Doc, first: int, end: int) -> bool:
    return sum(t.is_alpha and t.pos_ not in ("CCONJ", "ADV") for t in parse[first:end]) > 1


def noun_cue(token: Token) -> Cue | None:
    """ "Merkel's view is that it will rain", "her claim that it rained": whose it is, speaks."""
    lemma, verb = token.lemma_.lower(), token.head
    if token.pos_ != "NOUN" or lemma not in cues().nouns:
        return None
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is None:
        return _noun_cue_from(token, lemma)
    is_said = token.dep_ in SUBJECTS and verb.lemma_ == "be" and verb.i > token.i
    clauses = (
        (child for child in verb.rights if child.dep_ in CLAUSES)
        if is_said
        else (child for child in token.rights if child.left_edge.lower_ == "that")
    )
    if (clause := next(clauses, None)) is None:
        return None
    content = without_that(clause), clause.right_edge.i + 1
    span = token.i, (verb.i if is_said else token.i) + 1
    return Cue(token.i, lemma, span, (owner.left_edge.i, owner.i + 1), (content,))


def _noun_cue_from(token: Token, lemma: str) -> Cue | None:
    """ "assurances from the mayor that it is safe": the clause right behind whom it comes from.

    The parser seldom joins that clause to the noun, so its place is what tells.
    """
    origin = next(
        (c for c in token.rights if c.lower_ in ("from", "by") and c.dep_ == "prep"), None
    )
    owner = next((c for c in origin.rights if c.dep_ == "pobj"), None) if origin else None
    if owner is None or owner.right_edge.i + 1 >= len(token.doc):
        return None
    that = token.doc[owner.right_edge.i + 1]
    if that.lower_ != "that" or that.dep_ != "mark" or that.head.i < that.i:
        return None
    content = that.i + 1, that.head.right_edge.i + 1
    source = owner.left_edge.i, owner.right_edge.i + 1
    return Cue(token.i, lemma, (token.i, token.i + 1), source, (content,))
