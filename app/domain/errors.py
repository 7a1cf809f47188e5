"""Everything that can go wrong, without a word of HTTP.

OnrecordError
├── NotFoundError           no such entity, claim, relation, document …
├── InvalidRequestError     a question that cannot be answered as it was put
│   └── InvalidCursorError  a cursor that is stale, forged or from another list
├── SourceError             a file given to us is broken: names the file and the place
│   ├── SeedError           … one of the seed files
│   └── TextTooLongError    … a text of more characters than a document may have
├── ExtractionError         a document on which a stage failed: names the document, the stage, the fault
├── NotReadyError           the database does not answer, or its schema is not current
├── TooCostlyError          a question that the database took too long over
└── OverloadedError         more questions than can be answered now
"""

from pathlib import Path
from typing import Self

LONGEST_PART = 400


def on_one_line(text: str) -> str:
    """A text as part of a message: its control characters escaped, its end cut where it is long."""
    cut = text if len(text) <= LONGEST_PART else f"{text[:LONGEST_PART]} …"
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut)


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
        return ": ".join(
            on_one_line(str(p)) for p in (self.file, self.place, self.reason) if str(p)
        )


class SeedError(SourceError):
    """A seed file that cannot be loaded. The database is left as it was."""


class TextTooLongError(SourceError):
    """A text of more characters than a document may have, such as 5,000,001 of 5,000,000."""

    def __init__(self, file: Path, characters: int, most: int) -> None:
        super().__init__(
            file,
            "",
            f"it has {characters:,} characters, and a document may have {most:,}; "
            "ONRECORD_DOCUMENT_CHARACTERS allows more",
        )
        self.args = (file, characters, most)


class ExtractionError(OnrecordError):
    """A document on which a stage of its reading or storing failed in a way that nobody foresaw.

    `document` is its id or, where that is known, its file; `reason` is the original error in words,
    because an error itself may not survive the way out of another process.
    """

    def __init__(self, document: str, stage: str, reason: str) -> None:
        super().__init__(document, stage, reason)
        self.document = document
        self.stage = stage
        self.reason = reason

    @classmethod
    def of(cls, document: str, stage: str, error: Exception) -> Self:
        """The failure of a stage by this error; raise it from the error, so that its trace is kept."""
        said = str(error).strip().partition("\n")[0]
        name = type(error).__name__
        return cls(document, stage, f"{name}: {said}" if said else name)

    def __str__(self) -> str:
        """On one line: document, stage, original error."""
        return (
            f"{on_one_line(self.document)}: the stage {self.stage!r} failed: "
            f"{on_one_line(self.reason)}"
        )


class NotReadyError(OnrecordError):
    """The service cannot answer yet: no database, or a schema that is not current."""


class TooCostlyError(OnrecordError):
    """A question that the database was stopped at, because it took longer than one may."""

    def __init__(self) -> None:
        super().__init__(
            "Answering this takes too long; ask for less, by more filters or a lower limit."
        )


class OverloadedError(OnrecordError):
    """A question that found no place in the queue for the database; `seconds` is when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"More is asked than can be answered now; try again in {seconds} s.")
        self.seconds = seconds
