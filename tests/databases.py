"""Databases for tests, on each of the two engines."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.postgresql import Server

Databases = Callable[[], AbstractContextManager[str]]
"""Opens a new database, which is empty, and deletes it in the end."""

ENGINES = ("sqlite", "postgresql")
# For what only one of them does.
on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)


@contextmanager
def sqlite_file() -> Iterator[str]:
    """The address of a file that is not there yet, and neither is its folder."""
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'new' / 'onrecord.sqlite3'}"


def databases_of(server: Server) -> Databases:
    """Databases of this PostgreSQL server."""
    return partial(_postgresql_database, server)


@contextmanager
def _postgresql_database(server: Server) -> Iterator[str]:
    url = server.create()
    yield url
    server.drop(url)
