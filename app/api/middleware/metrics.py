"""Request log, and `/metrics` in Prometheus's text format: how many requests, and how long they took.

`onrecord_requests_total{method="GET",route="/v1/claims/{claim_id}",status="200"} 3`
"""

import logging
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add, itemgetter
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from starlette.types import Scope

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"  # of the text format
# In seconds; a page of claims takes some thousandths.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}

# Method, route (`/v1/claims/{claim_id}`, or `none` where there is no such path) and status.
Kind = tuple[str, str, int]

router = APIRouter(tags=["service"])
logger = logging.getLogger("onrecord.requests")


@dataclass(slots=True)
class Histogram:
    """Durations of one kind of responses: their sum, and a count for each bound."""

    seconds: float = 0.0
    slots: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))


class Metrics:
    """Counts of one process. Only its event loop changes them, so there is no lock."""

    def __init__(self) -> None:
        self._histograms = defaultdict[Kind, Histogram](Histogram)

    def observe(self, scope: Scope, status: int, seconds: float) -> None:
        """Count a request by its route, so that ids make no lines of their own, and log it."""
        # Methods and paths that nobody declared are one each, or strangers could add lines at will.
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = getattr(scope.get("route"), "path", "none")
        histogram = self._histograms[method, route, status]
        histogram.seconds += seconds
        histogram.slots[bisect_left(BOUNDS, seconds)] += 1
        if logger.isEnabledFor(logging.INFO):
            _log(scope, route, status, seconds)

    def text(self) -> str:
        """All counts in Prometheus's text format."""
        lines = [
            "# HELP onrecord_requests_total Requests answered.",
            "# TYPE onrecord_requests_total counter",
        ]
        for (method, route, status), histogram in sorted(
            self._histograms.items(), key=itemgetter(0)
        ):
            labels = f'{_labels(method, route)},status="{status}"'
            lines.append(f"onrecord_requests_total{{{labels}}} {sum(histogram.slots)}")
        lines += [
            "# HELP onrecord_request_seconds How long answers took, to their last byte.",
            "# TYPE onrecord_request_seconds histogram",
        ]
        for key, histogram in sorted(self._by_route().items(), key=itemgetter(0)):
            labels, counts = _labels(*key), list(accumulate(histogram.slots))
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), counts, strict=True):
                lines.append(f'onrecord_request_seconds_bucket{{{labels},le="{bound}"}} {count}')
            lines.append(f"onrecord_request_seconds_sum{{{labels}}} {histogram.seconds:.6f}")
            lines.append(f"onrecord_request_seconds_count{{{labels}}} {counts[-1]}")
        return "\n".join(lines) + "\n"

    def _by_route(self) -> dict[tuple[str, str], Histogram]:
        """The histograms of each method and route, of all statuses."""
        found = defaultdict[tuple[str, str], Histogram](Histogram)
        for (method, route, _), histogram in self._histograms.items():
            before = found[method, route]
            slots = [*map(add, histogram.slots, before.slots)]
            found[method, route] = Histogram(histogram.seconds + before.seconds, slots)
        return found


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    responses={200: {"description": "Counters and a histogram, in Prometheus's text format"}},
)
async def get_metrics(request: Request) -> PlainTextResponse:
    """What this process has answered since it started, for Prometheus."""
    metrics: Metrics = request.app.state.metrics
    headers = {"Cache-Control": "no-store"}
    return PlainTextResponse(metrics.text(), headers=headers, media_type=MEDIA_TYPE)


def _log(scope: Scope, route: str, status: int, seconds: float) -> None:
    """One line, with its facts for `logs.JsonLines`."""
    # Quoted and cut, as both may hold line ends and blanks, and be as long as their sender likes: where a
    # proxy is believed, the client is what the header says.
    path = quote(scope["path"], errors="replace")[:200]
    client = quote((scope.get("client") or ("-",))[0], safe=":")[:45]
    facts = {
        "request_id": scope.get("request_id", "-"),
        "client": client,
        "method": scope["method"][:20],
        "path": path,
        "route": route,
        "status": status,
        "seconds": round(seconds, 6),
    }
    line = "%(client)s %(method)s %(path)s %(status)d %(seconds).3fs %(request_id)s"
    logger.info(line, facts, extra=facts)


def _labels(method: str, route: str) -> str:
    return f'method="{method}",route="{route}"'
