"""The docs page at /docs: Swagger UI, served from a package, so that it needs no internet."""

from fastapi import FastAPI, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

ASSETS = "/docs/assets"


def install(app: FastAPI) -> None:
    """Add the page and its files; neither is part of the API."""

    @app.get("/docs", include_in_schema=False)
    def show_docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title=app.title,
            swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{ASSETS}/favicon-32x32.png",
        )

    files = StaticFiles(directory=None, packages=[("fastapi_swagger", "resources")])

    # A route and no mount, so that other methods are refused here as everywhere.
    @app.get(f"{ASSETS}/{{path:path}}", include_in_schema=False)
    async def send_asset(request: Request, path: str) -> Response:
        return await files.get_response(path, request.scope)
