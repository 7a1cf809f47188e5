"""The service as `make run` starts it, on the shipped seeds."""

import fcntl
import pickle
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fastapi.testclient import TestClient

from app.domain.knowledge import Knowledge
from app.ingest.documents import TextFile
from app.ingest.fingerprint import Basis
from app.ingest.seeds.loader import load_folder
from app.ingest.service import store
from app.main import create_app
from app.settings import Settings
from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from tests.asking import Client
from tests.extraction_helpers import read_seed_document, seed_folder

LOADED = datetime(2026, 1, 1, tzinfo=UTC)


def read_once(shared: Path) -> Knowledge:
    """What the seed document says, for all who share this folder; the others wait for the first one."""
    with (shared / "seed-knowledge").open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        if written := file.read():
            known = pickle.loads(written)  # noqa: S301 (our own)
            assert isinstance(known, Knowledge)
            return known
        read = read_seed_document()
        file.write(pickle.dumps(read))
        return read


def seed(database_url: str, knowledge: Knowledge) -> None:
    """Load the shipped seeds into an empty database, always at the same moment.

    Their document is stored before it is its turn: the service finds that it need not read it again,
    which takes most of the time.
    """
    database, folder = engines.create(database_url), seed_folder()
    upgrade(database)

    def read_before(texts: Sequence[TextFile]) -> Iterable[TextFile]:
        with engines.write_transaction(database) as session:
            store(session, knowledge, Basis.of(folder.reference, folder.codebook), LOADED)
        return texts

    loaded = load_folder(database, folder, read_before, LOADED)
    assert loaded.documents == 1
    assert loaded.failures == ()
    database.dispose()


@contextmanager
def client_of(database_url: str) -> Iterator[TestClient]:
    """Asks the service on this database, within the test's own process."""
    app = create_app(Settings(database_url=database_url))
    with Client(app) as client:
        yield client
