"""WalIndex to an SQLite file are seen without asking it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.database.wal_index import WalIndex


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a b.sqlite3"
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE t (n)")
    return file


@pytest.fixture
def commits(file: Path) -> Iterator[WalIndex]:
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("SELECT * FROM t").fetchall()
        yield WalIndex(str(file))


def test_each_commit_leaves_another_mark(file: Path, commits: WalIndex) -> None:
    marks = {commits.mark()}
    with closing(sqlite3.connect(file)) as writer:
        for n in range(1, 50):
            writer.execute("UPDATE t SET n = n" if n % 2 else "INSERT INTO t VALUES (1)")
            before = commits.mark()
            assert before in marks
            writer.commit()
            if n % 2 == 0:
                assert commits.mark() not in marks
            marks.add(commits.mark())
    assert None not in marks


def test_what_is_rolled_back_or_read_leaves_the_mark(file: Path, commits: WalIndex) -> None:
    before = commits.mark()
    with closing(sqlite3.connect(file)) as other:
        other.execute("INSERT INTO t VALUES (1)")
        other.rollback()
        assert other.execute("SELECT count(*) FROM t").fetchall() == [(0,)]
    assert commits.mark() == before


def test_a_checkpoint_is_no_reason_to_trust_an_old_mark(file: Path, commits: WalIndex) -> None:
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("INSERT INTO t VALUES (1)")
        writer.commit()
        before = commits.mark()
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        writer.execute("INSERT INTO t VALUES (2)")
        writer.commit()
    assert commits.mark() != before


def test_a_file_that_nobody_has_open_leaves_no_mark(tmp_path: Path) -> None:
    assert WalIndex(str(tmp_path / "nothing.sqlite3")).mark() is None
