"""The ceiling: an ASGI application that sends the service's own answers and does nothing else.

`python -m benchmarks.peers.bare ANSWERS PORT`, where ANSWERS is a file as `asking.keep` writes it.
"""

import sys
from pathlib import Path

import orjson
import uvicorn
from starlette.types import Message, Receive, Scope, Send

from benchmarks.peers.serving import OPTIONS


class Bare:
    """Whatever address it is asked for, there is an answer."""

    def __init__(self, answers: Path) -> None:
        self.answers: dict[bytes, tuple[Message, Message]] = {
            path.encode(): (
                {
                    "type": "http.response.start",
                    "status": 200,
                    "headers": [(name.encode(), value.encode()) for name, value in headers],
                },
                {"type": "http.response.body", "body": body.encode()},
            )
            for path, (headers, body) in orjson.loads(answers.read_bytes()).items()
        }

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        path, query = scope["raw_path"], scope["query_string"]
        start, body = self.answers[path + b"?" + query if query else path]
        await send(start)
        await send(body)


if __name__ == "__main__":
    uvicorn.run(Bare(Path(sys.argv[1])), port=int(sys.argv[2]), **OPTIONS)
