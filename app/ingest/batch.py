"""Many texts, one after the other or in several processes; only one is held at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from app.domain.errors import ExtractionError, SourceError
from app.domain.knowledge import Knowledge
from app.extraction.inputs.codebook import Codebook
from app.extraction.inputs.reference import Reference
from app.extraction.pipeline import extract
from app.ingest.documents import TextFile, read_document, read_unknown
from app.ingest.failures import failing_as
from app.ingest.processes import in_processes
from app.ingest.seeds.codebook import shipped_codebook
from app.ingest.seeds.folder import reference_of

Found = Knowledge | SourceError | ExtractionError


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: with what a seed folder knows, as texts of today or of the date that is given."""

    seeds: Path
    today: date
    most_characters: int
    given: date | None = None


def extract_files(files: Sequence[Path], reading: Reading, workers: int = 1) -> Iterator[Found]:
    """What each file says, in the order of the files, or why it cannot be told.

    A text with a metadata file beside it has its date, unless one is `given`; others are of today.
    """
    one = partial(_of_file, reading=reading)
    yield from map(one, files) if workers == 1 else in_processes(one, files, workers)


def _of_file(path: Path, *, reading: Reading) -> Found:
    # What is wrong with the seeds is no fault of this file.
    reference, codebook = _known_in(reading.seeds)
    file = TextFile(path, reading.most_characters)
    try:
        with failing_as(path, "open"):
            if reading.given or not file.has_metadata:
                document = read_unknown(file, reading.given or reading.today)
            else:
                document = read_document(file)
        with failing_as(path, "extract"):
            return extract(document, reference, codebook)
    except (SourceError, ExtractionError) as error:
        return error


@cache
def _known_in(seeds: Path) -> tuple[Reference, Codebook]:
    """What a seed folder knows, read once in each process."""
    reference = reference_of(seeds)
    return reference, shipped_codebook(seeds, reference)
