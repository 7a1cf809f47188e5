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
from training.teach import load
from training.train import Settings, train

HELD_OUT = 42


def main() -> None:
    """Run one command."""
    options = _parser().parse_args()
    torch.set_num_threads(options.threads)
    if options.command == "evaluate":
        _evaluate(options.model, options.data)
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
    make.add_argument("--runs", type=Path, required=True, help="folder for checkpoints")
    make.add_argument("--checkpoint", type=Path, help="start from this, without training")
    evaluate = commands.add_parser("evaluate", help="score a model on annotated articles")
    evaluate.add_argument("--data", type=Path, required=True, help="PolNeAR's dev part")
    evaluate.add_argument("--model", type=Path, required=True)
    return parser


def _make(options: argparse.Namespace) -> None:
    training, held_out = _split(read_annotated(options.data))
    settings = Settings()
    if options.checkpoint:
        network = load(options.checkpoint, options.base)
    else:
        first, second = options.runs / "first", options.runs / "second"
        for folder in (first, second):
            folder.mkdir(parents=True, exist_ok=True)
        teacher = train(training, options.base, first, settings).eval()
        taught = replace(settings, order=settings.order + 1)
        network = train(training, options.base, second, taught, teacher)
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


def _evaluate(model: Path, data: Path) -> None:
    report, seconds = score(model, read_annotated(data))
    print("\n".join(report.lines()))
    print(f"{1000 * seconds:.0f} ms a document on one thread")


if __name__ == "__main__":
    main()
