"""The command line: `python -m app serve | seed | extract | … | openapi | migrate`."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.progress import track

from app import scoring
from app.api.server import server
from app.domain.errors import ExtractionError, OnrecordError, SourceError
from app.domain.knowledge import Knowledge
from app.main import create_app
from app.settings import Settings
from app.storage.database import engine
from app.storage.database.migrate import upgrade
from app.storage.write import seed_folders
from app.terminal import (
    Relations,
    Tell,
    Workers,
    complain,
    complaints,
    console,
    log_config,
    one_line_errors,
    say,
    teller,
    watched,
)

if TYPE_CHECKING:
    from app.ingest.seeds.folder import Folder
    from app.ingest.seeds.loader import Loaded

cli = typer.Typer(
    name="onrecord",
    help="Who said what, on the record, and who disputes it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
# On shutdown, requests keep their usual time, and get this long for sending the responses.
GRACE_SECONDS = 2


@cli.callback()
def main() -> None:
    """Keep commands as subcommands, however few there are."""


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="The number of processes that answer.")] = 1,
) -> None:
    """Serve the API; migrate first, and load the seeds into an empty database.

    An interrupted load of the seeds is resumed.
    """
    with one_line_errors():
        settings = Settings()
        require_free(host, port)
        tell = teller(settings)
        prepare(settings, tell)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    tell(f"Onrecord answers at {address}/v1/claims; its docs are at {address}/docs")
    server.run(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        # By name: each worker imports it itself.
        http="app.api.server.protocol:BoundedProtocol",
        # No WebSockets: a request for one is answered like any other.
        ws="none",
        log_config=log_config(settings),
        # The application logs each request itself, with its id.
        access_log=False,
        server_header=False,
        proxy_headers=True,
        timeout_graceful_shutdown=ceil(settings.request_seconds) + GRACE_SECONDS,
    )


@cli.command()
def migrate() -> None:
    """Bring the database's schema to the newest version."""
    with one_line_errors(), migrated(Settings()):
        console.print("The schema is current.")


@cli.command()
def openapi() -> None:
    """Print the API's OpenAPI document as JSON."""
    with one_line_errors():
        document = create_app(Settings()).openapi()
    typer.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2))


@cli.command()
def seed(
    directory: Annotated[
        Path | None,
        typer.Argument(help="A folder of texts (*.txt), or one like seeds/, by default that one."),
    ] = None,
    published_on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="The date of texts without metadata, by default that of their file.",
        ),
    ] = None,
    strict: Annotated[  # noqa: FBT002 (how typer declares a flag)
        bool, typer.Option("--strict", help="Load nothing if a document fails.")
    ] = False,
) -> None:
    """Load documents; unchanged documents stay as they are.

    A NAME.yaml beside NAME.txt gives its title, publisher, language and date. Failed documents are
    named on stderr; the others are loaded, and the exit status is 1.
    """
    with one_line_errors():
        settings = Settings()
        given = published_on.date() if published_on else None
        with migrated(settings) as database:
            loaded = load(database, opened(settings, directory, given), say, strict=strict)
    for failure in loaded.failures:
        complain(failure)
    if loaded.failures:
        count = f"{len(loaded.failures)} of {loaded.documents} documents"
        complain(
            f"Nothing was loaded, because {count} failed." if strict else f"Not loaded: {count}."
        )
        raise typer.Exit(1)


@cli.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Texts in UTF-8.")],
    published_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Their date, by default today's."),
    ] = None,
    relations: Relations = None,
    workers: Workers = 1,
) -> None:
    """Print what each text says as a line of JSON; no database is used.

    A NAME.yaml beside NAME.txt gives its title, publisher, language and date. Files that cannot be
    read are named on stderr; the others are read, and the exit status is 1.
    """
    from app.ingest.batch import Reading, extract_files

    with one_line_errors():
        settings, now = Settings(), datetime.now(UTC)
        given = published_on.date() if published_on else None
        reading = Reading(
            settings.seeds_directory,
            now.date(),
            settings.document_characters,
            given,
            relations or settings.relations,
        )
        found = extract_files(files, reading, workers)
        began, broken = time.perf_counter(), 0
        pairs = zip(files, found, strict=True)
        for file, result in watched(pairs, "Reading", total=len(files)):
            try:
                typer.echo(line_of(file, result, now))
            except (SourceError, ExtractionError) as error:
                broken += 1
                complain(error)
        rate = len(files) / (time.perf_counter() - began)
    complaints.print(f"{len(files) - broken} texts, {rate:.1f} a second", highlight=False)
    if broken:
        raise typer.Exit(1)


cli.command()(scoring.evaluate)
cli.command()(scoring.evaluate_relations)


def line_of(file: Path, result: Knowledge | OnrecordError, now: datetime) -> str:
    """A file's knowledge as a line of JSON; raises the error that reading it ended with."""
    from app.api.exports.extracts import extract_of
    from app.ingest.documents import printable
    from app.ingest.failures import failing_as

    if not isinstance(result, Knowledge):
        raise result
    with failing_as(file, "print"):
        return extract_of(printable(str(file)), result, now).model_dump_json()


def prepare(settings: Settings, tell: Tell) -> None:
    """Migrate, and load the seeds into an empty database.

    A complete load is not repeated: it would import the language models, and add documents to a database
    that holds others.
    """
    with migrated(settings) as database:
        with engine.read_session(database) as session:
            wanting = seed_folders.is_wanting(session, settings.seeds_directory)
            begun = seed_folders.unfinished(session)
        if wanting:
            for failure in load(database, opened(settings), tell).failures:
                tell(f"Not loaded: {failure}")
        else:
            for folder in begun:
                tell(f"Loading {folder} began and has not ended; `seed` goes on with it.")


@contextmanager
def migrated(settings: Settings) -> Iterator[engine.Engine]:
    """The database, migrated; its connections are closed at the end."""
    database = engine.create(settings.database_url)
    try:
        upgrade(database)
        yield database
    finally:
        database.dispose()


def opened(
    settings: Settings, directory: Path | None = None, published_on: date | None = None
) -> "Folder":
    """A folder of documents, by default the seeds."""
    # Here, because it imports the language models.
    from app.ingest.seeds.folder import open_folder

    path = directory or settings.seeds_directory
    return open_folder(path, settings.document_characters, published_on, settings.relations)


def load(
    database: engine.Engine, folder: "Folder", tell: Tell, *, strict: bool = False
) -> "Loaded":
    """Load a folder, with a progress bar on a terminal."""
    from app.ingest.seeds.loader import load_folder

    if folder.assumed:
        tell(folder.assumed)
    silent = tell is not say
    shown = partial(track, description="Loading seeds", console=console, disable=silent)
    loaded = load_folder(database, folder, shown, strict=strict)
    changes = loaded.changes
    if not (strict and loaded.failures):
        tell(
            f"Seeds loaded: {changes.added} records added, {changes.changed} changed, "
            f"{changes.removed} removed."
        )
    return loaded


def require_free(host: str, port: int) -> None:
    """OnrecordError where the server cannot listen on the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.getaddrinfo(host, port)
        socket.create_server((host, port), family=family).close()
    except (socket.gaierror, UnicodeError) as error:
        raise OnrecordError(
            f"There is no address with the name {host!r}. Choose another one with --host."
        ) from error
    except OSError as error:
        raise OnrecordError(
            f"Cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}. "
            "Choose another one with --port or --host."
        ) from error
