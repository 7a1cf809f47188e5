"""The command line: `python -m app serve | seed | extract | evaluate | openapi | migrate`."""

import logging
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from logging.config import dictConfig
from math import ceil
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from pydantic import ValidationError
from rich.box import MARKDOWN
from rich.console import Console
from rich.progress import track
from rich.table import Table
from uvicorn.config import LOGGING_CONFIG

from app.api import server
from app.domain.errors import OnrecordError, SourceError
from app.main import create_app
from app.settings import Settings
from app.storage import engine, knowledge
from app.storage.migrate import upgrade

cli = typer.Typer(
    name="onrecord",
    help="Who said what, on the record, and who disputes it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()
complaints = Console(stderr=True)
# Progress beside what is printed, so on stderr.
watched = partial(track, console=complaints, transient=True, disable=not complaints.is_terminal)

Tell = Callable[[str], None]

# At the end, requests have as long as ever, and their answers so long to be sent.
GRACE_SECONDS = 2
LOGGING: dict[str, Any] = {
    **LOGGING_CONFIG,
    "formatters": {
        "default": {"format": "%(levelname)s %(name)s: %(message)s"},
        # Cut, because a request line may be as long as its sender likes.
        "access": {"format": "%(asctime)s %(message).500s"},
        "json": {"()": "app.api.logs.JsonLines"},
    },
    "root": {"handlers": ["default"], "level": "WARNING"},
    "loggers": {
        **LOGGING_CONFIG["loggers"],
        "onrecord": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}
LOGGING_JSON: dict[str, Any] = {
    **LOGGING,
    "handlers": {
        name: {**handler, "formatter": "json"} for name, handler in LOGGING["handlers"].items()
    },
}


@cli.callback()
def main() -> None:
    """Let typer treat every command alike, however few there are."""


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer.")] = 1,
) -> None:
    """Serve the API; migrate first, and load the seeds into an empty database."""
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
        # By name, because each worker imports it anew.
        http="app.api.protocol:ProblemProtocol",
        # There are none: a request for one is answered like any other.
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
        Path | None, typer.Argument(help="A folder as seeds/, by default that one.")
    ] = None,
) -> None:
    """Load seed files; what is loaded already and has not changed stays as it is."""
    with one_line_errors():
        settings = Settings()
        with migrated(settings) as database:
            load(database, directory or settings.seeds_directory, say)


@cli.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Texts in UTF-8.")],
    published_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Their date, by default today's."),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes read.")] = 1,
) -> None:
    """Print what each text says as a line of JSON; no database is used.

    A NAME.yaml beside NAME.txt gives its title, publisher, language and date. A file that cannot be
    read is named on stderr; the others are read all the same, and the exit status is 1.
    """
    from app.api.extracts import extract_of
    from app.ingest.batch import extract_files

    with one_line_errors():
        seeds = Settings().seeds_directory
        now = datetime.now(UTC)
        given = published_on.date() if published_on else None
        found = extract_files(files, seeds, now.date(), given=given, workers=workers)
        began, broken = time.perf_counter(), 0
        pairs = zip(files, found, strict=True)
        for file, result in watched(pairs, "Reading", total=len(files)):
            if isinstance(result, SourceError):
                broken += 1
                complain(result)
            else:
                typer.echo(extract_of(str(file), result, now).model_dump_json())
        rate = len(files) / (time.perf_counter() - began)
    complaints.print(f"{len(files) - broken} texts, {rate:.1f} a second", highlight=False)
    if broken:
        raise typer.Exit(1)


@cli.command()
def evaluate(
    directory: Annotated[Path, typer.Argument(help="A folder with text/ and attributions/.")],
    errors: Annotated[int, typer.Option(min=0, help="How many of the worst cases to show.")] = 0,
) -> None:
    """Score extraction against documents annotated by hand in brat standoff form.

    Spans are compared by their letters and digits: a leading "that", quotation marks and outer
    punctuation count on neither side.
    """
    from app.extraction.misses import misses
    from app.ingest.evaluating import evaluate_folder

    with one_line_errors():
        done = evaluate_folder(directory, partial(watched, description="Evaluating"))
    table = Table("measure", "precision", "recall", "F1", "annotated", box=MARKDOWN)
    for name, score in done.report.scores.items():
        whole = not name.startswith("recall")
        precision, f1 = (f"{score.precision:.3f}", f"{score.f1:.3f}") if whole else ("", "")
        table.add_row(name, precision, f"{score.recall:.3f}", f1, str(score.gold))
    console.print(table)
    console.print(f"{done.documents} documents, {done.documents / done.seconds:.1f} a second")
    for miss in misses(done.pairs, errors):
        console.print(f"\n{miss.kind} in {miss.document}", style="bold", highlight=False)
        for side, words in (("annotated", miss.annotated), ("found", miss.found)):
            if words:
                console.print(f"  {side}: {words}", markup=False, highlight=False, soft_wrap=True)


def log_config(settings: Settings) -> dict[str, Any]:
    """For people or, where it is asked for, for programs; with a line for each request or without."""
    config = LOGGING_JSON if settings.log_format == "json" else LOGGING
    if settings.log_requests:
        return config
    return {**config, "loggers": {**config["loggers"], "onrecord.requests": {"level": "WARNING"}}}


def say(message: str) -> None:
    """Tell whoever sits at the terminal."""
    console.print(message, soft_wrap=True)


def teller(settings: Settings) -> Tell:
    """How a service says what it does: to people, or in its log, where programs read that."""
    if settings.log_format != "json":
        return say
    dictConfig(log_config(settings))
    return logging.getLogger("onrecord.service").info


def prepare(settings: Settings, tell: Tell) -> None:
    """A current schema, and in an empty database the seeds."""
    with migrated(settings) as database:
        with engine.reading(database) as session:
            empty = knowledge.is_empty(session)
        if empty:
            load(database, settings.seeds_directory, tell)


@contextmanager
def migrated(settings: Settings) -> Iterator[engine.Engine]:
    """The database with a current schema, as long as it is needed."""
    database = engine.create(settings.database_url)
    try:
        upgrade(database)
        yield database
    finally:
        database.dispose()


def load(database: engine.Engine, directory: Path, tell: Tell) -> None:
    """Load seeds, and show people how far that is."""
    # Here, because it brings the language models with it.
    from app.ingest.seeds import load_seeds

    silent = tell is not say
    shown = partial(track, description="Loading seeds", console=console, disable=silent)
    changes = load_seeds(database, directory, shown)
    tell(
        f"Seeds loaded: {changes.added} records added, {changes.changed} changed, "
        f"{changes.removed} removed."
    )


def require_free(host: str, port: int) -> None:
    """Complain where the server could not listen there."""
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


@contextmanager
def one_line_errors() -> Iterator[None]:
    """What goes wrong on purpose is one line on stderr and exit status 1, without a trace."""
    try:
        yield
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        complaints.print(f"ONRECORD_{name}: {first['msg']}", style="red", soft_wrap=True)
        raise typer.Exit(1) from None
    except OnrecordError as error:
        complain(error)
        raise typer.Exit(1) from None


def complain(error: OnrecordError) -> None:
    """Say on stderr what went wrong."""
    complaints.print(str(error), style="red", soft_wrap=True, markup=False)
