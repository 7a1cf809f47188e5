"""The relation rules in use. A new rule is a module with `METHOD` and `find`, and a line here."""

from typing import Final

from app.extraction.relations import (
    additive,
    anaphora,
    attributed_claims,
    contrasts,
    named_target,
    replies,
)
from app.extraction.relations.reader import reader
from app.extraction.relations.rule import RelationRule

# In order of precedence: a relation is on record as the first rule finds it.
RULES: Final[tuple[RelationRule, ...]] = (
    anaphora,
    named_target,
    attributed_claims,
    replies,
    contrasts,
    additive,
    # Last: where a rule finds the same two claims, its words say more precisely why.
    reader,
)
