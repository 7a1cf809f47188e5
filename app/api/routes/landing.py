"""Landing page at `/`: HTML for people, JSON for programs."""

from html import escape
from typing import cast

from fastapi import APIRouter, Request, Response

from app.api.dependencies import SessionDep
from app.api.middleware.negotiation import preferred
from app.api.openapi.description import SUMMARY
from app.api.pages import page
from app.api.schemas.landing import Landing
from app.storage.read import stats

router = APIRouter(tags=["service"])

LINKS = {
    "docs": "/docs",
    "openapi": "/openapi.json",
    "entities": "/v1/entities",
    "claims": "/v1/claims",
    "relations": "/v1/relations",
    "propositions": "/v1/propositions",
    "documents": "/v1/documents",
    "stats": "/v1/stats",
}
PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Onrecord</title>
<link rel="icon" href="/favicon.ico">
<style>
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }}
dl {{ display: flex; flex-wrap: wrap; gap: 1rem 2rem }}
dt {{ float: right; margin-left: .4rem }}
dd {{ font-weight: bold; margin: 0; display: inline }}
</style>
<h1>Onrecord</h1>
<p>{summary}</p>
<dl>{counts}</dl>
<p>Read <a href="/docs">the docs</a>, or begin with
<a href="/v1/relations?type=disputes">who disputes whom</a>,
<a href="/v1/claims">who said what</a> or
<a href="/v1/entities?has_claims=true&amp;sort=-claims">who speaks most</a>.</p>
</html>
"""


@router.get("/", responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}})
def get_landing(request: Request, response: Response, session: SessionDep) -> Landing:
    """What this is: a page where `Accept` prefers `text/html`, else JSON."""
    counts = stats.totals(session)
    facts = {
        "name": request.app.title,
        "summary": SUMMARY,
        "counts": counts,
        "links": LINKS,
    }
    if preferred(("application/json", "text/html"), request.headers) == "text/html":
        rows = (f"<div><dt>{name}</dt><dd>{number}</dd></div>" for name, number in counts.items())
        html = PAGE.format(summary=escape(SUMMARY), counts="".join(rows))
        # FastAPI sends a response as it is, whatever shape the route declares.
        return cast("Landing", page(html, {"Vary": "Accept"}))
    response.headers["Vary"] = "Accept"
    return Landing.model_validate(facts)
