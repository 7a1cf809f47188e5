"""A PostgreSQL server of the tests' own, where the machine has one to start."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.serving import free_port

# As in a new server: statistics of tables that each test empties again would mislead the planner.
OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c autovacuum=off"


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty database; the test is skipped where no server can be started."""
    programs, user = _programs(), _user()
    port = free_port()
    with TemporaryDirectory() as folder:
        shutil.chown(folder, user)
        data = Path(folder) / "data"

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), "--pgdata", str(data), *arguments]
            subprocess.run(
                command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, timeout=60
            )

        run("initdb", "--auth=trust", "--username=onrecord", "--encoding=UTF8", "--locale=C")
        log = str(Path(folder) / "log")
        run("pg_ctl", "start", "--wait", "--log", log, "--options", f"-p {port} {OPTIONS}")
        try:
            yield f"postgresql+psycopg://onrecord@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "--mode=immediate")


def _programs() -> Path:
    """Where `initdb` and `pg_ctl` are; a client's `pg_config` knows it, without a server there too."""
    config = shutil.which("pg_config")
    if config is not None:
        told = subprocess.run([config, "--bindir"], check=True, capture_output=True, text=True)
        folder = Path(told.stdout.strip())
        if (folder / "initdb").exists():
            return folder
    pytest.skip("there is no PostgreSQL server to start")


def _user() -> str:
    """Who runs the server, which refuses to be run by root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        pytest.skip("there is no user to run PostgreSQL")
