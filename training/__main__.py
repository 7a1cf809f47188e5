"""Train, export and link, or score a finished model: ``python -m training --help``."""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from app.extraction.evaluation.scores import Annotated
from app.ingest.brat import read_annotated
from training.evaluate import score
from training.export import export
from training.link import fit, initial_config
from training.records import part_of, read_records
from training.teach import load
from training.train import Settings, train

HERE = Path(__file__).parent / "attributions"
HELD_OUT = 42
# PolNeAR's articles are thinned out by this, and the other kinds come so often, in the last stage.
MIXED = 3
WIDENING = Settings(epochs=1, encoder_rate=5e-5, head_rate=5e-4, transition_rate=2e-3, order=29)


def main() -> None:
    """Run one command."""
    options = _parser().parse_args()
    torch.set_num_threads(options.threads)
    if options.command == "evaluate":
        _evaluate(options)
    else:
        _make(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="train the network, export it, fit the linker")
    make.add_argument("--data", type=Path, required=True, help="PolNeAR's train part")
    make.add_argument("--base", type=Path, required=True, help="folder of the base model")
    make.add_argument("--model", type=Path, required=True, help="folder of the new model")
    make.add_argument("--texts", type=Path, help="folder of the articles in attributions/")
    make.add_argument("--runs", type=Path, required=True, help="folder for checkpoints")
    make.add_argument("--checkpoint", type=Path, help="start from this, without training")
    evaluate = commands.add_parser("evaluate", help="score a model on annotated articles")
    evaluate.add_argument("--data", type=Path, help="PolNeAR's dev part")
    evaluate.add_argument("--texts", type=Path, help="folder of the articles in attributions/")
    evaluate.add_argument("--model", type=Path, required=True)
    return parser


def _make(options: argparse.Namespace) -> None:
    training, held_out = _split(read_annotated(options.data))
    settings = Settings()
    if options.checkpoint:
        network = load(options.checkpoint, options.base)
    else:
        first, second, third = (options.runs / name for name in ("first", "second", "third"))
        for folder in (first, second, third):
            folder.mkdir(parents=True, exist_ok=True)
        teacher = train(training, options.base, first, settings).eval()
        taught = replace(settings, order=settings.order + 1)
        network = train(training, options.base, second, taught, teacher)
        if options.texts:
            others = _other_kinds(options.texts, "learn")
            mixed = training[::MIXED] + others * MIXED
            start = second / f"epoch{settings.epochs}.pt"
            network = train(mixed, options.base, third, replace(WIDENING, start=start))
    held_out += _other_kinds(options.texts, "fit") if options.texts else []
    export(network, options.base, options.model)
    config = json.dumps(initial_config(network, settings.window))
    (options.model / "linker.json").write_text(config, "utf-8")
    fit(options.model, held_out)


def _split(documents: Sequence[Annotated]) -> tuple[list[Annotated], list[Annotated]]:
    """Hold articles out, whoever annotated them, for what is fitted after the network."""
    names = sorted({document.name for document in documents})
    held_out = set(random.Random(7).sample(names, HELD_OUT))
    return (
        [d for d in documents if d.name not in held_out and d.attributions],
        [d for d in documents if d.name in held_out],
    )


def _other_kinds(texts: Path, part: str) -> list[Annotated]:
    """The annotated articles and invented texts of one part: learn, fit or test."""
    files = (HERE / "articles.jsonl", HERE / "invented.jsonl")
    documents = (document for file in files for document in read_records(file, texts))
    return [document for document in documents if part_of(document.name) == part]


def _evaluate(options: argparse.Namespace) -> None:
    sources = {"PolNeAR": read_annotated(options.data)} if options.data else {}
    if options.texts:
        own = _other_kinds(options.texts, "test")
        sources["articles"] = [one for one in own if "/" in one.name]
        sources["invented"] = [one for one in own if "/" not in one.name]
    for name, documents in sources.items():
        report, seconds = score(options.model, documents)
        print(f"{name}: {len(documents)} texts, {1000 * seconds:.0f} ms a text on one thread")
        print("\n".join(report.lines()))


if __name__ == "__main__":
    main()
