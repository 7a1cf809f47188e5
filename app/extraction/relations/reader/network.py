"""The relation network: it reads a window once, and scores each pair of claims in it."""

from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from app.extraction.relations.reader.windows import Window
from app.extraction.weights import session_of, tokenizer_in

Floats = npt.NDArray[np.float32]
# Beyond that many claims between two, one is as far as another.
FARTHEST = 12
MODEL_FILE = "relations.int8.onnx"


class Network:
    """The network of a folder; it is loaded on first use and runs on one thread."""

    def __init__(self, folder: Path) -> None:
        """Take the model's folder; nothing is read yet."""
        self._folder = folder

    def scores(self, window: Window) -> tuple[Floats, Floats]:
        """Scores of (neither, disputes, agrees) for each pair, and for each piece as what states it."""
        row = {claim: number for number, claim in enumerate(window.claims)}
        pairs = np.array([(row[a], row[b]) for a, b in window.pairs], np.int64)
        distances = np.minimum(np.abs(pairs[:, 0] - pairs[:, 1]), FARTHEST)
        inputs = {
            "pieces": np.array([window.pieces], np.int64),
            "roles": np.array([window.roles], np.int64),
            "means": _means(window),
            "pairs": pairs,
            "distances": distances,
        }
        scores, answers = self._session.run(None, inputs)
        return scores, answers

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, which the attribution tagger shares."""
        return tokenizer_in(self._folder)

    @cached_property
    def _session(self) -> ort.InferenceSession:
        return session_of(self._folder / MODEL_FILE)


def _means(window: Window) -> Floats:
    """Weights that average the pieces of each claim's content, source and cue: (3, claims, pieces)."""
    means = np.zeros((3, len(window.claims), len(window.pieces)), np.float32)
    for number, parts in enumerate(window.claims.values()):
        for part, rows in enumerate(parts):
            if rows:
                means[part, number, rows] = 1 / len(rows)
    return means
