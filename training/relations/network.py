"""The network: an encoder over a window, and a head that scores pairs of claims in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from transformers import AutoModel

from app.extraction.relations.reader.network import FARTHEST
from app.extraction.relations.reader.windows import ROLES
from training.relations.examples import LABELS, LEFT_OUT, Example

SIZE = 192
ANSWER_WEIGHT = 0.3


@dataclass(slots=True)
class Batch:
    """Windows as tensors; `means` are the weights that pool the pieces of each claim's three parts."""

    pieces: Tensor
    roles: Tensor
    mask: Tensor
    means: tuple[Tensor, Tensor, Tensor]
    pairs: Tensor
    distances: Tensor
    labels: Tensor
    answers: Tensor


class Reader(nn.Module):
    """Scores of `LABELS` for pairs of claims."""

    def __init__(self, base: Path) -> None:
        """Start from the base model in a folder, with new heads."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, attention_probs_dropout_prob=0.0)
        size = self.encoder.config.hidden_size
        embeddings = self.encoder.embeddings
        old = embeddings.token_type_embeddings.weight.data
        embeddings.token_type_embeddings = nn.Embedding(ROLES, size)
        embeddings.token_type_embeddings.weight.data = old[:1].repeat(ROLES, 1)
        # Three thousand relations teach nothing about single words.
        embeddings.word_embeddings.weight.requires_grad = False
        self.dropout = nn.Dropout(0.1)
        self.first = nn.Linear(3 * size, SIZE)
        self.second = nn.Linear(3 * size, SIZE)
        self.distance = nn.Embedding(FARTHEST + 1, 16)
        self.hidden = nn.Linear(4 * SIZE + 16, SIZE)
        self.scores = nn.Linear(SIZE, len(LABELS))
        self.answers = nn.Linear(size, len(LABELS))
        with torch.no_grad():
            self.scores.bias.copy_(torch.tensor([1.5, -1.0, -1.0]))
            self.answers.bias.copy_(torch.tensor([2.0, -1.5, -1.5]))

    def encode(self, pieces: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """The states of all pieces."""
        return self.encoder(
            input_ids=pieces, token_type_ids=roles, attention_mask=mask
        ).last_hidden_state

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Scores of each pair, and of each piece as an answer."""
        states = self.dropout(self.encode(batch.pieces, batch.roles, batch.mask)).flatten(0, 1)
        claims = torch.cat([mean @ states for mean in batch.means], 1)
        return self.pair_scores(claims, batch.pairs, batch.distances), self.answers(states)

    def pair_scores(self, claims: Tensor, pairs: Tensor, distances: Tensor) -> Tensor:
        """Scores of pairs of claims; a claim is the means of its content, source and cue, one after the other."""
        one = torch.tanh(self.first(claims))[pairs[:, 0]]
        other = torch.tanh(self.second(claims))[pairs[:, 1]]
        joined = torch.cat(
            [one, other, one * other, (one - other).abs(), self.distance(distances)], 1
        )
        return self.scores(self.dropout(torch.relu(self.hidden(joined))))


def loss(model: Reader, batch: Batch, weight: float) -> Tensor:
    """Cross entropy of the pairs, related ones counting `weight` times, and of the answering pieces."""
    scores, answers = model(batch)
    weights = torch.tensor([1.0, weight, weight])
    pairs = cross_entropy(scores, batch.labels, weights, ignore_index=LEFT_OUT)
    pieces = cross_entropy(
        answers, batch.answers, torch.tensor([1.0, 5.0, 5.0]), ignore_index=LEFT_OUT
    )
    return pairs + ANSWER_WEIGHT * pieces


def make_batch(examples: Sequence[Example]) -> Batch:
    """Windows of like length, padded to the longest."""
    length = max(len(example.window.pieces) for example in examples)
    shape = (len(examples), length)
    pieces, roles, mask = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    answers = torch.full(shape, LEFT_OUT)
    places: list[tuple[int, tuple[list[int], list[int], list[int]]]] = []
    pairs, distances, labels = [], [], []
    for row, example in enumerate(examples):
        window, size = example.window, len(example.window.pieces)
        pieces[row, :size] = torch.tensor(window.pieces)
        roles[row, :size] = torch.tensor(window.roles)
        mask[row, :size] = 1
        answers[row, :size] = torch.tensor(example.answers)
        number = {n: len(places) + k for k, n in enumerate(window.claims)}
        order = {n: k for k, n in enumerate(window.claims)}
        places += [(row * length, found) for found in window.claims.values()]
        pairs += [(number[a], number[b]) for a, b in window.pairs]
        distances += [min(FARTHEST, abs(order[a] - order[b])) for a, b in window.pairs]
        labels += example.labels
    means = tuple(torch.zeros(len(places), shape[0] * length) for _ in range(3))
    for n, (offset, found) in enumerate(places):
        for mean, rows in zip(means, found, strict=True):
            for at in rows:
                mean[n, offset + at] = 1 / len(rows)
    return Batch(
        pieces, roles, mask, (means[0], means[1], means[2]), torch.tensor(pairs),
        torch.tensor(distances), torch.tensor(labels), answers.flatten(),
    )  # fmt: skip
