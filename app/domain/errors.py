"""Everything that can go wrong, without a word of HTTP.

OnrecordError
├── NotFoundError           no such entity, claim, relation, document …
├── InvalidRequestError     a question that cannot be answered as it was put
│   └── InvalidCursorError  a cursor that is stale, forged or from another list
├── SourceError             a file given to us is broken: names the file and the place
│   ├── SeedError           … one of the seed files
│   └── TextTooLongError    … a text of more characters than a document may have
├── NotReadyError           the database does not answer, or its schema is not current
└── TooCostlyError          a question that the database took too long over
"""

from pathlib import Path


class OnrecordError(Exception):
    """The root: whatever Onrecord raises on purpose is one of these."""


class NotFoundError(OnrecordError):
    """Nothing of that kind has that id: `NotFoundError("claim", "c-0123")`."""

    def __init__(self, resource: str, identifier: str) -> None:
        super().__init__(f"There is no {resource} with the id {identifier!r}.")
        self.resource = resource
        self.identifier = identifier


class InvalidRequestError(OnrecordError):
    """A request whose parts are each well formed but cannot be answered together.

    `loc` is the place in the request, outermost first: `("query", "said_from")`.
    """

    def __init__(self, loc: tuple[str, ...], message: str) -> None:
        super().__init__(message)
        self.loc = loc


class InvalidCursorError(InvalidRequestError):
    """A cursor that this list did not hand out, or handed out for other filters."""

    def __init__(self) -> None:
        super().__init__(
            ("query", "cursor"),
            "This cursor does not belong to this list with these filters; "
            "use next_cursor of the page before, or start without a cursor.",
        )


class SourceError(OnrecordError):
    """A file that cannot be used, with the place in it and what would be right.

    `SourceError(Path("seeds/entities.yaml"), "line 12, column 3", "unknown country 'ukrain'")`
    """

    def __init__(self, file: Path, place: str, reason: str) -> None:
        # As they were given, so that the error comes whole out of another process.
        super().__init__(file, place, reason)
        self.file = file
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        """On one line: file, place, reason."""
        return ": ".join(part for part in (str(self.file), self.place, self.reason) if part)


class SeedError(SourceError):
    """A seed file that cannot be loaded. The database is left as it was."""


class TextTooLongError(SourceError):
    """A text of more characters than a document may have; instead of a file it may name a document."""


class NotReadyError(OnrecordError):
    """The service cannot answer yet: no database, or a schema that is not current."""


class TooCostlyError(OnrecordError):
    """A question that the database was stopped at, because it took longer than one may."""

    def __init__(self) -> None:
        super().__init__(
            "Answering this takes too long; ask for less, by more filters or a lower limit."
        )
