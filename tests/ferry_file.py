"""An SQLite file with the ferry document."""

from pathlib import Path

from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.write.knowledge import reconcile, reconcile_reference
from tests.conftest import NOW
from tests.knowledge_samples import REFERENCE, ferry


def ferry_file(path: Path) -> Path:
    """Make such a file there, with its folder, as the command line would."""
    engine = engines.create(f"sqlite:///{path}")
    upgrade(engine)
    with engines.write_transaction(engine) as session:
        reconcile_reference(session, REFERENCE)
        reconcile(session, ferry(), "1", NOW)
    engine.dispose()
    return path
