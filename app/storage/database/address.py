"""The database's address: read with a clear word about what is wrong in it, and shown without its secrets."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.domain.errors import NotReadyError

SQLITE = {"sqlite", "sqlite+pysqlite"}
POSTGRESQL = {"postgresql", "postgresql+psycopg"}
FILE = "sqlite:///var/onrecord.sqlite3"
BOTH = f"an SQLite file ({FILE}) or PostgreSQL (postgresql+psycopg://user:password@host/name)"
HIGHEST_PORT = 65535
HIDDEN = "***"


def read(url: str) -> URL:
    """The address in its parts; nothing of it is repeated in an error, as it may be part of a password."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise NotReadyError(f"The database address cannot be read; it must be {BOTH}.") from error
    except ValueError as error:
        raise _wrong("its port must be a number") from error
    if address.drivername not in SQLITE | POSTGRESQL:
        raise _wrong(f"it must be {BOTH}")
    if address.drivername in SQLITE:
        _require_file(address)
    elif url.count("@") > 1:
        raise _wrong("an @ in a user name or password is written %40")
    elif address.port is not None and not 0 < address.port <= HIGHEST_PORT:
        raise _wrong(f"its port must be between 1 and {HIGHEST_PORT}")
    return address


def _require_file(address: URL) -> None:
    if address.database in {None, "", ":memory:"}:
        raise _wrong(f"it must be that of a file: {FILE}")
    if (address.username, address.password, address.host, address.port) != (None,) * 4:
        raise _wrong(
            f"an SQLite file has no user and no host; three slashes stand before it: {FILE}"
        )
    if address.query:
        raise _wrong(f"an SQLite file has no options, and no ? in its name: {FILE}")


def shown(address: URL) -> str:
    """The address without its password, and without its options, which may hold others."""
    return address.set(query={}).render_as_string()


def without_secrets(text: str, address: URL) -> str:
    """A message about this address without what is secret in it, unless another part of it says the same."""
    options = [value for name, value in address.query.items() if "pass" in name]
    public = {address.username, address.host, address.database}
    for secret in (address.password, *options):
        for part in (secret,) if isinstance(secret, str) else secret or ():
            if part and part not in public:
                text = text.replace(part, HIDDEN)
    return text


def _wrong(what: str) -> NotReadyError:
    return NotReadyError(f"The database address cannot be used: {what}.")
