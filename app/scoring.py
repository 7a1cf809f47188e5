"""The commands that score extraction: `python -m app evaluate | evaluate-relations`."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import MARKDOWN
from rich.table import Table

from app.settings import Settings
from app.terminal import Relations, Workers, console, one_line_errors, watched

if TYPE_CHECKING:
    from app.extraction.evaluation.scores import Score
    from app.ingest.evaluation import RelationEvaluation


def evaluate(
    directory: Annotated[Path, typer.Argument(help="A folder with text/ and attributions/.")],
    errors: Annotated[int, typer.Option(min=0, help="The number of worst cases to show.")] = 0,
) -> None:
    """Score extraction against documents annotated by hand in brat standoff form.

    Spans are compared by their letters and digits: a leading "that", quotation marks and outer
    punctuation count on neither side.
    """
    # Here and below, because they import the language models.
    from app.extraction.evaluation.error_report import misses
    from app.ingest.evaluation import evaluate_folder

    with one_line_errors():
        done = evaluate_folder(directory, partial(watched, description="Evaluating"))
    table = Table("measure", "precision", "recall", "F1", "annotated", box=MARKDOWN)
    for name, score in done.report.scores.items():
        whole = not name.startswith("recall")
        precision, f1 = (f"{score.precision:.3f}", f"{score.f1:.3f}") if whole else ("", "")
        table.add_row(name, precision, f"{score.recall:.3f}", f1, str(score.gold))
    console.print(table)
    console.print(f"{done.documents} documents, {done.documents / done.seconds:.1f} a second")
    for miss in misses(done.pairs, errors):
        console.print(f"\n{miss.kind} in {miss.document}", style="bold", highlight=False)
        for side, words in (("annotated", miss.annotated), ("found", miss.found)):
            if words:
                console.print(f"  {side}: {words}", markup=False, highlight=False, soft_wrap=True)


def evaluate_relations(
    directory: Annotated[Path, typer.Argument(help="A folder with records.jsonl.")],
    relations: Relations = None,
    workers: Workers = 1,
) -> None:
    """Score the relations that extraction finds against annotated ones.

    A line of records.jsonl is one relation with its two quotations, and the name of its text below
    this folder or one above it. "Strict" wants the right sources and words, "by sources" the right
    sources.
    """
    from app.ingest.batch import Reading
    from app.ingest.evaluation import evaluate_relations as evaluated

    with one_line_errors():
        settings, today = Settings(), datetime.now(UTC).date()
        point = relations or settings.relations
        most = settings.document_characters
        reading = Reading(settings.seeds_directory, today, most, operating_point=point)
        done = evaluated(directory, reading, workers, partial(watched, description="Evaluating"))
    _print_relations(done)


def _print_relations(done: "RelationEvaluation") -> None:
    from app.extraction.evaluation.relation_scores import MEASURES

    for measure in MEASURES:
        table = Table("relations", "precision", "recall", "F1", "found", "annotated", box=MARKDOWN)
        for (of, row), score in done.report.scores.items():
            if of == measure:
                table.add_row(row, *_cells(row, score))
        console.print(f"{measure}:", style="bold", highlight=False)
        console.print(table)
    curve = Table("confidence", "found", "right by sources", box=MARKDOWN)
    for low, high, counts in done.report.reliability:
        if counts.predicted:
            within = f"{low:.1f} to {min(high, 1):.1f}"
            curve.add_row(within, str(counts.predicted), f"{counts.precision:.2f}")
    console.print(curve)
    console.print(f"{done.documents} texts, {done.documents / done.seconds:.1f} a second")


def _cells(row: str, score: "Score") -> list[str]:
    """What is found has no basis of the annotator's: of one basis, recall alone can be told."""
    if row.endswith((", stated", ", shown")):
        return ["", f"{score.recall:.3f}", "", "", str(score.gold)]
    parts = (score.precision, score.recall, score.f1)
    return [*(f"{part:.3f}" for part in parts), str(score.predicted), str(score.gold)]
