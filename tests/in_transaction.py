"""The application, looking at a transaction that a test has not committed."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.api.dependencies import Sessions
from app.api.middleware.cache import Cache
from app.api.middleware.metrics import Metrics
from app.main import Service
from app.storage.read.point_queries.questions import BODIES, SCHEMA, VERSION
from app.storage.schema.tables import claim_json


class InTransaction:
    """PointQueries that see what a test has not committed."""

    at_once = False

    def __init__(self, session: Session) -> None:
        self.session = session

    async def version(self) -> int | None:
        return self.session.execute(VERSION).scalar()

    async def claim(self, claim_id: str) -> bytes | None:
        one = BODIES.where(claim_json.c.claim_id == claim_id)
        return dict(self.session.execute(one).all()).get(claim_id)

    async def schema(self) -> str | None:
        return self.session.execute(SCHEMA).scalar()

    async def close(self) -> None:
        """There is nothing to give back."""


class OneSession(Sessions):
    """Opens the test's own, again and again."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __call__(self) -> AbstractContextManager[Session]:
        return nullcontext(self.session)

    def autocommit(self) -> AbstractContextManager[Connection]:
        return nullcontext(self.session.connection())


@contextmanager
def looking_at(session: Session, app: Service) -> Iterator[None]:
    """Make the application see this session, and forget what it has kept and counted."""
    sessions, app.state.sessions = app.state.sessions, OneSession(session)
    app.response_cache.point_queries = app.state.point_queries = InTransaction(session)
    app.response_cache.cache = Cache(app.response_cache.cache.size)
    app.response_cache.metrics = app.state.metrics = Metrics()
    yield
    app.dependency_overrides = {}
    app.state.sessions = sessions
