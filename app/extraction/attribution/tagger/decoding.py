"""BIO decoding: the best label sequence of a linear-chain CRF, and the confidence of each span."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]

_GROUP = 64


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A run of words, both ends included, with the mean probability of its labels."""

    kind: str
    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class Decoder:
    """A CRF's parameters; what BIO forbids has a score that no path can make good."""

    labels: tuple[str, ...]
    starts: Floats
    transitions: Floats

    def with_bonus(self, bonus: float) -> "Decoder":
        """Favour spans: a bonus for each word would favour long ones, so the first gets it."""
        begins = np.array([label.startswith("B-") for label in self.labels], np.float32)
        return Decoder(self.labels, self.starts + bonus * begins, self.transitions + bonus * begins)

    def spans(self, emissions: Sequence[Floats]) -> list[list[TaggedSpan]]:
        """Decode paragraphs, given as one row of label scores for each word."""
        decoded: list[list[TaggedSpan]] = [[] for _ in emissions]
        order = sorted(
            (i for i, e in enumerate(emissions) if len(e)), key=lambda i: len(emissions[i])
        )
        for start in range(0, len(order), _GROUP):
            group = order[start : start + _GROUP]
            lengths = np.array([len(emissions[i]) for i in group])
            scores = np.zeros((lengths.max(), len(group), len(self.labels)), np.float32)
            for column, index in enumerate(group):
                scores[: lengths[column], column] = emissions[index]
            paths = self._viterbi(scores, lengths)
            marginals = self._marginals(scores, lengths)
            for column, index in enumerate(group):
                length = lengths[column]
                decoded[index] = self._runs(paths[:length, column], marginals[:length, column])
        return decoded

    def _viterbi(self, scores: Floats, lengths: Ints) -> Ints:
        """Return the best label of each word: an array of steps by sequences."""
        steps, count, _ = scores.shape
        back = np.zeros(scores.shape, np.int64)
        keep = np.arange(len(self.labels))
        best = scores[0] + self.starts
        for step in range(1, steps):
            reached = best[:, :, None] + self.transitions
            live = (step < lengths)[:, None]
            back[step] = np.where(live, reached.argmax(1), keep)
            best = np.where(live, reached.max(1) + scores[step], best)
        paths = np.zeros((steps, count), np.int64)
        paths[-1] = best.argmax(1)
        columns = np.arange(count)
        for step in range(steps - 1, 0, -1):
            paths[step - 1] = back[step, columns, paths[step]]
        return paths

    def _marginals(self, scores: Floats, lengths: Ints) -> Floats:
        """Return each label's probability given the whole paragraph (forward-backward)."""
        steps = len(scores)
        forward, backward = np.zeros_like(scores), np.zeros_like(scores)
        forward[0] = scores[0] + self.starts
        for step in range(1, steps):
            forward[step] = _log_sum(forward[step - 1][:, :, None] + self.transitions, 1)
            forward[step] += scores[step]
        for step in range(steps - 2, -1, -1):
            following = (scores[step + 1] + backward[step + 1])[:, None, :] + self.transitions
            live = (step + 1 < lengths)[:, None]
            backward[step] = np.where(live, _log_sum(following, 2), 0)
        total = forward + backward
        probabilities: Floats = np.exp(total - _log_sum(total, 2)[:, :, None])
        return probabilities

    def _runs(self, path: Ints, marginals: Floats) -> list[TaggedSpan]:
        spans: list[TaggedSpan] = []
        sure = marginals[np.arange(len(path)), path]
        first = 0
        for index in range(1, len(path) + 1):
            if index < len(path) and self.labels[path[index]].startswith("I-"):
                continue
            label = self.labels[path[first]]
            if label != "O":
                mean = float(sure[first:index].mean())
                spans.append(TaggedSpan(label[2:], first, index - 1, mean))
            first = index
        return spans


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis, keepdims=True)
    total: Floats = np.log(np.exp(values - top).sum(axis)) + top.squeeze(axis)
    return total
