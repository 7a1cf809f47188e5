"""Predication of a claim: its one predicate, its subject and object, and whether it is negated.

Enough to tell that "the old bridge leaks oil" and "the bridge does not leak" cannot both be so; a
claim of any other form is left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from spacy.tokens import Token

from app.domain.knowledge import Claim
from app.extraction.draft import Draft
from app.extraction.relations.restatements import NEGATIONS

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "attr", "acomp", "nsubjpass"})
# Stop words that say how much or when, and so belong to what is said.
QUALIFIERS = frozenset({
    "all", "always", "any", "anymore", "both", "each", "entirely", "every", "few", "fully", "just",
    "less", "many", "more", "most", "much", "only", "some", "still", "yet",
})  # fmt: skip
MODALS = {"would": "will", "’ll": "will", "'ll": "will", "’d": "will", "'d": "will"}


@dataclass(frozen=True, slots=True)
class Predication:
    """Lemmas of the predicate, of the heads of its subject and object, and of all content words.

    Without a subject ("denied blocking the deal") the claim is about its own speaker. Without a
    predicate its words could not be told apart, and only the very same ones are like it.
    """

    predicate: str | None
    subject: str | None
    object: str | None
    modals: frozenset[str]
    words: tuple[str, ...]
    negated: bool
    speaker: frozenset[str]

    @classmethod
    def of(cls, draft: Draft, claim: Claim) -> Self | None:
        """The predication of a claim that has at most one "not", and no pronoun for what it is about."""
        tokens = [t for t in draft.tokens_of(claim) if t.is_alpha or t.lower_ in NEGATIONS]
        if any(token.pos_ == "PRON" and token.dep_ in SUBJECTS | OBJECTS for token in tokens):
            return None
        noes = [token for token in tokens if token.lower_ in NEGATIONS]
        if len(noes) > 1:
            return None
        root = _root(tokens)
        if root is None or any(no.dep_ != "neg" or no.head != root for no in noes):
            root, children = None, []
        else:
            inside = {token.i for token in tokens}
            children = [child for child in root.children if child.i in inside]
        return cls(
            predicate=root.lemma_.lower() if root else None,
            subject=_first(children, SUBJECTS) or _agent(children),
            object=_first(children, OBJECTS),
            modals=frozenset(MODALS.get(t.lower_, t.lower_) for t in tokens if t.tag_ == "MD"),
            words=tuple(t.lemma_.lower() for t in tokens if _means(t)),
            negated=bool(noes),
            speaker=frozenset((claim.mention or "").lower().split()),
        )

    def is_about_the_same(self, other: Self) -> bool:
        """True of the very same words, and of one predicate of one subject with no other object."""
        if self.modals != other.modals:
            return False
        if self.words == other.words and len(self.words) > 1:
            return True
        one_predicate = self.predicate is not None and self.predicate == other.predicate
        apart = self.object and other.object and self.object != other.object
        return one_predicate and not apart and self._has_subject_of(other)

    def _has_subject_of(self, other: Self) -> bool:
        if self.subject and other.subject:
            return self.subject == other.subject
        if self.subject or other.subject:
            named, speaker = (
                (self.subject, other.speaker) if self.subject else (other.subject, self.speaker)
            )
            return named in speaker
        return self.object is not None and self.object == other.object

    def holds(self, other: Self) -> bool:
        """True where this one says no less than the other one does."""
        return set(other.words) <= set(self.words)


def _root(tokens: Sequence[Token]) -> Token | None:
    inside = {token.i for token in tokens}
    roots = [t for t in tokens if t.head is t or t.head.i not in inside]
    verbs = [t for t in roots if t.pos_ in {"VERB", "AUX"}]
    alone = len(verbs) == 1 and all(t is verbs[0] or t.dep_ == "mark" for t in roots)
    return verbs[0] if alone else None


def _first(tokens: Sequence[Token], roles: frozenset[str]) -> str | None:
    return next((t.lemma_.lower() for t in tokens if t.dep_ in roles), None)


def _agent(tokens: Sequence[Token]) -> str | None:
    """The agent behind "by"."""
    agents = (below for t in tokens if t.dep_ == "agent" for below in t.children)
    return next((t.lemma_.lower() for t in agents), None)


def _means(token: Token) -> bool:
    kept = not token.is_stop or token.lower_ in QUALIFIERS
    return kept and token.lower_ not in NEGATIONS
