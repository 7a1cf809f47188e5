"""Train, export and calibrate the relation network: ``python -m training.relations --help``."""

import argparse
from collections import Counter
from pathlib import Path

import torch

from app.extraction.relations.reader.network import Network
from app.extraction.weights import tokenizer_in
from training.records import place_among_hundred
from training.relations.calibrate import calibrate, judged
from training.relations.examples import Text, examples, read_texts, with_quotations
from training.relations.export import export
from training.relations.extracted import write_claims
from training.relations.invented import read_invented
from training.relations.network import Reader
from training.relations.records import read_quoted, read_standoff
from training.relations.train import Settings, train

HERE = Path(__file__).parent
CLAIMS_FILE = "claims.jsonl"
# Of a hundred texts so many are kept out: the calibration is made with them.
HELD_OUT = 15


def main() -> None:
    """Read the annotated texts, train on most of them, calibrate on the others."""
    options = _parser().parse_args()
    torch.set_num_threads(options.threads)
    options.runs.mkdir(parents=True, exist_ok=True)
    records = read_standoff(HERE / "annotations.jsonl", options.texts)
    if options.quoted:
        records |= read_quoted(options.quoted, options.texts)
    claims = options.runs / CLAIMS_FILE
    if not claims.exists():
        write_claims(sorted(records), options.texts, claims)
    texts = list(read_texts(claims, options.texts, records))
    learned = [text for text in texts if not is_held_out(text.name)]
    others = [text for text in texts if is_held_out(text.name)]
    reader = _trained(options, learned)
    export(reader, options.model)
    annotated = Counter(record.type for text in others for record in text.records)
    calibrate(list(judged(Network(options.model), others)), options.model, annotated)


def _trained(options: argparse.Namespace, texts: list[Text]) -> Reader:
    if options.checkpoint:
        reader = Reader(options.base)
        reader.load_state_dict(torch.load(options.checkpoint))
        return reader
    tokenizer = tokenizer_in(options.base)
    windows = [example for text in texts for example in examples(tokenizer, with_quotations(text))]
    windows += read_invented(tokenizer, HERE / "invented.jsonl")
    return train(windows, options.base, options.runs, Settings())


def is_held_out(name: str) -> bool:
    """True of a text that nothing is trained on: by its name, so that it stays so as texts are added."""
    return place_among_hundred(name) < HELD_OUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="training.relations", description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--texts", type=Path, required=True, help="folder of the annotated texts")
    parser.add_argument("--quoted", type=Path, help="more records, which copy their quotations")
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--model", type=Path, required=True, help="folder of the new model")
    parser.add_argument("--runs", type=Path, required=True, help="folder for what is in between")
    parser.add_argument("--checkpoint", type=Path, help="export this, without training")
    return parser


if __name__ == "__main__":
    main()
