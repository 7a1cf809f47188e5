"""All settings, read once by `main` and `cli`, which pass the values on."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, TypeAdapter
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.domain.enums import OperatingPoint


def _split(value: object) -> object:
    """The parts between commas: "https://a.org, https://b.org"."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _as_base(given: str) -> str:
    """The address with a final slash, so that paths can be appended."""
    parts = urlsplit(str(TypeAdapter(HttpUrl).validate_python(given)))
    if "?" in given or "#" in given or parts.username is not None:
        raise ValueError("must be an address without query, fragment and user")
    return parts.geturl().rstrip("/") + "/"


class Settings(BaseSettings):
    """Settings from the environment: `ONRECORD_DATABASE_URL` and so on."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", frozen=True)

    database_url: str = Field(
        default="sqlite:///var/onrecord.sqlite3",
        description="An SQLite file, or PostgreSQL as postgresql+psycopg://user:password@host/name",
    )
    seeds_directory: Path = Field(
        default=Path("seeds"),
        description="Where `serve` finds what it loads into an empty database",
    )
    base_url: Annotated[str, AfterValidator(_as_base)] | None = Field(
        default=None,
        description="The service's public address, with which linked data and annotations begin; "
        "without it, that is what each request's `Host` says",
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = Field(
        default=("*",),
        description="Web origins whose pages may read the API, with commas between them; * is all",
    )
    cache_seconds: int = Field(
        default=60,
        ge=0,
        description="How long clients may use an answer before they ask again whether it changed",
    )
    cache_bytes: int = Field(
        default=64 * 1024 * 1024,
        ge=0,
        description="How much memory each process takes to keep answers in until the data change",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="`text` for people, or `json`: each line an object, for programs",
    )
    log_requests: bool = Field(
        default=True, description="Whether each request is logged, in a line of its own"
    )
    request_seconds: float = Field(
        default=10,
        gt=0,
        description="How long a request may wait for its turn and keep the database busy before the answer is 503",
    )
    connections: int = Field(
        default=2,
        ge=1,
        description="How many requests each process works on at once, about one for each core; up to 100 more wait for their turn",
    )
    relations: OperatingPoint = Field(
        default=OperatingPoint.PRECISE,
        description="Which relations are shown and counted without being asked for: `precise`, of which most are right, or `complete`, with those of which about half are",
    )
    document_characters: int = Field(
        default=5_000_000,
        ge=1,
        description="How many characters a document may have; a longer one is refused",
    )
