"""Full text on both databases: which claims hold what was asked for.

SQLite looks it up in an FTS5 table whose row numbers are kept in the order of the lists, newest first,
so that it finds the newest hits of a common word without ranking or sorting all of them.
PostgreSQL has a tsvector column with a GIN index. Both are made by migration 0003.
"""

from collections.abc import Sequence

import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    bindparam,
    column,
    exists,
    func,
    literal,
    literal_column,
    select,
    table,
)

from app.storage.schema import tables as t
from app.storage.schema.full_text import Term

INDEX = table("claim_words_index", column("rowid", BigInteger))
PLACE = table("claim_words_place", column("place", BigInteger), column("claim_id", String))

Keys = tuple[ColumnElement[str] | ColumnElement[int], ...]
NEWEST: Keys = (t.claim.c.recency, t.claim.c.document_id, t.claim.c.ordinal, t.claim.c.id)
READING: Keys = (t.claim.c.document_id, t.claim.c.ordinal, t.claim.c.id)
WORDS = bindparam("words", type_=String)
FOUND: ColumnElement[bool] = literal_column("claim_words_index").op("MATCH")(WORDS)


def matching(
    dialect: str, query: Select[*tuple[object, ...]], *, claim_by_claim: bool
) -> tuple[Select[*tuple[object, ...]], Keys]:
    """The query on claims, narrowed to those that hold all `words`, and the keys of newest first.

    SQLite begins with all that hold the words, unless they are to be looked for `claim_by_claim`: in
    each one's words, since its index would be searched from its beginning each time.
    """
    if dialect == "sqlite":
        placed = query.join(PLACE, PLACE.c.claim_id == t.claim.c.id)
        if claim_by_claim:
            read = placed.join(t.claim_words, t.claim_words.c.claim_id == t.claim.c.id)
            return read.where(~_lacks_one()), (PLACE.c.place,)
        return placed.join(INDEX, INDEX.c.rowid == PLACE.c.place).where(FOUND), (INDEX.c.rowid,)
    vector: ColumnElement[str] = literal_column("claim_words.vector")
    wanted = func.to_tsquery(literal_column("'simple'"), WORDS)
    joined = query.join(t.claim_words, t.claim_words.c.claim_id == t.claim.c.id)
    return joined.where(vector.op("@@")(wanted)), NEWEST


def holding() -> Select[int]:
    """The places of the claims that hold all `words`, on SQLite."""
    return select(INDEX.c.rowid).where(FOUND)


def values_of(dialect: str, terms: Sequence[Term]) -> dict[str, str]:
    """The terms, of which there has to be one, as the parameters take them."""
    if dialect == "sqlite":
        return {"words": _fts5(terms), "pieces": _pieces(terms)}
    return {"words": _tsquery(terms)}


def _lacks_one() -> ColumnElement[bool]:
    """True of a claim whose words hold some of the pieces nowhere."""
    piece = func.json_each(bindparam("pieces", type_=String)).table_valued("value").c.value
    words = literal(" ") + t.claim_words.c.words + literal(" ")
    return exists(select(piece).where(func.instr(words, piece) == 0).correlate(t.claim_words))


def _pieces(terms: Sequence[Term]) -> str:
    """`[" ferry talks ", " cre"]`: what words with a blank before and behind each hold of a term."""
    return orjson.dumps(
        [f" {' '.join(term.words)}{'' if term.prefix else ' '}" for term in terms]
    ).decode()


def _fts5(terms: Sequence[Term]) -> str:
    r"""`"ferry talks" AND "cre"*`: within quotation marks, nothing is an operator."""
    return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.prefix else ""}' for term in terms)


def _tsquery(terms: Sequence[Term]) -> str:
    r"""`'ferry' <-> 'talks' & 'cre':*`: within quotation marks, nothing is an operator."""
    return " & ".join(
        " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.prefix else "")
        for term in terms
    )
