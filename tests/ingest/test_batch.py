"""Many texts, in one process or several."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import SourceError
from app.ingest.batch import extract_files
from tests.reading_aloud import SEEDS, TODAY

ENTITIES = SEEDS / "entities.yaml"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.txt" for name in ("snow", "rain", "fog")]
    for path in paths:
        path.write_text(f"Angela Merkel said on Friday that {path.stem} fell.\n", encoding="utf-8")
    return paths


def test_several_processes_answer_as_one_does_in_the_files_order(files: list[Path]) -> None:
    alone = list(extract_files(files, ENTITIES, TODAY, given=None, workers=1))
    together = list(extract_files(files, ENTITIES, TODAY, given=None, workers=2))

    assert [knowledge.document.title for knowledge in alone] == ["snow", "rain", "fog"]
    assert together == alone


def test_a_given_date_is_what_weekdays_count_back_from(files: list[Path]) -> None:
    found = extract_files(files[:1], ENTITIES, TODAY, given=date(2020, 1, 6), workers=1)

    assert [claim.said_on for knowledge in found for claim in knowledge.claims] == [
        date(2020, 1, 3)
    ]


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")

    with pytest.raises(SourceError, match=r"a\.txt"):
        list(extract_files([tmp_path / "a.txt"], ENTITIES, TODAY, given=None, workers=2))
