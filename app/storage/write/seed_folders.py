"""The folders that documents were loaded from: which there are, and which were not loaded to their end."""

import os
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.storage.schema import tables as t


def name_of(folder: Path) -> str:
    """The name by which a folder is known here: its whole path, as text that every database takes."""
    return os.fsencode(folder.resolve()).decode("utf-8", "backslashreplace")


def is_wanting(session: Session, folder: Path) -> bool:
    """True where this folder is to be loaded before anybody is served.

    That is where it was begun and not finished, and where there is no document, unless somebody else
    is loading another folder.
    """
    begun = unfinished(session)
    has_documents = session.execute(select(t.document.c.id).limit(1)).first() is not None
    return name_of(folder) in begun or not (begun or has_documents)


def unfinished(session: Session) -> list[str]:
    """The folders that were begun and not loaded to their end: who does that may be at it, or was ended."""
    seed_folder = t.seed_folder.c
    begun = select(seed_folder.path).where(seed_folder.is_loading).order_by(seed_folder.path)
    return list(session.execute(begun).scalars())


def begin(session: Session, folder: Path) -> bool:
    """Note that a folder is being loaded; True where no other one ever was."""
    path = name_of(folder)
    seed_folder = t.seed_folder.c
    known = set(session.execute(select(seed_folder.path)).scalars())
    if path not in known:
        session.execute(insert(t.seed_folder).values(path=path, is_loading=True))
    else:
        _set(session, path, is_loading=True)
    return known <= {path}


def finish(session: Session, folder: Path) -> None:
    """Note that a folder has been loaded to its end."""
    _set(session, name_of(folder), is_loading=False)


def _set(session: Session, path: str, *, is_loading: bool) -> None:
    seed_folder = t.seed_folder.c
    session.execute(
        update(t.seed_folder)
        .where(seed_folder.path == path, seed_folder.is_loading.is_not(is_loading))
        .values(is_loading=is_loading)
    )
