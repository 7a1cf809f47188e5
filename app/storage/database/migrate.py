"""The schema's history: Alembic, configured here, so that it works from wherever the app lies."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFreeError

from app.domain.errors import NotReadyError
from app.storage.database import address
from app.storage.database.engine import as_writer, file_of, lock_out_writers

MIGRATIONS = Path(__file__).parent / "migrations"
# The schema had these versions before its first release; none of them can be brought to it.
DRAFTS = {f"{number:04}" for number in range(1, 12)}


def upgrade(engine: Engine) -> None:
    """Bring the schema, from whatever version or no file, to the newest one.

    Where it is that already, nothing is written and nothing locked: a database that cannot be written to
    is served, and whoever starts need not wait for whoever writes.
    """
    if is_current(engine):
        return
    if (file := file_of(engine)) is not None:
        file.prepare()
    with _prepared(engine) as config:
        command.upgrade(config, "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Bring the schema back to `revision`; "base" is the empty database."""
    with _prepared(engine) as config:
        command.downgrade(config, revision)


def is_current(engine: Engine) -> bool:
    """True where the database answers and its schema is the newest one."""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest()
    except (DBAPIError, NoneFreeError, NotReadyError):
        return False


@cache
def newest() -> str | None:
    """The version of the schema that this code works with."""
    return ScriptDirectory.from_config(_config()).get_current_head()


@contextmanager
def _prepared(engine: Engine) -> Iterator[Config]:
    """A configuration that carries one connection, for `migrations/env.py` to use.

    It is locked before Alembic looks which version is there: of two who start at once, one migrates.
    """
    config = _config()
    try:
        with as_writer(engine).connect() as connection, connection.begin():
            lock_out_writers(connection)
            _refuse_drafts(engine, connection)
            config.attributes["connection"] = connection
            yield config
    except DBAPIError as error:
        raise _unusable(engine, str(error.orig)) from error
    except CommandError as error:
        # What it says first is that the version in the database is none of ours.
        raise _unusable(engine, f"{error}; another version of Onrecord made it") from error


def _refuse_drafts(engine: Engine, connection: Connection) -> None:
    if MigrationContext.configure(connection).get_current_revision() in DRAFTS:
        raise NotReadyError(
            f"The database {address.shown(engine.url)} was made by an earlier draft of Onrecord: "
            "load your documents again into a new one (`python -m app seed …`)"
        )


def _unusable(engine: Engine, reason: str) -> NotReadyError:
    cause = address.without_secrets(" ".join(reason.split()), engine.url)
    return NotReadyError(f"The database {address.shown(engine.url)} cannot be migrated: {cause}")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
