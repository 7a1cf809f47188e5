"""Answers that were given already, each for as long as the data are the same.

They are kept with the data's version. Since that is read before a question is answered, an answer is
never older than the version that it is kept with; and it is given again only while that version is
the one that the database has.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from app.api.middleware.conditional import kept_by_304

Headers = list[tuple[bytes, bytes]]
Key = tuple[str | bytes | None, ...]

# What an answer takes beside its body and key: headers, places in dictionaries.
AROUND = 2000


@dataclass(frozen=True)
class Answer:
    """A whole answer to GET, without the id of the request that it answered."""

    headers: Headers
    body: bytes
    tag: bytes
    route: object

    @cached_property
    def headers_of_304(self) -> Headers:
        """What goes with the word that the answer is known."""
        return kept_by_304(self.headers)


class Cache:
    """So many bytes of answers at most; what has not been asked for longest goes first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.version: int | None = None
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._held = 0

    def get(self, version: int, key: Key) -> Answer | None:
        """What was answered to this with the data as they are; with other data, nothing is left."""
        if version != self.version:
            self._answers.clear()
            self._held, self.version = 0, version
            return None
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, version: int, key: Key, answer: Answer) -> None:
        """Keep the answer, unless the data have changed meanwhile or it would leave room for few."""
        needed = _size(key, answer)
        if version != self.version or needed > self.size // 8 or key in self._answers:
            return
        self._answers[key] = answer
        self._held += needed
        while self._held > self.size:
            self._held -= _size(*self._answers.popitem(last=False))


def _size(key: Key, answer: Answer) -> int:
    return len(answer.body) + sum(len(part) for part in key if part) + AROUND
