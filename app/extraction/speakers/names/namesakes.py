"""Namesakes of known entities: "Jordan said" where the text has a Jim Jordan."""

from collections.abc import Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from app.domain.enums import EntityKind

GENITIVE = frozenset({"'s", "’s", "'", "’"})


def means_another(
    name: Tokens, kind: EntityKind, people: Sequence[Tokens | None], surnames: frozenset[str]
) -> bool:
    """True where a known name is part of a longer one, or the surname of somebody in the text."""
    single = name[0] if len(name) == 1 else None
    if kind is EntityKind.PERSON:
        return False
    if any(
        p and p.start <= name.start and name.end <= p.end and len(p) > len(name) for p in people
    ):
        return True
    if kind is EntityKind.ORGANISATION:
        return single is not None and _is_anothers(single)
    return single is not None and _is_somebody(single, surnames)


def _is_somebody(token: Token, surnames: frozenset[str]) -> bool:
    """True of "Jordan said" where the text has a Jim Jordan; "in Jordan" stays a country."""
    if token.text not in surnames or token.dep_ == "pobj":
        return False
    return token.i + 1 == len(token.doc) or token.nbor().text not in GENITIVE


def _is_anothers(token: Token) -> bool:
    """True where one word names only part of somebody else: "the Lower [House]"."""
    before = token.doc[token.i - 1] if token.i else None
    if before is None or before.pos_ != "PROPN" or before.ent_type_ not in ("", "ORG"):
        return False
    modifies = before.head.i == token.i and before.dep_ in ("compound", "amod", "nmod")
    return modifies and before.text[0].isupper()
