"""Errors that nobody foresaw, as failures of the one file that they came from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import ExtractionError, OnrecordError


@contextmanager
def failing_as(file: Path, stage: str) -> Iterator[None]:
    """Make of an error that nobody foresaw the failure of this stage, for this file alone.

    What a stage of extraction has failed with already names the file after that.
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
