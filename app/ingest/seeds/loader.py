"""A folder → the database: reference data and codebook first, then one document after the other.

Each document is stored in a transaction of its own, and read before that, so that others may read and
write meanwhile. What is ended half-way goes on the next time, as documents that have not changed are
recognised. `strict` reads everything first and then writes everything or, on any error, nothing.

A folder adds to what others brought: what it does not mention is only taken away where no other
folder was ever loaded, and what it has no file for is not touched.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import ExtractionError, SourceError
from app.domain.knowledge import Document, Knowledge
from app.ingest.documents import TextFile
from app.ingest.failures import failing_as
from app.ingest.fingerprint import Basis
from app.ingest.seeds.folder import Folder, documents_of
from app.ingest.service import extract_changed, store
from app.storage.database.engine import Engine, Session, write_transaction
from app.storage.mapping.diff import ChangeCounts, Upkeep
from app.storage.write import entities, propositions, seed_folders

Tracked = Callable[[Sequence[TextFile]], Iterable[TextFile]]
Failure = SourceError | ExtractionError


@dataclass(frozen=True, slots=True)
class Loaded:
    """Result of loading a folder: the number of documents, the changes, the failures."""

    documents: int
    changes: ChangeCounts
    failures: tuple[Failure, ...] = ()


def load_folder(
    database: Engine,
    folder: Folder,
    tracked: Tracked = iter,
    now: datetime | None = None,
    *,
    strict: bool = False,
) -> Loaded:
    """Load a folder's documents; a second run changes nothing.

    `tracked` passes the texts on one by one, and may show how far they are. What is new or changed is
    recorded as of `now`, by default the moment it is.
    """
    basis = Basis.of(folder.reference, folder.codebook, folder.operating_point)
    now = now or datetime.now(UTC)
    load = _load_all_or_nothing if strict else _load_one_by_one
    return load(database, folder, tracked, basis, now)


def _load_one_by_one(
    database: Engine, folder: Folder, tracked: Tracked, basis: Basis, now: datetime
) -> Loaded:
    with write_transaction(database) as session:
        changes = _begin(session, folder, now)
    failures: list[Failure] = []
    for text, document in documents_of(folder, tracked(folder.texts)):
        try:
            if found := _extracted(database, text, document, basis):
                with _storing(database, text.path) as session:
                    changes += _stored(session, text, found, basis, now)
        except (SourceError, ExtractionError) as error:
            failures.append(error)
    with write_transaction(database) as session:
        _end(session, folder)
    return Loaded(len(folder.texts), changes, tuple(failures))


def _load_all_or_nothing(
    database: Engine, folder: Folder, tracked: Tracked, basis: Basis, now: datetime
) -> Loaded:
    ready: list[tuple[TextFile, Knowledge]] = []
    failures: list[Failure] = []
    for text, document in documents_of(folder, tracked(folder.texts)):
        try:
            if found := _extracted(database, text, document, basis):
                ready.append((text, found))
        except (SourceError, ExtractionError) as error:
            failures.append(error)
    if failures:
        return Loaded(len(folder.texts), ChangeCounts(), tuple(failures))
    try:
        with _storing(database, folder.path) as session:
            changes = _begin(session, folder, now)
            for text, found in ready:
                with failing_as(text.path, "store"):
                    changes += _stored(session, text, found, basis, now)
            _end(session, folder)
    except ExtractionError as error:
        return Loaded(len(folder.texts), ChangeCounts(), (error,))
    return Loaded(len(folder.texts), changes)


@contextmanager
def _storing(database: Engine, path: Path) -> Iterator[Session]:
    """Transaction whose unexpected errors are failures of this file.

    If the database itself is away, its next use reports that.
    """
    with (
        # Some errors in records show only at the commit.
        failing_as(path, "store"),
        write_transaction(database) as session,
        failing_as(path, "store"),
    ):
        yield session


def _extracted(
    database: Engine, text: TextFile, document: Document | Failure, basis: Basis
) -> Knowledge | None:
    """A text's knowledge, or None where the database has it; raises the text's error."""
    if not isinstance(document, Document):
        raise document
    with failing_as(text.path, "extract"):
        return extract_changed(database, document, basis, is_assumed=not text.has_metadata)


def _stored(
    session: Session, text: TextFile, found: Knowledge, basis: Basis, now: datetime
) -> ChangeCounts:
    return store(session, found, basis, now, is_assumed=not text.has_metadata)


def _begin(session: Session, folder: Folder, now: datetime) -> ChangeCounts:
    """Store the reference data and propositions of a folder."""
    alone = seed_folders.begin(session, folder.path)
    others = Upkeep.MERGE if folder.has_reference else Upkeep.FILL
    curated = [known.entity for known in folder.reference.known.values()]
    return entities.reconcile_reference(
        session, curated, now, Upkeep.REPLACE if alone else others
    ) + propositions.reconcile(
        session, folder.codebook.propositions, Upkeep.REPLACE if alone else Upkeep.MERGE
    )


def _end(session: Session, folder: Folder) -> None:
    entities.remove_orphans(session)
    seed_folders.finish(session, folder.path)
