"""The network: an encoder with a CRF over BIO labels and a bilinear head that links spans."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from transformers import AutoModel

from app.extraction.attribution.tagger.words import WORD_TYPES
from training.read import LABELS, Paragraph

LINK_SIZE = 64
IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors; words are numbered through the batch, paragraphs index words."""

    pieces: Tensor
    types: Tensor
    mask: Tensor
    firsts: Tensor
    paragraphs: Tensor
    labels: Tensor
    contents: Tensor
    cues: Tensor
    sources: Tensor
    content_cues: Tensor
    cue_sources: Tensor
    taught: Tensor | None


class Tagger(nn.Module):
    """Word emissions for the CRF, and link vectors for contents, cues and sources."""

    def __init__(self, base: Path) -> None:
        """Start from the base model in a folder, with new heads."""
        super().__init__()
        # No dropout on attention: drawing it costs a tenth of the training time on a CPU.
        self.encoder = AutoModel.from_pretrained(
            base, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        size, labels = self.encoder.config.hidden_size, len(LABELS)
        self._widen_types(size)
        self.dropout = nn.Dropout(0.1)
        self.emissions = nn.Linear(size, labels)
        self.links = nn.Linear(size, 4 * LINK_SIZE + 1)
        self.transitions = nn.Parameter(torch.zeros(labels, labels))
        self.starts = nn.Parameter(torch.zeros(labels))
        self.register_buffer("forbidden", forbidden_transitions(), persistent=False)

    def _widen_types(self, size: int) -> None:
        embeddings = self.encoder.embeddings
        old = embeddings.token_type_embeddings.weight.data
        new = nn.Embedding(WORD_TYPES, size)
        new.weight.data = old[:1].repeat(WORD_TYPES, 1)
        embeddings.token_type_embeddings = new
        self.encoder.config.type_vocab_size = WORD_TYPES

    def forward(self, pieces: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return emissions and link vectors for each piece."""
        hidden = self.encoder(
            input_ids=pieces, token_type_ids=types, attention_mask=mask
        ).last_hidden_state
        hidden = self.dropout(hidden)
        return self.emissions(hidden), self.links(hidden)

    def scores(self) -> tuple[Tensor, Tensor]:
        """Return the transition and start scores with what BIO forbids ruled out."""
        forbidden = self.get_buffer("forbidden")
        return (
            self.transitions.masked_fill(forbidden[1:], IMPOSSIBLE),
            self.starts.masked_fill(forbidden[0], IMPOSSIBLE),
        )


def forbidden_transitions() -> Tensor:
    """Return what BIO forbids: row 0 at the start, row 1 + i after label i."""
    forbidden = torch.zeros(len(LABELS) + 1, len(LABELS), dtype=torch.bool)
    for column, label in enumerate(LABELS):
        if label.startswith("I-"):
            forbidden[:, column] = True
            forbidden[column, column] = False  # after its B, the label before it
            forbidden[column + 1, column] = False  # after itself
    return forbidden


def loss(model: Tagger, batch: Batch, link_weight: float) -> tuple[Tensor, Tensor]:
    """Return the CRF loss for each word, with the teacher's, and the weighted link loss."""
    # Emulated, 16 bits take five times as long as 32.
    fast = torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001
    with torch.autocast("cpu", torch.bfloat16, enabled=fast):
        emissions, links = model(batch.pieces, batch.types, batch.mask)
    emissions, links = emissions.float().flatten(0, 1), links.float().flatten(0, 1)
    emissions, links = emissions[batch.firsts], links[batch.firsts]
    transitions, starts = model.scores()
    tagging = crf_loss(emissions, transitions, starts, batch.paragraphs, batch.labels)
    tagging = tagging / len(batch.firsts)
    if batch.taught is not None:
        tagging = tagging + cross_entropy(emissions, batch.taught.softmax(1))
    return tagging, link_weight * link_loss(links, batch)


def crf_loss(
    emissions: Tensor, transitions: Tensor, starts: Tensor, paragraphs: Tensor, labels: Tensor
) -> Tensor:
    """Return the negative log-likelihood of the labels; -1 pads both index tensors."""
    present = paragraphs >= 0
    scores = emissions[paragraphs.clamp(min=0)]
    gold = labels.clamp(min=0)
    path = scores.gather(2, gold[:, :, None]).squeeze(2)
    path = torch.cat(
        [path[:, :1] + starts[gold[:, :1]], path[:, 1:] + transitions[gold[:, :-1], gold[:, 1:]]], 1
    )
    forward = starts + scores[:, 0]
    for step in range(1, scores.shape[1]):
        reached = torch.logsumexp(forward[:, :, None] + transitions, 1) + scores[:, step]
        forward = torch.where(present[:, step, None], reached, forward)
    return torch.logsumexp(forward, 1).sum() - (path * present).sum()


def link_loss(links: Tensor, batch: Batch) -> Tensor:
    """Each content chooses its cue, each cue its source or none, among its paragraph's spans."""
    content, cue_content, source, cue_source = (
        links[:, i * LINK_SIZE : (i + 1) * LINK_SIZE] for i in range(4)
    )
    total = links.new_zeros(())
    if len(batch.contents) and len(batch.cues):
        scores = _bilinear(content, batch.contents, cue_content, batch.cues)
        total = total + _choice_loss(scores, batch.content_cues)
    if len(batch.cues):
        none = links[:, -1:][batch.cues[:, 0]]
        scores = _bilinear(cue_source, batch.cues, source, batch.sources)
        total = total + _choice_loss(torch.cat([none, scores], 1), batch.cue_sources)
    return total


def _bilinear(left: Tensor, rows: Tensor, right: Tensor, columns: Tensor) -> Tensor:
    """Score spans, each represented by the mean of its first and last word."""
    product = left[rows].mean(1) @ right[columns].mean(1).T
    return product / math.sqrt(LINK_SIZE)


def _choice_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Targets: 1 right, 0 wrong, -1 no candidate; rows without a right candidate do not count."""
    scores = scores.masked_fill(targets < 0, IMPOSSIBLE)
    right = scores.masked_fill(targets < 1, IMPOSSIBLE)
    losses = torch.logsumexp(scores, 1) - torch.logsumexp(right, 1)
    rows = (targets == 1).any(1)
    return losses[rows].mean() if rows.any() else scores.new_zeros(())


def make_batch(windows: Sequence[Sequence[Paragraph]], cls: int, sep: int) -> Batch:
    """Turn windows into tensors: [CLS] paragraph [SEP] paragraph [SEP] …"""
    length = 1 + max(sum(len(p.words.pieces) + 1 for p in window) for window in windows)
    pieces = torch.zeros(len(windows), length, dtype=torch.long)
    types = torch.zeros_like(pieces)
    mask = torch.zeros_like(pieces)
    firsts: list[int] = []
    numbered: list[tuple[Paragraph, int]] = []
    for row, window in enumerate(windows):
        ids, kinds = [cls], [0]
        for paragraph in window:
            numbered.append((paragraph, len(firsts)))
            firsts += [row * length + len(ids) + index for index in paragraph.words.firsts]
            ids += [*paragraph.words.pieces, sep]
            kinds += [*paragraph.words.types, 0]
        pieces[row, : len(ids)] = torch.tensor(ids)
        types[row, : len(ids)] = torch.tensor(kinds)
        mask[row, : len(ids)] = 1
    numbered = [(paragraph, offset) for paragraph, offset in numbered if len(paragraph.words)]
    width = max(len(paragraph.words) for paragraph, _ in numbered)
    paragraphs = torch.full((len(numbered), width), -1)
    labels = torch.full((len(numbered), width), -1)
    for row, (paragraph, offset) in enumerate(numbered):
        count = len(paragraph.words)
        paragraphs[row, :count] = torch.arange(offset, offset + count)
        labels[row, :count] = torch.tensor(paragraph.labels())
    taught = [paragraph.taught for paragraph, _ in numbered if paragraph.taught is not None]
    return Batch(
        pieces,
        types,
        mask,
        torch.tensor(firsts),
        paragraphs,
        labels,
        *_link_targets(numbered),
        torch.cat(taught) if taught else None,
    )


def _link_targets(
    numbered: Sequence[tuple[Paragraph, int]],
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    spans = {
        kind: [
            (row, offset, span)
            for row, (paragraph, offset) in enumerate(numbered)
            for span in paragraph.spans
            if span.kind == kind
        ]
        for kind in ("content", "cue", "source")
    }
    ends = {
        kind: torch.tensor([[o + s.first, o + s.last] for _, o, s in found]).reshape(-1, 2).long()
        for kind, found in spans.items()
    }
    targets = {}
    for name, left, right in (("content", "content", "cue"), ("cue", "cue", "source")):
        table = torch.full((len(spans[left]), len(spans[right])), -1)
        for i, (row, _, span) in enumerate(spans[left]):
            for j, (other_row, _, other) in enumerate(spans[right]):
                if row == other_row:
                    table[i, j] = int(bool(span.attributions & other.attributions))
        targets[name] = table
    none = 1 - (targets["cue"] == 1).any(1, keepdim=True).long()
    cue_sources = torch.cat([none, targets["cue"]], 1)
    return ends["content"], ends["cue"], ends["source"], targets["content"], cue_sources
