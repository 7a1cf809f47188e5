"""Documents are read in any order: whom somebody speaks for is known in all of them in the end."""

from datetime import date
from functools import cache
from itertools import permutations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.identity import content_hash
from app.domain.knowledge import Document, Knowledge
from app.extraction.pipeline import extract
from app.ingest.fingerprint import Basis
from app.ingest.service import store
from app.storage.schema import tables as t
from app.storage.write.entities import reconcile_reference
from app.storage.write.propositions import reconcile
from tests.conftest import NOW
from tests.extraction_helpers import codebook, reference


def document(name: str, published: int, text: str) -> Document:
    on = date(2022, 1, published)
    return Document(name, name, "The Gazette", "en", on, text, content_hash(text))


FIRST = document(
    "first",
    10,
    "Jane Roe said Russia plans to attack Ukraine.\n"
    "The Pentagon said Russia does not plan to attack Ukraine.\n",
)
TELLING = document("telling", 11, "Pentagon spokeswoman Jane Roe said war could be avoided.\n")
LAST = document("last", 12, "Jane Roe said Russia intends to attack Ukraine.\n")


@cache
def said_in(read: Document) -> Knowledge:
    """What a document says, whatever was read before it."""
    return extract(read, reference(), codebook())


Rows = list[tuple[Any, ...]]


def known(session: Session, documents: tuple[Document, ...]) -> tuple[Rows, Rows]:
    """The statements and the relations after these documents have been read."""
    reconcile_reference(session, [entry.entity for entry in reference().known.values()], NOW)
    reconcile(session, codebook().propositions)
    basis = Basis.of(reference(), codebook())
    for read in documents:
        store(session, said_in(read), basis, NOW)
    undated = [c for c in t.relation.c if c.name not in {"version", "recorded_at"}]
    queries = (
        select(t.stance_record).order_by(*t.stance_record.primary_key),
        select(*undated).order_by(t.relation.c.id),
    )
    statements, relations = (list(map(tuple, session.execute(query))) for query in queries)
    return statements, relations


def test_in_every_order(session: Session) -> None:
    found = []
    for documents in permutations((FIRST, TELLING, LAST)):
        attempt = session.begin_nested()
        found.append(known(session, documents))
        attempt.rollback()
    statements, relations = found[0]
    assert all(state == found[0] for state in found)
    # What Jane Roe says anywhere is the Pentagon's word, and she has no dispute with it.
    by_roe = {row[2] for row in statements if row[1] == "jane-roe"}
    by_pentagon = {row[2] for row in statements if row[1] == "pentagon"}
    assert {row[4] for row in statements if row[1] == "jane-roe"} == {"first", "telling", "last"}
    assert by_roe < by_pentagon
    assert relations == []
