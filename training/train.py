"""Fine-tune the encoder on PolNeAR's training articles."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from app.extraction.evaluation.scores import Annotated
from training.model import Batch, Tagger, loss, make_batch
from training.read import Paragraph, cut, label_article, pack
from training.teach import load, opinions


@dataclass(frozen=True, slots=True)
class Settings:
    """Hyperparameters of a training run, which goes on from the checkpoint `start` or begins at the base."""

    epochs: int = 5
    window: int = 144
    batch_pieces: int = 1536
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    transition_rate: float = 1e-2
    warm_up: int = 100
    weight_decay: float = 0.01
    link_weight: float = 0.05
    seed: int = 13
    order: int = 13
    start: Path | None = None


def load_tokenizer(base: Path) -> Tokenizer:
    """Load the base model's tokenizer without its truncation and padding."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def train(
    documents: Sequence[Annotated],
    base: Path,
    output: Path,
    settings: Settings,
    teacher: Tagger | None = None,
) -> Tagger:
    """Train on the documents; a checkpoint is written after each epoch."""
    random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    tokenizer = load_tokenizer(base)
    articles = [_article(tokenizer, document, settings.window) for document in documents]
    cls, sep = tokenizer.encode("").ids
    if teacher is not None:
        articles = _taught(documents, articles, teacher, settings.window, (cls, sep))
    model = load(settings.start, base) if settings.start else Tagger(base)
    optimizer = _optimizer(model, settings)
    rates = [group["lr"] for group in optimizer.param_groups]
    generator = random.Random(settings.order)
    model.train()
    step, started = 0, time.monotonic()
    total = settings.epochs * len(list(_batches(articles, settings, random.Random(0))))
    for epoch in range(settings.epochs):
        sums = torch.zeros(2)
        for count, windows in enumerate(_batches(articles, settings, generator), 1):
            scale = min((step + 1) / settings.warm_up, max(0.0, 1 - step / total))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * scale
            sums += _step(model, optimizer, make_batch(windows, cls, sep), settings)
            step += 1
            if count % 50 == 0:
                tagging, linking = (sums / 50).tolist()
                minutes = (time.monotonic() - started) / 60
                print(
                    f"{step}/{total} tag {tagging:.4f} link {linking:.4f} {minutes:.1f} min",
                    flush=True,
                )
                sums.zero_()
        torch.save(model.state_dict(), output / f"epoch{epoch + 1}.pt")
    return model


def _article(tokenizer: Tokenizer, document: Annotated, window: int) -> list[Paragraph]:
    paragraphs = label_article(tokenizer, document)
    return [part for paragraph in paragraphs for part in cut(paragraph, window - 1)]


def _taught(
    documents: Sequence[Annotated],
    articles: Sequence[list[Paragraph]],
    teacher: Tagger,
    window: int,
    ends: tuple[int, int],
) -> list[list[Paragraph]]:
    """Add the teacher's scores to each paragraph; several people's labels share one reading."""
    read: dict[str, list[torch.Tensor]] = {}
    for document, article in zip(documents, articles, strict=True):
        if document.name not in read:
            read[document.name] = opinions(teacher, article, window, ends)
    return [
        [replace(p, taught=t) for p, t in zip(article, read[document.name], strict=True)]
        for document, article in zip(documents, articles, strict=True)
    ]


def _optimizer(model: Tagger, settings: Settings) -> torch.optim.Optimizer:
    types = model.encoder.embeddings.token_type_embeddings.weight
    encoder = [p for p in model.encoder.parameters() if p is not types]
    heads = [*model.emissions.parameters(), *model.links.parameters(), types]
    groups = [
        {"params": [p for p in encoder if p.ndim > 1], "lr": settings.encoder_rate},
        {
            "params": [p for p in encoder if p.ndim <= 1],
            "lr": settings.encoder_rate,
            "weight_decay": 0.0,
        },
        {"params": heads, "lr": settings.head_rate},
        {
            "params": [model.transitions, model.starts],
            "lr": settings.transition_rate,
            "weight_decay": 0.0,
        },
    ]
    return torch.optim.AdamW(groups, weight_decay=settings.weight_decay, fused=True)


def _step(
    model: Tagger, optimizer: torch.optim.Optimizer, batch: Batch, settings: Settings
) -> torch.Tensor:
    tagging, linking = loss(model, batch, settings.link_weight)
    optimizer.zero_grad()
    torch.autograd.backward(tagging + linking)
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return torch.stack([tagging.detach(), linking.detach()])


def _batches(
    articles: Sequence[Sequence[Paragraph]], settings: Settings, generator: random.Random
) -> Iterator[list[list[Paragraph]]]:
    """Yield batches of windows of like length, in random order."""
    windows = [w for a in articles if a for w in pack(a, settings.window, generator)]
    generator.shuffle(windows)
    sizes = {id(w): sum(len(p.words.pieces) + 1 for p in w) + 1 for w in windows}
    windows.sort(key=lambda w: sizes[id(w)] // 16)
    batches: list[list[list[Paragraph]]] = [[]]
    longest = 0
    for window in windows:
        longest = max(longest, sizes[id(window)])
        if batches[-1] and longest * (len(batches[-1]) + 1) > settings.batch_pieces:
            batches.append([])
            longest = sizes[id(window)]
        batches[-1].append(window)
    generator.shuffle(batches)
    yield from batches
