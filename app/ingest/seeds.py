"""The seed folder → the database, through the same `ingest` as every other document.

All files are read and checked before the first row is written, and everything is written in one
transaction: a broken file leaves the database as it was.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import SeedError
from app.domain.knowledge import Document
from app.ingest.codebook import shipped_codebook
from app.ingest.documents import read_documents
from app.ingest.ingest import ingest
from app.ingest.reference import read_reference
from app.storage import knowledge, propositions
from app.storage.engine import Engine, writing

Tracked = Callable[[Sequence[Document]], Iterable[Document]]


def load_seeds(
    database: Engine, directory: Path, tracked: Tracked = iter, now: datetime | None = None
) -> knowledge.Changes:
    """Make the database know what the seed folder says; a second run changes nothing.

    `tracked` passes the documents on one by one, and may show how far they are. What is new or
    changed is recorded as of `now`, by default the moment it is.
    """
    if not directory.is_dir():
        raise SeedError(directory, "", "there is no such folder; name one with entities.yaml in it")
    reference = read_reference(directory / "entities.yaml")
    codebook = shipped_codebook(directory, reference)
    documents = read_documents(directory / "documents")
    now = now or datetime.now(UTC)
    with writing(database) as session:
        curated = [known.entity for known in reference.known.values()]
        changes = knowledge.reconcile_reference(session, curated, now)
        changes += propositions.reconcile(session, codebook.propositions)
        for document in tracked(documents):
            changes += ingest(session, document, reference, codebook, now)
        knowledge.remove_orphans(session)
    return changes
