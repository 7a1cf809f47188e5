"""Records of annotated relations: read from a file beside their texts, and scored."""

import json
from pathlib import Path

import pytest

from app.domain.enums import RelationType
from app.domain.errors import SourceError
from app.domain.span import Span
from app.ingest.relation_records import locate, read_records

TEXT = "The mayor said “the dam is safe”. The council denied that.\n"
DISPUTE = {
    "text": "news/a.txt",
    "type": "disputes",
    "basis": "stated",
    "a": {"source": "The mayor", "quote": '"The dam is safe"'.lower()},
    "b": {"source": "The council", "quote": "that"},
    "evidence": "The council denied that.",
    "sure": True,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for records, beside one of texts."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "train").mkdir()
    return tmp_path / "train"


def write(folder: Path, *records: object) -> None:
    lines = (json.dumps(record) for record in records)
    (folder / "records.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def test_texts_lie_below_the_folder_or_one_above(folder: Path) -> None:
    write(folder, DISPUTE)
    root, (text,) = read_records(folder)
    (relation,) = text.relations
    assert root == folder.parent
    assert relation.type is RelationType.DISPUTES
    quotes = [side.quote and side.quote.of(TEXT) for side in relation.sides]
    assert quotes == ["the dam is safe", "that"]


def test_a_text_without_relations_counts_too(folder: Path) -> None:
    write(folder, {"text": "news/a.txt", "none": True})
    _, (text,) = read_records(folder)
    assert text.relations == ()


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ({"text": "news/a.txt", "type": "denies"}, "line 1"),
        ({"text": "news/a.txt", "type": "agrees"}, "line 1: lacks a type or a side"),
        ({"text": "news/b.txt", "none": True}, "names news/b.txt"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    folder: Path, record: dict[str, object], complaint: str
) -> None:
    write(folder, record)
    with pytest.raises(SourceError, match=complaint):
        read_records(folder)


def test_a_file_that_is_no_json_is_told(folder: Path) -> None:
    (folder / "records.jsonl").write_text('{"text": \n', "utf-8")
    with pytest.raises(SourceError, match="line 1: is no record of a relation"):
        read_records(folder)


def test_a_folder_without_records_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"records\.jsonl"):
        read_records(tmp_path)


def test_words_are_found_by_letters_and_digits() -> None:
    assert locate("He said: “It’s 5 %.”", "it's 5%", None) is None
    assert locate("He said: “It’s 5 %.”", "It's 5%") == Span(10, 16)
    assert locate("no, no", "no", near=Span(5, 6)) == Span(4, 6)
    assert locate("no", "…") is None
