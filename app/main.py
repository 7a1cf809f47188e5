"""The application: everything that it is made of, in one list."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from app.api import (
    agreement,
    annotations,
    claims,
    docs,
    documents,
    entities,
    exports,
    landing,
    metrics,
    openapi,
    problems,
    propositions,
    relations,
    search,
    service,
)
from app.api.compression import Gzip
from app.api.conditional import Conditional
from app.api.deps import QUERY_AS_DECLARED
from app.api.metrics import Measured, Metrics
from app.api.middleware import Address, Cors, Head, RequestId, Unexpected
from app.settings import Settings
from app.storage import engine


def create_app(settings: Settings | None = None) -> FastAPI:
    """The ASGI application, by default with settings from the environment."""
    settings = settings or Settings()
    measured = Metrics()
    app = FastAPI(
        title=openapi.TITLE,
        lifespan=_lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        middleware=[
            Middleware(RequestId),
            Middleware(Measured, metrics=measured),
            Middleware(
                Cors,
                allow_origins=settings.cors_origins,
                allow_methods=["GET", "HEAD"],
                allow_headers=["If-None-Match", "X-Request-ID"],
                expose_headers=["Content-Disposition", "ETag", "X-Request-ID"],
            ),
            Middleware(Head),
            Middleware(Conditional, cache_seconds=settings.cache_seconds),
            Middleware(Gzip, minimum_size=1000, compresslevel=6),
            Middleware(Address),
            Middleware(Unexpected),
        ],
    )
    app.state.engine = engine.create(settings.database_url, settings.statement_seconds)
    app.state.metrics = measured
    problems.install(app)
    docs.install(app)
    openapi.install(app)
    for router in (
        # Exports first, or they would be taken for claims and relations with the id "export".
        exports.router, entities.router, claims.router, relations.router, propositions.router,
        agreement.router, documents.router, annotations.router, search.router,
        service.router, metrics.router, landing.router,
    ):  # fmt: skip
        app.include_router(router, dependencies=QUERY_AS_DECLARED)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.engine.dispose()
