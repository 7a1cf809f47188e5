"""Conditional logit and logistic regression, fitted to the optimum."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

_RIDGE = 1e-3
_ABSENT = -1e4


@dataclass(slots=True)
class Choices:
    """Rows of features for the candidates of each choice, and which of them are right."""

    rows: list[Tensor] = field(default_factory=list)
    right: list[Tensor] = field(default_factory=list)

    def add(self, rows: Tensor, right: Sequence[bool]) -> None:
        """Add a choice if a right and a wrong candidate exist."""
        if any(right) and not all(right):
            self.rows.append(rows)
            self.right.append(torch.tensor(right))


def fit_softmax(choices: Choices, size: int) -> list[float]:
    """Fit a conditional logit; padding candidates to a common number makes it one tensor."""
    width = max(len(rows) for rows in choices.rows)
    rows = torch.zeros(len(choices.rows), width, size)
    wrong = torch.full((len(choices.rows), width), _ABSENT)
    absent = torch.full((len(choices.rows), width), _ABSENT)
    for i, (candidates, right) in enumerate(zip(choices.rows, choices.right, strict=True)):
        rows[i, : len(candidates)] = candidates
        absent[i, : len(candidates)] = 0
        wrong[i, : len(candidates)][right] = 0

    def objective(weights: Tensor) -> Tensor:
        scores = rows @ weights + absent
        return (torch.logsumexp(scores, 1) - torch.logsumexp(scores + wrong, 1)).mean()

    weights = _minimise(objective, size)
    chosen = (rows @ weights + absent).argmax(1, keepdim=True)
    accuracy = (wrong.gather(1, chosen) == 0).float().mean()
    print(f"  {len(rows)} choices, right {accuracy:.4f}")
    return rounded(weights)


def fit_logistic(rows: Tensor, right: Tensor) -> list[float]:
    """Fit a logistic regression."""

    def objective(weights: Tensor) -> Tensor:
        return torch.nn.functional.binary_cross_entropy_with_logits(rows @ weights, right)

    return rounded(_minimise(objective, rows.shape[1]))


def _minimise(objective: Callable[[Tensor], Tensor], size: int) -> Tensor:
    weights = torch.zeros(size, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        value = objective(weights) + _RIDGE * weights.square().sum()
        torch.autograd.backward(value)
        return value

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach()


def rounded(values: Tensor) -> list[float]:
    """Return numbers short enough for a JSON file."""
    return [round(float(value), 5) for value in values.detach()]
