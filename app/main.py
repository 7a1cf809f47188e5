"""Application factory: all parts of the service, in one list."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send

from app.api import pages, problems
from app.api.dependencies import QUERY_AS_DECLARED, Sessions
from app.api.middleware import metrics
from app.api.middleware.cache import Cache
from app.api.middleware.compression import Gzip
from app.api.middleware.fast_path import SingleClaim
from app.api.middleware.metrics import Metrics
from app.api.middleware.requests import Address, Cors, Unexpected
from app.api.middleware.response_cache import ResponseCache
from app.api.openapi import description
from app.api.routes import (
    agreement,
    annotations,
    claims,
    docs_page,
    documents,
    entities,
    exports,
    landing,
    propositions,
    relations,
    search,
    service,
)
from app.api.work_queue import WorkQueue
from app.settings import Settings
from app.storage.database import engine
from app.storage.read.point_queries import point_queries

# After this time, threads that read give the interpreter to the event loop: a tenth of Python's default.
SWITCH_SECONDS = 0.0005


class Service(FastAPI):
    """FastAPI behind the response cache, the outermost layer."""

    response_cache: ResponseCache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.response_cache(scope, receive, send)

    async def behind_cache(self, scope: Scope, receive: Receive, send: Send) -> None:
        """FastAPI's own middleware, routes and error handlers."""
        await super().__call__(scope, receive, send)


def create_app(settings: Settings | None = None) -> Service:
    """The ASGI application, by default with settings from the environment."""
    settings = settings or Settings()
    app = Service(
        title=description.TITLE,
        lifespan=_lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # The service has its own metrics and log; FastAPI's would read the environment for each request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        generate_unique_id_function=lambda route: route.name,
        middleware=[
            Middleware(
                Cors,
                allow_origins=settings.cors_origins,
                allow_methods=["GET", "HEAD"],
                allow_headers=["If-None-Match", "X-Request-ID"],
                expose_headers=["Content-Disposition", "ETag", "Retry-After", "X-Request-ID"],
            ),
            Middleware(Gzip, minimum_size=1000, compresslevel=6),
            Middleware(Address),
            Middleware(Unexpected),
            Middleware(SingleClaim, route=_route(claims.router, claims.get_claim)),
        ],
    )
    app.state.engine = engine.create(
        settings.database_url,
        settings.request_seconds,
        # One more is for pages that are read on the event loop, without waiting in the queue.
        settings.connections + 1,
    )
    app.state.sessions = Sessions(app.state.engine)
    app.state.base_url = settings.base_url
    app.state.queue = WorkQueue(settings.connections, settings.request_seconds)
    app.state.point_queries = point_queries.create(app.state.engine, settings.request_seconds)
    app.state.metrics = Metrics()
    app.response_cache = ResponseCache(
        app.behind_cache,
        app.state.point_queries,
        Cache(settings.cache_bytes),
        app.state.metrics,
        settings.cache_seconds,
    )
    problems.install(app)
    pages.install(app)
    docs_page.install(app)
    description.install(app)
    for router in (
        # Exports first, or they would be taken for claims and relations with the id "export".
        exports.router, claims.router, entities.router, relations.router, propositions.router,
        agreement.router, documents.router, annotations.router, search.router,
        service.router, metrics.router, landing.router,
    ):  # fmt: skip
        app.include_router(router, dependencies=QUERY_AS_DECLARED)
    return app


def _route(router: APIRouter, endpoint: Callable[..., object]) -> BaseRoute:
    """The route that leads to this endpoint."""
    return next(one for one in router.routes if getattr(one, "endpoint", None) is endpoint)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    sys.setswitchinterval(SWITCH_SECONDS)
    # Who works on the database never has the last thread.
    current_default_thread_limiter().total_tokens += app.state.engine.pool.size()
    yield
    await app.state.point_queries.close()
    app.state.engine.dispose()
