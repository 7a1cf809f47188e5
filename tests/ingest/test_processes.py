"""Work in several processes, some of which are ended by what they work on."""

import os
import signal
from pathlib import Path

import pytest

from app.domain.errors import ExtractionError, OnrecordError
from app.ingest.processes import in_processes


def name_of(file: Path) -> str:
    """What stands for reading a file; one that is called "deadly" ends its process, "bad" fails."""
    if file.stem == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    if file.stem == "bad":
        raise OnrecordError(file.stem)
    return file.stem


def test_a_file_that_ends_its_process_costs_no_other() -> None:
    names = [f"text-{number}" for number in range(20)]
    names[3] = names[17] = "deadly"

    found = list(in_processes(name_of, [Path(f"{name}.txt") for name in names], 2))

    assert [one for one in found if isinstance(one, str)] == [n for n in names if n != "deadly"]
    assert [type(found[place]) for place in (3, 17)] == [ExtractionError] * 2
    assert str(found[3]) == (
        "deadly.txt: the stage 'extract' failed: the process that read it was ended"
    )


def test_what_fails_on_purpose_for_all_is_raised() -> None:
    with pytest.raises(OnrecordError, match="bad"):
        list(in_processes(name_of, [Path("good.txt"), Path("bad.txt")], 2))
