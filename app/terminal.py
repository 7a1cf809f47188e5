"""What the command line says: to people what was asked for and what went wrong, and the service's log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from logging.config import dictConfig
from typing import Any

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import track
from uvicorn.config import LOGGING_CONFIG

from app.domain.errors import OnrecordError
from app.settings import Settings

Tell = Callable[[str], None]

console = Console()
complaints = Console(stderr=True)
# Progress beside what is printed, so on stderr.
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
    """Tell whoever sits at the terminal."""
    console.print(message, soft_wrap=True, markup=False)


def complain(error: OnrecordError | str) -> None:
    """Say on stderr what went wrong."""
    complaints.print(str(error), style="red", soft_wrap=True, markup=False)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """What goes wrong on purpose is one line on stderr and exit status 1, without a trace."""
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
    """For people or, where it is asked for, for programs; with a line for each request or without."""
    config = LOGGING_JSON if settings.log_format == "json" else LOGGING
    if settings.log_requests:
        return config
    return {**config, "loggers": {**config["loggers"], "onrecord.requests": {"level": "WARNING"}}}


def teller(settings: Settings) -> Tell:
    """How a service says what it does: to people, or in its log, where programs read that."""
    if settings.log_format != "json":
        return say
    dictConfig(log_config(settings))
    return logging.getLogger("onrecord.service").info
