"""Cache of whole responses, each valid for one version of the data.

The version is read before a request is answered, so that a response is never older than the version it
is kept with; it is used only while the database has that version.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from app.api.middleware.conditional import kept_by_304

Headers = list[tuple[bytes, bytes]]
Key = tuple[str | bytes | None, ...]

# Bytes that a response takes beside its body and key: headers, places in dictionaries.
AROUND = 2000


@dataclass(frozen=True)
class Answer:
    """A whole response to GET, without the id of its request."""

    headers: Headers
    body: bytes
    tag: bytes
    route: object

    @cached_property
    def headers_of_304(self) -> Headers:
        """The headers of a 304 for this response."""
        return kept_by_304(self.headers)


class Cache:
    """Least-recently-used cache of at most `size` bytes."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.version: int | None = None
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._held = 0

    def get(self, version: int, key: Key) -> Answer | None:
        """The response of this version of the data; another version empties the cache."""
        if version != self.version:
            self._answers.clear()
            self._held, self.version = 0, version
            return None
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, version: int, key: Key, answer: Answer) -> None:
        """Keep a response, unless the data have changed meanwhile or it is too large."""
        needed = _size(key, answer)
        if version != self.version or needed > self.size // 8 or key in self._answers:
            return
        self._answers[key] = answer
        self._held += needed
        while self._held > self.size:
            self._held -= _size(*self._answers.popitem(last=False))


def _size(key: Key, answer: Answer) -> int:
    return len(answer.body) + sum(len(part) for part in key if part) + AROUND
