"""Three small questions, asked without a session: how new the data are, one claim as it is sent, and which
version the schema has.

None of them takes one of the connections that all other questions share, so that they wait for
no longer question.
"""

from typing import Protocol

from sqlalchemy import String, column, select, table

from app.storage.schema import tables as t

VERSION = select(t.data_version.c.number)
SCHEMA = select(column("version_num", String)).select_from(table("alembic_version"))
BODIES = select(t.claim_json.c.claim_id, t.claim_json.c.body)


class PointQueries(Protocol):
    """Asks the database; where that cannot answer just now, the answer is None.

    `at_once` is true where a question takes some microseconds, less than it takes to hand it to a
    thread.
    """

    at_once: bool

    async def version(self) -> int | None:
        """A number that is another one after each change of the data, as soon as that is committed."""

    async def claim(self, claim_id: str) -> bytes | None:
        """The claim as JSON; None where there is no such claim."""

    async def schema(self) -> str | None:
        """The version of the schema."""

    async def close(self) -> None:
        """Give the connection back; whoever asks again gets a new one."""
