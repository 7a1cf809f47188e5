"""Output of the command line: messages, errors, progress, and the service's log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from logging.config import dictConfig
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import track
from uvicorn.config import LOGGING_CONFIG

from app.domain.enums import OperatingPoint
from app.domain.errors import OnrecordError
from app.settings import Settings

Tell = Callable[[str], None]
# Options of every command that reads texts.
Relations = Annotated[
    OperatingPoint | None,
    typer.Option(help="Which relations to show, by default those of ONRECORD_RELATIONS."),
]
Workers = Annotated[int, typer.Option(min=1, help="The number of processes that read.")]

console = Console()
complaints = Console(stderr=True)
# On stderr, beside what is printed.
watched = partial(track, console=complaints, transient=True, disable=not complaints.is_terminal)


LOGGING: dict[str, Any] = {
    **LOGGING_CONFIG,
    "formatters": {
        "default": {"format": "%(levelname)s %(name)s: %(message)s"},
        # Cut, because a request line may be as long as its sender likes.
        "access": {"format": "%(asctime)s %(message).500s"},
        "json": {"()": "app.api.middleware.logs.JsonLines"},
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


def say(message: str) -> None:
    """Print a message."""
    console.print(message, soft_wrap=True, markup=False)


def complain(error: OnrecordError | str) -> None:
    """Print an error on stderr."""
    complaints.print(str(error), style="red", soft_wrap=True, markup=False)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Print an expected error as one line on stderr, and exit with status 1."""
    try:
        yield
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        complain(f"ONRECORD_{name}: {first['msg']}")
        raise typer.Exit(1) from None
    except OnrecordError as error:
        complain(error)
        raise typer.Exit(1) from None


def log_config(settings: Settings) -> dict[str, Any]:
    """Configuration of the log: as text or JSON, with or without a line for each request."""
    config = LOGGING_JSON if settings.log_format == "json" else LOGGING
    if settings.log_requests:
        return config
    return {**config, "loggers": {**config["loggers"], "onrecord.requests": {"level": "WARNING"}}}


def teller(settings: Settings) -> Tell:
    """How `serve` reports progress: on the terminal, or in a JSON log."""
    if settings.log_format != "json":
        return say
    dictConfig(log_config(settings))
    return logging.getLogger("onrecord.service").info
