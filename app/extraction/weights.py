"""The shipped networks' weights: where they lie, their common tokenizer, and sessions that run them."""

from functools import cache
from pathlib import Path
from typing import Final

import onnxruntime as ort
from tokenizers import Tokenizer

SHIPPED: Final = Path(__file__).parent / "models"


@cache
def tokenizer_in(folder: Path) -> Tokenizer:
    """The tokenizer in a folder, which neither cuts nor pads; read once."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def session_of(path: Path) -> ort.InferenceSession:
    """A session that runs a network on one thread, the same on every processor."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Without this, a processor that has no instructions for 8 bits (VNNI) cuts sums that are too great
    # for 16, and reads other claims in the same text.
    options.add_session_config_entry("session.x64quantprecision", "1")
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
