"""Ingestion of one document: extract, then store."""

from datetime import datetime

from app.domain.enums import OperatingPoint
from app.domain.knowledge import UNKNOWN_PUBLISHER, Document, Knowledge
from app.extraction.pipeline import extract
from app.ingest.fingerprint import Basis
from app.storage.database.engine import Engine, Session, read_session
from app.storage.mapping.diff import ChangeCounts
from app.storage.write import documents


def extract_changed(
    database: Engine, document: Document, basis: Basis, *, is_assumed: bool = False
) -> Knowledge | None:
    """A document's knowledge, or None where the database has it. Nothing is locked meanwhile.

    `is_assumed`: nothing but its text is known. Then it is the document of this text that the database
    knows under another id, if there is one: what is assumed never replaces what is known.
    """
    with read_session(database) as session:
        document = _settled(session, document, is_assumed=is_assumed)
        if _is_known(session, document, basis, is_assumed=is_assumed):
            return None
    return extract(document, basis.reference, basis.codebook, OperatingPoint.COMPLETE)


def store(
    session: Session, found: Knowledge, basis: Basis, now: datetime, *, is_assumed: bool = False
) -> ChangeCounts:
    """Store a document's knowledge, unless another process has done so since it was read.

    Records that come out the same keep their version, status and moment.
    """
    document = found.document
    if _settled(session, document, is_assumed=is_assumed).id != document.id:
        return ChangeCounts()
    if _is_known(session, document, basis, is_assumed=is_assumed):
        return ChangeCounts()
    documents.remove_former_names(session, document, now)
    fingerprint = basis.fingerprint(document)
    return documents.reconcile(session, found, fingerprint, now, basis.operating_point)


def _settled(session: Session, document: Document, *, is_assumed: bool) -> Document:
    known = documents.namesake(session, document) if is_assumed else None
    return known or document


def _is_known(session: Session, document: Document, basis: Basis, *, is_assumed: bool) -> bool:
    """True where nothing that matters to a document has changed.

    One that has metadata somewhere is left to the folder that has them, unless it is to be read again.
    """
    made_from = documents.fingerprint_of(session, document.id)
    if made_from == basis.fingerprint(document):
        return True
    return is_assumed and document.publisher != UNKNOWN_PUBLISHER and bool(made_from)
