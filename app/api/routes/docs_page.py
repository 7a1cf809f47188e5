"""The docs page at /docs: Swagger UI, served from a package, so that it needs no internet."""

from http import HTTPStatus
from importlib.resources import files
from mimetypes import guess_type

from fastapi import FastAPI, HTTPException, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, JSONResponse

from app.api.dependencies import QUERY_AS_DECLARED
from app.api.pages import KEPT, page

ASSETS = "/docs/assets"


def install(app: FastAPI) -> None:
    """Add the page, its files and the OpenAPI document; none of them is part of the API."""
    folder = files("fastapi_swagger") / "resources"
    assets = {file.name: file for file in folder.iterdir() if not file.name.startswith("_")}

    @app.get("/docs", include_in_schema=False, dependencies=QUERY_AS_DECLARED)
    def show_docs() -> HTMLResponse:
        shown = get_swagger_ui_html(
            openapi_url="/openapi.json",
            title=app.title,
            swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{ASSETS}/swagger-ui.css",
            swagger_favicon_url="/favicon.ico",
            # A validator elsewhere would learn this server's address.
            swagger_ui_parameters={"validatorUrl": None},
        )
        return page(bytes(shown.body).decode())

    @app.get("/openapi.json", include_in_schema=False, dependencies=QUERY_AS_DECLARED)
    def show_openapi() -> JSONResponse:
        return JSONResponse(app.openapi())

    # Not Starlette's static files: their errors for `Range` have another shape, and their tags are the
    # same for compressed and plain.
    @app.get(f"{ASSETS}/{{name}}", include_in_schema=False, dependencies=QUERY_AS_DECLARED)
    def send_asset(name: str) -> Response:
        if name not in assets:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        media_type, _ = guess_type(name)
        headers = {"Cache-Control": KEPT}
        return Response(assets[name].read_bytes(), headers=headers, media_type=media_type)
