"""An SQLite file with the ferry document."""

from functools import cache
from pathlib import Path

from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from tests.conftest import NOW
from tests.databases import sqlite_file
from tests.knowledge_samples import REFERENCE, ferry


def ferry_file(path: Path) -> Path:
    """Make such a file there, with its folder, as the command line would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_made())
    return path


@cache
def _made() -> bytes:
    with sqlite_file() as url:
        engine = engines.create(url)
        upgrade(engine)
        with engines.write_transaction(engine) as session:
            reconcile_reference(session, REFERENCE)
            reconcile(session, ferry(), "1", NOW)
        engine.dispose()
        return Path(url.removeprefix("sqlite:///")).read_bytes()
