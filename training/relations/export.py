"""Write the network as one int8 ONNX file: window in, scores of its pairs and pieces out."""

import re
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from app.extraction.relations.reader.network import MODEL_FILE
from training.export import quantise
from training.relations.network import Reader

# The heads are small, and their outputs are the scores themselves.
KEPT_FLOAT = re.compile(r"/reader/(first|second|hidden|scores|answers)/.*")
INPUTS = ("pieces", "roles", "means", "pairs", "distances")


class OneWindow(nn.Module):
    """The network on a single window, without padding."""

    def __init__(self, reader: Reader) -> None:
        """Take the trained network."""
        super().__init__()
        self.reader = reader

    def forward(
        self, pieces: Tensor, roles: Tensor, means: Tensor, pairs: Tensor, distances: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Scores of the pairs, shape (pairs, 3), and of the pieces, shape (pieces, 3)."""
        states = self.reader.encode(pieces, roles, torch.ones_like(pieces))[0]
        claims = (means @ states).permute(1, 0, 2).flatten(1)
        return self.reader.pair_scores(claims, pairs, distances), self.reader.answers(states)


def export(reader: Reader, folder: Path) -> None:
    """Export and quantise to 8 bits, but for the heads."""
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "relations.onnx"
        _export_float(OneWindow(reader.eval()), full)
        quantise(full, folder / MODEL_FILE, KEPT_FLOAT)


def _export_float(model: OneWindow, path: Path) -> None:
    pieces = torch.ones(1, 16, dtype=torch.long)
    sample = (
        pieces, torch.zeros_like(pieces), torch.full((3, 2, 16), 1 / 16),
        torch.tensor([[0, 1]]), torch.tensor([1]),
    )  # fmt: skip
    torch.onnx.export(
        model,
        sample,
        str(path),
        input_names=list(INPUTS),
        output_names=["scores", "answers"],
        dynamic_axes={
            "pieces": {1: "length"},
            "roles": {1: "length"},
            "means": {1: "claims", 2: "length"},
            "pairs": {0: "pairs"},
            "distances": {0: "pairs"},
            "scores": {0: "pairs"},
            "answers": {0: "length"},
        },
        opset_version=17,
        dynamo=False,
    )
