"""What a first network says of the training articles, for a second one to learn from.

Taught by the labels and by a network of its own kind, the second does better than the first
(Furlanello et al., Born Again Neural Networks, 2018).
"""

import random
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.model import Tagger, make_batch
from training.read import Paragraph, pack

PACKINGS = 3
# Read at once.
WINDOWS = 8


def load(checkpoint: Path, base: Path) -> Tagger:
    """Load a trained network."""
    network = Tagger(base)
    network.load_state_dict(torch.load(checkpoint, weights_only=True))
    return network.eval()


def opinions(
    network: Tagger, article: Sequence[Paragraph], window: int, ends: tuple[int, int]
) -> list[Tensor]:
    """Return the mean label scores (words x labels) of each paragraph, over several packings."""
    generator = random.Random(0)
    rows = {id(paragraph): index for index, paragraph in enumerate(article)}
    sums = [torch.zeros(len(p.words), network.emissions.out_features) for p in article]
    for _ in range(PACKINGS):
        windows = [w for w in pack(article, window, generator) if any(len(p.words) for p in w)]
        for first in range(0, len(windows), WINDOWS):
            packed = windows[first : first + WINDOWS]
            batch = make_batch(packed, *ends)
            with torch.no_grad():
                scores = network(batch.pieces, batch.types, batch.mask)[0]
            words = scores.float().flatten(0, 1)[batch.firsts]
            for paragraph in (paragraph for one in packed for paragraph in one):
                count = len(paragraph.words)
                sums[rows[id(paragraph)]] += words[:count] / PACKINGS
                words = words[count:]
    return sums
