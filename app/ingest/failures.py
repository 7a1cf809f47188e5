"""Unexpected errors, as failures of the one file that they came from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import ExtractionError, OnrecordError


@contextmanager
def failing_as(file: Path, stage: str) -> Iterator[None]:
    """Turn an unexpected error into a failure of this stage, for this file alone.

    An error of extraction keeps its stage, and gets the file's name.
    """
    try:
        yield
    except ExtractionError as error:
        if error.document == str(file):
            raise
        raise ExtractionError(str(file), error.stage, error.reason) from error
    except OnrecordError:
        raise
    except Exception as error:
        raise ExtractionError.of(str(file), stage, error) from error
