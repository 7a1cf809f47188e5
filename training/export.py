"""Write the network as an int8 ONNX file, and the tokenizer beside it."""

import re
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import (  # type: ignore[import-untyped]
    QuantType,
    quantize_dynamic,
)

from training.model import Tagger
from training.train import load_tokenizer

MODEL_FILE = "attribution.int8.onnx"

# The heads are small, and their outputs are the scores themselves.
_KEPT_FLOAT = re.compile(r"/(emissions|links)/MatMul")


def export(model: Tagger, base: Path, folder: Path) -> None:
    """Export, quantise to 8 bits and copy the tokenizer."""
    model.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "attribution.onnx"
        _export_float(model, full)
        quantise(full, folder / MODEL_FILE, _KEPT_FLOAT)
    load_tokenizer(base).save(str(folder / "tokenizer.json"), pretty=False)


def quantise(full: Path, path: Path, kept_float: re.Pattern[str]) -> None:
    """Write a network with its weights in 8 bits, but for the nodes whose names match."""
    names = [node.name for node in onnx.load(str(full)).graph.node]
    quantize_dynamic(
        full,
        path,
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[name for name in names if kept_float.fullmatch(name)],
    )


def _export_float(model: Tagger, path: Path) -> None:
    sample = torch.ones(2, 16, dtype=torch.long)
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        model,
        (sample, torch.zeros_like(sample), sample),
        str(path),
        input_names=["pieces", "types", "mask"],
        output_names=["emissions", "links"],
        dynamic_axes=dict.fromkeys(("pieces", "types", "mask", "emissions", "links"), axes),
        opset_version=17,
        dynamo=False,
    )
