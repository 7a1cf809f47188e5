"""What routes ask for, by type: `session: SessionDep`, `claim_id: ClaimId`."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Path, Request

from app.domain.errors import InvalidRequestError
from app.storage.engine import Session, reading


def get_session(request: Request) -> Iterator[Session]:
    """A session that reads one state of the database."""
    with reading(request.app.state.engine) as session:
        yield session


# The function scope ends the session before the answer is sent: an error at its end is an error.
SessionDep = Annotated[Session, Depends(get_session, scope="function")]


async def _no_query(request: Request) -> None:
    """A parameter that nobody looks at is a mistake, here as in lists."""
    for name in request.query_params:
        raise InvalidRequestError(("query", name), "there is no such parameter")


NO_QUERY = [Depends(_no_query)]

EntityId = Annotated[str, Path(description="The entity's id, such as `white-house`")]
ClaimId = Annotated[str, Path(description="The claim's id")]
RelationId = Annotated[str, Path(description="The relation's id")]
DocumentId = Annotated[str, Path(description="The document's id")]
