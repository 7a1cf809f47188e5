"""What is there is served, also from a disk that cannot be written to."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.write.documents import reconcile
from tests.conftest import NOW
from tests.ferry_file import ferry_file
from tests.knowledge_samples import many
from tests.serving import started

ASKED = ("/v1/claims", "/v1/claims/c-stop", "/v1/stats", "/v1/claims?q=ferry&sort=relevance", "/health/ready")  # fmt: skip
# Root may write where others may not, unless it goes without this right.
BOUND = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
# Not a byte more: what is written fails as on a full disk.
FULL = ("sh", "-c", 'ulimit -f 0; exec "$@"', "sh")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = ferry_file(tmp_path / "var" / "onrecord.sqlite3")
    yield path
    path.parent.chmod(0o700)


def answers(address: str) -> set[int]:
    return {int(httpx2.get(f"{address}{path}").status_code) for path in ASKED}


def test_what_cannot_be_written_to_is_served(file: Path) -> None:
    file.chmod(0o400)
    file.parent.chmod(0o500)
    with started(f"sqlite:///{file}", by=BOUND) as (address, _):
        assert answers(address) == {200}
        assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_what_was_not_moved_into_the_file_is_missed_where_nothing_can_be_written(
    file: Path, tmp_path: Path
) -> None:
    engine = engines.create(f"sqlite:///{file}")
    with engines.write_transaction(engine) as session:
        reconcile(session, many("more", 2), "1", NOW)
    folder = tmp_path / "copied"
    folder.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{file}{ending}", folder)
    engine.dispose()
    copy = folder / file.name
    url = f"sqlite:///{copy}"
    folder.chmod(0o500)
    try:
        done = migrate(url)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert f"{copy} cannot be read: what was written last is still in {copy}-wal" in line
    finally:
        folder.chmod(0o700)
    upgrade(engines.create(url))


def migrate(url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (*BOUND, sys.executable, "-m", "app", "migrate"),
        env={**os.environ, "ONRECORD_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_disk_is_served(file: Path) -> None:
    with started(f"sqlite:///{file}", by=FULL) as (address, _):
        assert answers(address) == {200}


def test_a_disk_that_fills_up_is_read_on(file: Path) -> None:
    with started(f"sqlite:///{file}") as (address, process):
        assert httpx2.get(f"{address}/health/ready").status_code == 200
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, 0))
        assert answers(address) == {200}
