"""What an evaluation counts, worked out by hand."""

from app.extraction.evaluation.scores import (
    Annotated,
    Attribution,
    Report,
    content_kinds,
    evaluate,
)

TEXT = 'Ann said that the old bridge is shut. "It is safe," said Bo. Cy fears rain.'


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def attribution(source: str, cue: str, *content: str) -> Attribution:
    return Attribution(
        (place(source),) if source else (),
        (place(cue),) if cue else (),
        tuple(place(words) for words in content),
    )


GOLD = (
    attribution("Ann", "said", "that the old bridge is shut"),
    attribution("Bo", "said Bo", '"It is safe,"'),
    attribution("Cy", "fears", "rain"),
)


def scored(*found: Attribution) -> Report:
    return evaluate([(Annotated("d", TEXT, GOLD), found)])


def f1(report: Report, measure: str) -> float:
    return round(report.scores[measure].f1, 3)


def test_the_annotation_itself_scores_one() -> None:
    report = scored(*GOLD)

    assert all(score.recall == 1 for score in report.scores.values())
    assert f1(report, "attribution IoU>=0.5") == 1


def test_a_leading_that_quotation_marks_and_stops_count_on_neither_side() -> None:
    report = scored(
        attribution("Ann", "said", "the old bridge is shut."),
        attribution("Bo", "said Bo", "It is safe"),
        attribution("Cy", "fears", "rain."),
    )

    assert f1(report, "content exact") == 1


def test_a_wrong_source_is_no_match_but_its_content_is_exact() -> None:
    report = scored(attribution("Bo", "said", "that the old bridge is shut"))

    assert report.scores["attribution IoU>=0.5"].matched == 0
    assert report.scores["content exact"].matched == 1


def test_half_the_content_matches_loosely_only() -> None:
    # "bridge is shut" has 12 of the 21 letters of "that the old bridge is shut": IoU .57.
    report = scored(attribution("Ann", "said", "bridge is shut"))

    assert report.scores["attribution IoU>=0.5"].matched == 1
    assert report.scores["attribution IoU>=0.8"].matched == 0


def test_matches_are_one_to_one() -> None:
    report = scored(GOLD[0], attribution("Ann", "said", "the old bridge is shut"))

    score = report.scores["attribution IoU>=0.5"]
    assert (score.matched, score.predicted, score.gold) == (1, 2, 3)


def test_finding_nothing_scores_nothing() -> None:
    report = scored()

    assert f1(report, "attribution IoU>=0.5") == 0
    assert report.scores["recall indirect"].recall == 0


def test_kinds_go_by_the_quotation_marks() -> None:
    assert content_kinds(TEXT, GOLD) == ["indirect", "direct", "indirect"]
