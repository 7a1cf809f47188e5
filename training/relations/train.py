"""Fine-tune the encoder on annotated relations."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from training.relations.examples import Example
from training.relations.network import Reader, loss, make_batch


@dataclass(frozen=True, slots=True)
class Settings:
    """Hyperparameters of a training run."""

    epochs: int = 5
    batch_pieces: int = 1536
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    related_weight: float = 3.0
    warm_up: int = 60
    # Of windows without any relation each epoch reads this share, chosen by chance.
    empty_share: float = 0.25
    seed: int = 13


def train(
    examples: Sequence[Example],
    base: Path,
    output: Path,
    settings: Settings,
) -> Reader:
    """Train on the windows; a checkpoint is written after each epoch."""
    random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    model = Reader(base)
    optimizer = _optimizer(model, settings)
    rates = [group["lr"] for group in optimizer.param_groups]
    shuffle = random.Random(settings.seed)
    total = settings.epochs * len(list(_batches(examples, settings, random.Random(0))))
    step, started, sum_of = 0, time.monotonic(), 0.0
    for epoch in range(1, settings.epochs + 1):
        model.train()
        for batch in _batches(examples, settings, shuffle):
            scale = min((step + 1) / settings.warm_up, max(0.0, 1 - step / total))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * scale
            optimizer.zero_grad()
            value = loss(model, make_batch(batch), settings.related_weight)
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            sum_of += value.item()
            step += 1
            if step % 25 == 0:
                minutes = (time.monotonic() - started) / 60
                print(f"{step}/{total} loss {sum_of / 25:.4f} {minutes:.1f} min", flush=True)
                sum_of = 0.0
        torch.save(model.state_dict(), output / f"epoch{epoch}.pt")
    return model.eval()


def _optimizer(model: Reader, settings: Settings) -> torch.optim.Optimizer:
    learned = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    encoder = [p for n, p in learned if n.startswith("encoder.")]
    heads = [p for n, p in learned if not n.startswith("encoder.")]
    return torch.optim.AdamW(
        [
            {"params": encoder, "lr": settings.encoder_rate},
            {"params": heads, "lr": settings.head_rate},
        ],
        weight_decay=0.01,
    )


def _batches(
    examples: Sequence[Example], settings: Settings, shuffle: random.Random
) -> Iterator[list[Example]]:
    """Windows of like length together, in an order by chance."""
    chosen = [e for e in examples if e.is_related or shuffle.random() < settings.empty_share]
    noise = {id(example): shuffle.random() * 80 for example in chosen}
    ordered = sorted(chosen, key=lambda e: len(e.window.pieces) + noise[id(e)])
    batches: list[list[Example]] = [[]]
    for example in ordered:
        longest = max([len(example.window.pieces), *(len(e.window.pieces) for e in batches[-1])])
        if batches[-1] and longest * (len(batches[-1]) + 1) > settings.batch_pieces:
            batches.append([])
        batches[-1].append(example)
    shuffle.shuffle(batches)
    yield from batches
