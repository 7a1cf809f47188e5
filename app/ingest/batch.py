"""Many texts, one after the other or in several processes; only one is held at a time."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache, partial
from itertools import islice
from pathlib import Path

from app.domain.errors import SourceError
from app.domain.knowledge import Knowledge
from app.extraction.codebook import Codebook
from app.extraction.pipeline import extract
from app.extraction.reference import Reference
from app.ingest.codebook import shipped_codebook
from app.ingest.documents import metadata_file, read_document, read_unknown
from app.ingest.reference import read_reference

# So many files for each process are read ahead, lest the answers of a whole archive wait in memory.
READ_AHEAD = 4


def extract_files(
    files: Sequence[Path], seeds: Path, today: date, *, given: date | None, workers: int
) -> Iterator[Knowledge | SourceError]:
    """What each file says, in the order of the files, or why one cannot be read.

    A text with a metadata file beside it has its date, unless one is `given`; others are of today.
    """
    one = partial(_of_file, seeds=seeds, today=today, given=given)
    if workers == 1:
        yield from map(one, files)
        return
    waiting = iter(files)
    with ProcessPoolExecutor(workers) as pool:
        while batch := list(islice(waiting, workers * READ_AHEAD)):
            yield from pool.map(one, batch)


def _of_file(
    file: Path, *, seeds: Path, today: date, given: date | None
) -> Knowledge | SourceError:
    try:
        if given or not metadata_file(file).exists():
            document = read_unknown(file, given or today)
        else:
            document = read_document(file)
    except SourceError as error:
        return error
    return extract(document, *_known(seeds))


@cache
def _known(seeds: Path) -> tuple[Reference, Codebook]:
    """What the seed folder knows, read once in each process."""
    reference = read_reference(seeds / "entities.yaml")
    return reference, shipped_codebook(seeds, reference)
