"""Public addresses, with which linked data and annotations name things.

They begin as the setting says or, without one, as the client's `Host` header and trusted proxies say.
"""

from fastapi import Request
from starlette.datastructures import URL


def base(request: Request) -> str:
    """The service's own address, such as `https://a.org/`."""
    return request.app.state.base_url or str(request.base_url)


def asked(request: Request) -> URL:
    """The public address of a request."""
    url = request.url
    if request.app.state.base_url is None:
        return url
    query = f"?{url.query}" if url.query else ""
    return URL(f"{request.app.state.base_url}{url.path.removeprefix('/')}{query}")
