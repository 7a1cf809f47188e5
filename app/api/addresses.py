"""Where the service is, as linked data and annotations name things in it.

That is what the setting says or, without one, where the client's `Host` header and the proxies that
are believed say that it asked.
"""

from fastapi import Request
from starlette.datastructures import URL


def base(request: Request) -> str:
    """The service's own address, such as `https://a.org/`."""
    return request.app.state.base_url or str(request.base_url)


def asked(request: Request) -> URL:
    """The address of what is asked for, as everybody may ask for it."""
    url = request.url
    if request.app.state.base_url is None:
        return url
    query = f"?{url.query}" if url.query else ""
    return URL(f"{request.app.state.base_url}{url.path.removeprefix('/')}{query}")
