"""Many texts, in one process or several."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import SourceError
from app.domain.knowledge import Knowledge
from app.ingest.batch import Reading, extract_files
from tests.extraction_helpers import MOST_CHARACTERS, SEEDS, TODAY


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.txt" for name in ("snow", "rain", "fog")]
    for path in paths:
        path.write_text(f"Angela Merkel said on Friday that {path.stem} fell.\n", encoding="utf-8")
    return paths


def knowledge_of_files(
    files: list[Path], *, given: date | None = None, workers: int = 1
) -> list[Knowledge]:
    found = list(extract_files(files, Reading(SEEDS, TODAY, MOST_CHARACTERS, given), workers))
    assert all(isinstance(one, Knowledge) for one in found)
    return [one for one in found if isinstance(one, Knowledge)]


def test_several_processes_answer_as_one_does_in_the_files_order(files: list[Path]) -> None:
    alone = knowledge_of_files(files, workers=1)
    together = knowledge_of_files(files, workers=2)

    assert [knowledge.document.title for knowledge in alone] == ["snow", "rain", "fog"]
    assert together == alone


def test_a_given_date_is_what_weekdays_count_back_from(files: list[Path]) -> None:
    found = knowledge_of_files(files[:1], given=date(2020, 1, 6))

    assert [claim.said_on for knowledge in found for claim in knowledge.claims] == [
        date(2020, 1, 3)
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_file_is_named_and_the_others_are_read(
    files: list[Path], tmp_path: Path, workers: int
) -> None:
    (tmp_path / "broken.txt").write_bytes(b"\xff\xfe")
    given = [tmp_path / "broken.txt", files[0]]

    broken, read = extract_files(given, Reading(SEEDS, TODAY, MOST_CHARACTERS), workers)

    assert isinstance(broken, SourceError)
    assert "broken.txt" in str(broken)
    assert isinstance(read, Knowledge)
    assert len(read.claims) == 1
