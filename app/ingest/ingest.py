"""A document in, its knowledge in the database."""

from datetime import datetime

from app.domain.knowledge import Document, Knowledge
from app.extraction.pipeline import extract
from app.ingest.documents import UNKNOWN
from app.ingest.fingerprint import Basis
from app.storage import knowledge
from app.storage.engine import Engine, Session, reading


def extract_changed(database: Engine, document: Document, basis: Basis) -> Knowledge | None:
    """What a document says, or None where the database knows it. Nothing is locked meanwhile."""
    with reading(database) as session:
        if _is_known(session, document, basis):
            return None
    return extract(document, basis.reference, basis.codebook)


def store(session: Session, found: Knowledge, basis: Basis, now: datetime) -> knowledge.Changes:
    """Store what a document says, unless somebody else has done so since it was read.

    Records that come out the same keep their version, status and moment.
    """
    if _is_known(session, found.document, basis):
        return knowledge.Changes()
    knowledge.remove_former_names(session, found.document, now)
    return knowledge.reconcile(session, found, basis.fingerprint(found.document), now)


def _is_known(session: Session, document: Document, basis: Basis) -> bool:
    """True where nothing that matters to a document has changed.

    What is assumed of a text without metadata never replaces what the database knows of this text.
    """
    if knowledge.fingerprint_of(session, document.id) == basis.fingerprint(document):
        return True
    return document.publisher == UNKNOWN and knowledge.has_text(session, document)
