"""Dependencies of routes, by type: `session: SessionDep`, `claim_id: ClaimId`."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager
from typing import Annotated, get_origin

from fastapi import Depends, Path, Request

from app.api.work_queue import WorkQueue
from app.domain.errors import InvalidRequestError
from app.storage.database.engine import (
    Connection,
    Engine,
    Session,
    autocommit_connection,
    read_session,
)


async def get_queue(request: Request) -> WorkQueue:
    """The queue for the database, in which requests wait on the event loop.

    Waiting in threads, they would keep these from requests that need one to finish.
    """
    queue: WorkQueue = request.app.state.queue
    return queue


QueueDep = Annotated[WorkQueue, Depends(get_queue)]


async def get_slot(queue: QueueDep) -> AsyncIterator[None]:
    """A place in the queue, held until the route has answered."""
    async with queue.turn():
        yield


SlotDep = Annotated[None, Depends(get_slot, scope="function")]


def get_session(request: Request, _: SlotDep) -> Iterator[Session]:
    """A session that reads one state of the database."""
    with request.app.state.sessions() as session:
        yield session


# The function scope ends the session before the response is sent, so that an error at its end is reported.
SessionDep = Annotated[Session, Depends(get_session, scope="function")]


class Sessions:
    """Opens sessions for streamed responses and the fast path, which need none for the whole request."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self) -> AbstractContextManager[Session]:
        return read_session(self._engine)

    def autocommit(self) -> AbstractContextManager[Connection]:
        """A connection for a single statement."""
        return autocommit_connection(self._engine)


async def get_sessions(request: Request) -> Sessions:
    """The sessions of this application's database."""
    sessions: Sessions = request.app.state.sessions
    return sessions


SessionsDep = Annotated[Sessions, Depends(get_sessions)]


async def _as_declared(request: Request) -> None:
    """Refuse unknown parameters, and a second value where one is taken.

    Routes declare their parameters in models, as `query: Annotated[ClaimQuery, Query()]`.
    """
    models = [
        param.field_info.annotation for param in request.scope["route"].dependant.query_params
    ]
    declared = {
        field.alias or name: field for model in models for name, field in model.model_fields.items()
    }
    for name in request.query_params:
        if name not in declared:
            raise InvalidRequestError(("query", name), "there is no such parameter")
        repeatable = get_origin(declared[name].annotation) is list
        if not repeatable and len(request.query_params.getlist(name)) > 1:
            raise InvalidRequestError(("query", name), "can be given only once")


QUERY_AS_DECLARED = [Depends(_as_declared)]

EntityId = Annotated[str, Path(description="The entity's id, such as `white-house`")]
ClaimId = Annotated[str, Path(description="The claim's id")]
RelationId = Annotated[str, Path(description="The relation's id")]
PropositionId = Annotated[str, Path(description="The proposition's id")]
DocumentId = Annotated[str, Path(description="The document's id")]
