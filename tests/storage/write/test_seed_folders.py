"""Which folders a database was filled from, and whether one is wanting."""

from pathlib import Path

from sqlalchemy.orm import Session

from app.storage.write import seed_folders
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from tests.conftest import NOW
from tests.knowledge_samples import REFERENCE, ferry

SEEDS, OTHER = Path("/srv/seeds"), Path("/srv/other")


def fill(session: Session) -> None:
    reconcile_reference(session, REFERENCE)
    reconcile(session, ferry(), "1", NOW)


def test_a_database_wants_the_folder_until_it_has_been_loaded_to_its_end(session: Session) -> None:
    assert seed_folders.is_wanting(session, SEEDS)
    seed_folders.begin(session, SEEDS)
    fill(session)
    assert seed_folders.is_wanting(session, SEEDS)
    seed_folders.finish(session, SEEDS)
    assert not seed_folders.is_wanting(session, SEEDS)
    seed_folders.begin(session, SEEDS)
    assert seed_folders.is_wanting(session, SEEDS)


def test_a_database_without_documents_wants_the_folder_unless_another_one_is_being_loaded(
    session: Session,
) -> None:
    seed_folders.begin(session, OTHER)
    assert not seed_folders.is_wanting(session, SEEDS)
    assert seed_folders.unfinished(session) == [str(OTHER)]
    seed_folders.finish(session, OTHER)
    assert seed_folders.is_wanting(session, SEEDS)
    assert seed_folders.unfinished(session) == []


def test_a_database_with_documents_from_before_wants_none(session: Session) -> None:
    fill(session)
    assert not seed_folders.is_wanting(session, SEEDS)


def test_a_folder_is_alone_until_another_one_comes(session: Session) -> None:
    assert seed_folders.begin(session, SEEDS)
    assert seed_folders.begin(session, SEEDS)
    assert not seed_folders.begin(session, OTHER)
    assert not seed_folders.begin(session, SEEDS)


def test_a_folder_is_the_same_by_every_way_to_it_and_may_have_any_name(
    session: Session, tmp_path: Path
) -> None:
    (tmp_path / "way").symlink_to(tmp_path)
    assert seed_folders.name_of(tmp_path / "way" / "x") == seed_folders.name_of(
        tmp_path / "." / "x"
    )
    assert seed_folders.begin(session, tmp_path / "odd\udcff\n")
    assert seed_folders.is_wanting(session, tmp_path / "odd\udcff\n")
