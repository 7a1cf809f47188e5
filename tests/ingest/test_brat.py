"""Annotated documents in brat standoff form, and their evaluation."""

from pathlib import Path

import pytest

from app.domain.errors import SourceError
from app.ingest.brat import read_annotated, read_attributions
from app.ingest.evaluation import evaluate_folder

TEXT = "Angela Merkel said that the bridge was closed.\n"
STANDOFF = """\
T1\tSource 0 13\tAngela Merkel
T2\tCue 14 18\tsaid
T3\tContent 19 45\tthat the bridge was closed
T4\tAttribution 14 18\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "bridge.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "bridge_ab12.ann").write_text(STANDOFF, encoding="utf-8")
    return tmp_path


def test_an_event_ties_its_spans(folder: Path) -> None:
    (document,) = read_annotated(folder)

    (attribution,) = document.attributions
    assert document.name == "bridge"
    assert (attribution.source, attribution.cue, attribution.content) == (
        ((0, 13),),
        ((14, 18),),
        ((19, 45),),
    )


def test_a_span_may_be_in_pieces_and_a_member_may_be_missing() -> None:
    standoff = (
        "T1\tContent 0 4;8 12\tx\nT2\tContent 20 25\ty\nE1\tAttribution:T9 Content:T1 Content2:T2\n"
    )

    (attribution,) = read_attributions(standoff)
    assert attribution.content == ((0, 4), (8, 12), (20, 25))
    assert attribution.source == attribution.cue == ()


def test_a_plain_sentence_scores_one(folder: Path) -> None:
    done = evaluate_folder(folder)

    assert done.documents == 1
    assert all(score.recall == 1 for score in done.report.scores.values() if score.gold)


def test_a_folder_without_annotations_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="attributions"):
        read_annotated(tmp_path)
