"""HTML pages: their content security policy, and the icon on their tabs."""

import re
from base64 import b64encode
from hashlib import sha256

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse

from app.api.dependencies import QUERY_AS_DECLARED

ICON = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
<rect width="32" height="32" rx="6" fill="#1d3557"/>\
<path d="M7 21v-5q0-6 6-6v3q-3 0-3 3h4v5zm11 0v-5q0-6 6-6v3q-3 0-3 3h4v5z" fill="#fff"/></svg>
"""
KEPT = "public, max-age=86400"  # files of the program
# From this server and nowhere else; `data:` holds the small pictures in Swagger UI's stylesheet.
POLICY = (
    "default-src 'none'; script-src 'self'{script}; style-src 'self'{style}; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def page(html: str, headers: dict[str, str] | None = None) -> HTMLResponse:
    """A page whose policy allows exactly its own inline scripts and styles."""
    allowed = {
        element: "".join(
            f" 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
            for text in re.findall(f"<{element}>(.*?)</{element}>", html, re.DOTALL)
        )
        for element in ("script", "style")
    }
    return HTMLResponse(
        html, headers={**(headers or {}), "Content-Security-Policy": POLICY.format(**allowed)}
    )


def install(app: FastAPI) -> None:
    """Add the icon where browsers look for one without being told."""

    @app.get("/favicon.ico", include_in_schema=False, dependencies=QUERY_AS_DECLARED)
    def send_icon() -> Response:
        return Response(ICON, headers={"Cache-Control": KEPT}, media_type="image/svg+xml")
