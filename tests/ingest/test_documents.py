from copy import copy
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import TextTooLongError
from app.ingest.documents import TextFile, read_unknown
from tests.extraction_helpers import text_file


def test_a_text_without_metadata_has_the_same_id_every_day(tmp_path: Path) -> None:
    file = tmp_path / "My notes.txt"
    file.write_text("Angela Merkel said it would rain.\n", encoding="utf-8")
    first = read_unknown(text_file(file), date(2024, 3, 6))
    later = read_unknown(text_file(file), date(2024, 3, 7))
    assert first.id == later.id == f"my-notes-{first.sha256[:8]}"
    assert (first.title, first.publisher) == ("My notes", "unknown")

    file.write_text("Angela Merkel said it would snow.\n", encoding="utf-8")
    assert read_unknown(text_file(file), date(2024, 3, 6)).id != first.id


def test_a_text_over_the_limit_is_refused_with_both_lengths_and_the_setting(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("“It rains.”" * 8, encoding="utf-8")
    most = len("“It rains.”" * 8)

    assert read_unknown(TextFile(file, most), date(2024, 3, 6)).text
    with pytest.raises(TextTooLongError) as caught:
        read_unknown(TextFile(file, most - 1), date(2024, 3, 6))
    # As it comes out of another process.
    assert str(copy(caught.value)) == (
        f"{file}: it has 88 characters, and a document may have 87; "
        "ONRECORD_DOCUMENT_CHARACTERS allows more"
    )
