"""How a peer in Python is served: as the service is, with nothing that costs and is not needed."""

from typing import Any

OPTIONS: dict[str, Any] = {
    "host": "127.0.0.1",
    "loop": "uvloop",
    "http": "httptools",
    "lifespan": "off",
    "access_log": False,
    "server_header": False,
    "log_level": "warning",
}
