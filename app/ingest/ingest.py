"""A document in, its knowledge in the database."""

from datetime import datetime

from app.domain.identity import content_hash
from app.domain.knowledge import Document
from app.extraction.codebook import Codebook
from app.extraction.pipeline import extract
from app.extraction.reference import Reference
from app.extraction.version import extraction_version
from app.storage.engine import Session
from app.storage.knowledge import Changes, fingerprint_of, reconcile, remove_former_names


def ingest(
    session: Session, document: Document, reference: Reference, codebook: Codebook, now: datetime
) -> Changes:
    """Extract a document and store what it says, unless nothing that matters to it has changed.

    What matters is the document itself, the reference data, the codebook and the extraction. Where
    one of them changed, records that come out the same keep their version, status and moment.
    """
    fingerprint = content_hash(
        repr(document), repr(reference), repr(codebook), extraction_version()
    )
    if fingerprint_of(session, document.id) == fingerprint:
        return Changes()
    remove_former_names(session, document, now)
    return reconcile(session, extract(document, reference, codebook), fingerprint, now)
