"""The service itself: its counts and its health."""

from fastapi import APIRouter, Request, Response

from app.api.dependencies import SessionDep
from app.api.schemas.service import Health, Stats
from app.domain.errors import NotReadyError
from app.storage.database.migrate import newest
from app.storage.read import stats

router = APIRouter(tags=["service"])


@router.get("/v1/stats")
def get_stats(session: SessionDep) -> Stats:
    """How much of everything there is."""
    return Stats.model_validate(stats.get(session))


@router.get("/health/live")
async def get_liveness(response: Response) -> Health:
    """The process answers."""
    response.headers["Cache-Control"] = "no-store"
    return Health(status="ok")


@router.get("/health/ready")
async def get_readiness(request: Request, response: Response) -> Health:
    """The database answers too, and its schema is current."""
    if await request.app.state.point_queries.schema() != newest():
        raise NotReadyError("The database does not answer, or its schema is not current.")
    response.headers["Cache-Control"] = "no-store"
    return Health(status="ok")
