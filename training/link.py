"""Fit what follows the network: the linker, its confidence, and the bonus of a span.

All of it is fitted on articles that the network was not trained on.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from app.extraction.attribution.tagger.decoding import Floats, TaggedSpan
from app.extraction.attribution.tagger.linker import CONFIDENCE_FEATURES, Linker, nearest
from app.extraction.attribution.tagger.pair_features import FEATURES, Context
from app.extraction.attribution.tagger.tagger import Tagger
from app.extraction.evaluation.scores import (
    Annotated,
    Attribution,
    evaluate,
    match_contents,
)
from training.evaluate import in_article
from training.model import LINK_SIZE
from training.model import Tagger as Network
from training.read import LABELS, GoldSpan, Paragraph, label_article
from training.regression import Choices, fit_logistic, fit_softmax, rounded
from training.train import load_tokenizer

BONUSES = (0.0, 0.25, 0.5, 0.75)
CONFIDENCES = tuple(i / 25 for i in range(5, 15))


@dataclass(slots=True)
class Article:
    """An annotated article with the network's scores."""

    document: Annotated
    paragraphs: list[Paragraph]
    emissions: list[Floats]
    links: list[Floats]


def initial_config(network: Network, window: int) -> dict[str, Any]:
    """Return the configuration before the linker is fitted."""
    transitions, starts = network.scores()
    return {
        "labels": list(LABELS),
        "starts": rounded(starts),
        "transitions": [rounded(row) for row in transitions],
        "window": window,
        "span_bonus": 0.0,
        "linker": {
            "link_size": LINK_SIZE,
            "content": dict.fromkeys(FEATURES, 0.0),
            "source": dict.fromkeys(FEATURES, 0.0),
            "no_source": {"score": 0.0, "bias": 0.0},
            "confidence": dict.fromkeys(CONFIDENCE_FEATURES, 0.0),
            "least_confidence": 0.0,
        },
    }


def fit(folder: Path, documents: Sequence[Annotated]) -> None:
    """Fit on the documents and rewrite the configuration in the model's folder."""
    path = folder / "linker.json"
    config = json.loads(path.read_text("utf-8"))
    config["span_bonus"] = 0.0
    path.write_text(json.dumps(config), "utf-8")
    tagger = Tagger.load(folder)
    articles = _articles(tagger, folder, documents)
    found = [(*_fit_with_bonus(tagger, articles, bonus), bonus) for bonus in BONUSES]
    f1, linker, bonus = max(found, key=lambda fitted: fitted[0])
    config["span_bonus"], config["linker"] = bonus, _config(linker)
    path.write_text(json.dumps(config, indent=1), "utf-8")
    print(f"span bonus {bonus}, F1 on the articles of the fit {f1:.4f}")


def _articles(tagger: Tagger, folder: Path, documents: Sequence[Annotated]) -> list[Article]:
    tokenizer = load_tokenizer(folder)
    articles = []
    for document in documents:
        paragraphs = label_article(tokenizer, document)
        scores = tagger.scores([paragraph.words for paragraph in paragraphs])
        articles.append(Article(document, paragraphs, *scores))
    return articles


def _fit_with_bonus(
    tagger: Tagger, articles: Sequence[Article], bonus: float
) -> tuple[float, Linker]:
    decoder = tagger.decoder.with_bonus(bonus)
    spans = [decoder.spans(article.emissions) for article in articles]
    linker = _fit_choices(tagger.linker, articles, spans)
    linker = _fit_confidence(linker, articles, spans)
    f1, least = max(
        (_f1(replace(linker, least_confidence=least), articles, spans), least)
        for least in CONFIDENCES
    )
    print(f"bonus {bonus}: F1 {f1:.4f} with confidence at least {least}", flush=True)
    return f1, replace(linker, least_confidence=least)


def _f1(
    linker: Linker, articles: Sequence[Article], spans: Sequence[list[list[TaggedSpan]]]
) -> float:
    """The mean of attribution F1 and exact content F1: both matter to a reader."""
    report = evaluate(
        (article.document, _attributions(linker, article, found))
        for article, found in zip(articles, spans, strict=True)
    )
    return (report.of("attribution IoU>=0.5").f1 + report.of("content exact").f1) / 2


def _attributions(
    linker: Linker, article: Article, spans: Sequence[list[TaggedSpan]]
) -> list[Attribution]:
    return [
        in_article(paragraph.start, attribution)
        for paragraph, found, links in zip(article.paragraphs, spans, article.links, strict=True)
        for attribution in linker.attributions(paragraph.text, paragraph.words, found, links)
    ]


def _fit_choices(
    linker: Linker, articles: Sequence[Article], spans: Sequence[list[list[TaggedSpan]]]
) -> Linker:
    contents, sources = Choices(), Choices()
    for article, decoded in zip(articles, spans, strict=True):
        for paragraph, found, links in zip(article.paragraphs, decoded, article.links, strict=True):
            gold = [TaggedSpan(s.kind, s.first, s.last, 1.0) for s in paragraph.spans]
            for candidates in (found, gold):
                context = Context.of(paragraph.text, paragraph.words, candidates)
                for rows, right in _cue_choices(linker, paragraph, context, links):
                    contents.add(rows, right)
                for rows, right in _source_choices(linker, paragraph, context, links):
                    sources.add(rows, right)
    content = fit_softmax(contents, len(FEATURES))
    source = fit_softmax(sources, len(FEATURES) + 2)
    return replace(
        linker,
        content_weights=tuple(content),
        source_weights=tuple(source[:-2]),
        no_source_weights=(source[-2], source[-1]),
    )


def _cue_choices(
    linker: Linker, paragraph: Paragraph, context: Context, links: Floats
) -> Iterator[tuple[Tensor, list[bool]]]:
    cues = context.of_kind("cue")
    for content in context.of_kind("content"):
        owners = _owners(paragraph, content)
        near = [cues[i] for i in nearest(content, cues)]
        rows = torch.tensor(linker.content_features(context, links, content, near))
        yield rows, [bool(owners & _owners(paragraph, cue)) for cue in near]


def _source_choices(
    linker: Linker, paragraph: Paragraph, context: Context, links: Floats
) -> Iterator[tuple[Tensor, list[bool]]]:
    """The first candidate of each cue is "no source"; its two features come last."""
    sources = context.of_kind("source")
    for cue in context.of_kind("cue"):
        if not (owners := _owners(paragraph, cue)):
            continue
        near = [sources[i] for i in nearest(cue, sources)]
        right = [bool(owners & _owners(paragraph, source)) for source in near]
        rows = torch.tensor(linker.source_features(context, links, cue, near))
        rows = torch.cat([rows, torch.zeros(len(near), 2)], 1)
        none = torch.zeros(1, rows.shape[1])
        none[0, -2], none[0, -1] = linker.no_source_score(links, cue), 1.0
        yield torch.cat([none, rows]), [not any(right), *right]


def _owners(paragraph: Paragraph, span: TaggedSpan) -> frozenset[int]:
    """The attributions of the annotated span that a tagged span overlaps most."""

    def shared(gold: GoldSpan) -> int:
        return min(gold.last, span.last) - max(gold.first, span.first) + 1

    overlapping = [g for g in paragraph.spans if g.kind == span.kind and shared(g) > 0]
    return max(overlapping, key=shared).attributions if overlapping else frozenset()


def _fit_confidence(
    linker: Linker, articles: Sequence[Article], spans: Sequence[list[list[TaggedSpan]]]
) -> Linker:
    """Fit a logistic regression: is an attribution's content (IoU .5) and source right?"""
    kept = replace(linker, least_confidence=0.0)
    rows, right = [], []
    for article, decoded in zip(articles, spans, strict=True):
        predicted = _attributions(kept, article, decoded)
        rows += list(_confidence_rows(kept, article, decoded))
        hits = {ours for ours, _ in match_contents(article.document, predicted, 0.5)}
        right += [index in hits for index in range(len(predicted))]
    weights = fit_logistic(torch.tensor(rows), torch.tensor(right).float())
    return replace(linker, confidence_weights=tuple(weights))


def _confidence_rows(
    linker: Linker, article: Article, spans: Sequence[list[TaggedSpan]]
) -> Iterator[tuple[float, ...]]:
    for paragraph, found, links in zip(article.paragraphs, spans, article.links, strict=True):
        context = Context.of(paragraph.text, paragraph.words, found)
        yield from (linked.features for linked in linker.link(context, links))


def _config(linker: Linker) -> dict[str, Any]:
    score, bias = linker.no_source_weights
    return {
        "link_size": linker.link_size,
        "content": dict(zip(FEATURES, linker.content_weights, strict=True)),
        "source": dict(zip(FEATURES, linker.source_weights, strict=True)),
        "no_source": {"score": score, "bias": bias},
        "confidence": dict(zip(CONFIDENCE_FEATURES, linker.confidence_weights, strict=True)),
        "least_confidence": linker.least_confidence,
    }
