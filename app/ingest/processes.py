"""Parallel work on files, in their order; a file that crashes its process affects no other."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

from app.domain.errors import ExtractionError

# Files read ahead for each process: the results of a whole archive would fill the memory.
READ_AHEAD = 4

Answer = TypeVar("Answer")


def in_processes(
    work: Callable[[Path], Answer], files: Sequence[Path], workers: int
) -> Iterator[Answer | ExtractionError]:
    """The result of `work` for each file, or the error of a file that crashed its process."""
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
        # A crash loses the whole batch and does not show which file caused it: each gets its own process.
        yield from (_alone(work, file) for file in batch)


def _batch(waiting: Iterator[Path], workers: int) -> list[Path]:
    return list(islice(waiting, workers * READ_AHEAD))


def _alone(work: Callable[[Path], Answer], file: Path) -> Answer | ExtractionError:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(work, file).result()
        except BrokenProcessPool:
            return ExtractionError(str(file), "extract", "the process that read it was ended")
