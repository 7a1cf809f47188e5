"""Databases for tests, on each of the two engines."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.postgresql import Server, name_of

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


def databases_of(server: Server) -> Databases:
    """Databases of this PostgreSQL server."""
    return partial(_postgresql_database, server)


@contextmanager
def _postgresql_database(server: Server, like: str | None) -> Iterator[str]:
    url = server.create("template1" if like is None else name_of(like))
    yield url
    server.drop(url)
