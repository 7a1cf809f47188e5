"""Claims in the order of how well they answer a question in words."""

from collections.abc import Sequence
from operator import itemgetter

from sqlalchemy import ColumnElement, RowMapping, Select
from sqlalchemy.orm import Session

from app.storage.read.paging import Item
from app.storage.schema.full_text import Term, plain, score

# Ranking every hit of a common word would take seconds.
RANKED = 1000
RANK: list[type] = [int, int, str, int, str]

Rank = tuple[str | int, ...]
"""What orders a claim, of the types that RANK names."""


def ranked(
    session: Session,
    query: Select[*tuple[object, ...]],
    newest: Sequence[ColumnElement[str] | ColumnElement[int]],
    terms: Sequence[Term],
    values: Item,
) -> list[tuple[Rank, RowMapping]]:
    """The newest that the query finds: best first, and newest first among equals."""
    rows = session.execute(query.order_by(*newest).limit(RANKED), values).mappings()
    return sorted(((_rank(row, terms), row) for row in rows), key=itemgetter(0))


def _rank(row: RowMapping, terms: Sequence[Term]) -> Rank:
    newest = (row["recency"], row["document_id"], row["ordinal"], row["id"])
    return (-score(terms, plain(row["text"])), *newest)
