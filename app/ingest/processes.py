"""Work on files in several processes, in the files' order; one that ends its process costs no other."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

from app.domain.errors import ExtractionError

# So many files for each process are read ahead: answers of a whole archive would fill the memory.
READ_AHEAD = 4

Answer = TypeVar("Answer")


def in_processes(
    work: Callable[[Path], Answer], files: Sequence[Path], workers: int
) -> Iterator[Answer | ExtractionError]:
    """What `work` makes of each file, or which one ended the process that worked on it."""
    waiting = iter(files)
    while batch := _batch(waiting, workers):
        with ProcessPoolExecutor(workers) as pool, suppress(BrokenProcessPool):
            while batch:
                futures = [pool.submit(work, file) for file in batch]
                for future in futures:
                    answer = future.result()
                    del batch[0]
                    yield answer
                batch = _batch(waiting, workers)
        # All that were under way are lost with a process; whose fault it was, is not known.
        yield from (_alone(work, file) for file in batch)


def _batch(waiting: Iterator[Path], workers: int) -> list[Path]:
    return list(islice(waiting, workers * READ_AHEAD))


def _alone(work: Callable[[Path], Answer], file: Path) -> Answer | ExtractionError:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(work, file).result()
        except BrokenProcessPool:
            return ExtractionError(str(file), "extract", "the process that read it was ended")
