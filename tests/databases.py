"""Databases for tests, on each of the two engines."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tests.postgresql import Server

Databases = Callable[[str | None], AbstractContextManager[str]]
"""Opens a new database, a copy of one that nobody has open or an empty one, and deletes it in the end."""

ENGINES = ("sqlite", "postgresql")
# For what only one of them does.
on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)


@contextmanager
def sqlite_file(like: str | None = None) -> Iterator[str]:
    """The address of a file that, without a model, is not there yet, and neither is its folder."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "new" / "onrecord.sqlite3"
        if like is not None:
            file.parent.mkdir()
            shutil.copyfile(like.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"


def databases_of(server: "Server") -> Databases:
    """Databases of this PostgreSQL server."""
    return partial(_postgresql_database, server)


@contextmanager
def _postgresql_database(server: "Server", like: str | None) -> Iterator[str]:
    url = server.create(like)
    yield url
    server.drop(url)


def migrate(url: str) -> None:
    """Bring the schema of a database up to date."""
    from app.storage.database import engine as engines
    from app.storage.database.migrate import upgrade

    engine = engines.create(url)
    upgrade(engine)
    engine.dispose()


LEFT_BEHIND = (
    "SELECT sum(pg_table_size(oid)) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
SWEPT_BYTES = 1_000_000


def sweep(engine: "Engine") -> None:
    """Let PostgreSQL forget what was rolled back, or each test would look through all before it."""
    if engine.dialect.name != "postgresql":
        return
    from app.storage.schema.tables import metadata

    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.exec_driver_sql(LEFT_BEHIND).scalar_one() > SWEPT_BYTES:
            connection.exec_driver_sql(f"VACUUM {', '.join(metadata.tables)}")
