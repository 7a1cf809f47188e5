"""Extraction of many files, in one process or several; each process holds one text at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from app.domain.enums import OperatingPoint
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
    """How files are read: the seed folder with entities and codebook, the date of texts without metadata, and which relations are shown."""

    seeds: Path
    today: date
    most_characters: int
    given: date | None = None
    operating_point: OperatingPoint = OperatingPoint.PRECISE


def extract_files(files: Sequence[Path], reading: Reading, workers: int = 1) -> Iterator[Found]:
    """Each file's knowledge or error, in the order of the files.

    A text with a metadata file beside it has its date, unless one is `given`; others are of today.
    """
    one = partial(_of_file, reading=reading)
    yield from map(one, files) if workers == 1 else in_processes(one, files, workers)


def _of_file(path: Path, *, reading: Reading) -> Found:
    # Outside of `try`: an error in the seeds is not this file's.
    reference, codebook = _known_in(reading.seeds)
    file = TextFile(path, reading.most_characters)
    try:
        with failing_as(path, "open"):
            if reading.given or not file.has_metadata:
                document = read_unknown(file, reading.given or reading.today)
            else:
                document = read_document(file)
        with failing_as(path, "extract"):
            return extract(document, reference, codebook, reading.operating_point)
    except (SourceError, ExtractionError) as error:
        return error


@cache
def _known_in(seeds: Path) -> tuple[Reference, Codebook]:
    """Reference data and codebook of a seed folder, read once in each process."""
    reference = reference_of(seeds)
    return reference, shipped_codebook(seeds, reference)
