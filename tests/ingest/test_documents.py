from datetime import date
from pathlib import Path

from app.ingest.documents import read_unknown
from tests.reading_aloud import text_file


def test_a_text_without_metadata_has_the_same_id_every_day(tmp_path: Path) -> None:
    file = tmp_path / "My notes.txt"
    file.write_text("Angela Merkel said it would rain.\n", encoding="utf-8")
    first = read_unknown(text_file(file), date(2024, 3, 6))
    later = read_unknown(text_file(file), date(2024, 3, 7))
    assert first.id == later.id == f"my-notes-{first.sha256[:8]}"
    assert (first.title, first.publisher) == ("My notes", "unknown")

    file.write_text("Angela Merkel said it would snow.\n", encoding="utf-8")
    assert read_unknown(text_file(file), date(2024, 3, 6)).id != first.id
