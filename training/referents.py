"""Fit the scorer of references: ``python -m training.referents --texts DIR``.

`attributions/articles.jsonl` gives the statements of the articles, `attributions/referents.jsonl` whom a
source means: ``{"text": …, "items": [{"at": 310, "who": [[12, 22]]}]}`` by the place where the text
names them; an empty `who` is somebody whom the text does not name, but perhaps describes.
`invented_references.txt` has a passage a line, with ``<He=The surveyor>`` for a reference and whom it means.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import torch

from app.domain.identity import folded
from app.domain.knowledge import Document
from app.domain.span import Span
from app.extraction.attribution.merge import attribute
from app.extraction.draft import Attribution, Draft
from app.extraction.inputs.codebook import Codebook
from app.extraction.inputs.reference import Reference
from app.extraction.pipeline import read
from app.extraction.speakers.referents import FEATURES, VOICES, Anaphor, Place, Scorer, scorer
from app.extraction.speakers.speaker_resolution import Resolver, resolver_of
from app.extraction.weights import SHIPPED
from app.ingest.brat import read_attributions
from app.ingest.seeds.folder import open_folder
from app.settings import Settings
from training.records import place_among_hundred

HERE = Path(__file__).parent / "attributions"
SEEDS = Path(__file__).parents[1] / "seeds"
MARK = re.compile(r"<(?P<words>[^<>=]+)=(?P<who>[^<>]*)>")
# Of ten texts so many are kept out.
HELD_OUT = 3
RIDGE = 0.5
LEAST = tuple(i / 20 for i in range(17))
# A wrong speaker costs so many missing ones; where nobody is chosen for a noun, it stays a described
# source, which costs less than a lost claim.
COST_OF_WRONG = {"person": 2.0, "thing": 2.0, "noun": 1.0}


@dataclass(slots=True)
class Example:
    """One reference: its rows of features, and which of them are right; none where nobody is."""

    voice: str
    rows: list[list[float]]
    right: list[bool]


@dataclass(slots=True)
class Recorder:
    """It chooses what is annotated, where that is known, and records the examples."""

    gold: dict[int, list[str]]
    described: dict[int, tuple[int, int]]
    resolver: Resolver | None = None
    examples: list[Example] = field(default_factory=list)

    def recorded(self, draft: Draft) -> list[Example]:
        """The examples of a draft's attributions, resolved in order."""
        self.resolver = resolver_of(draft, self.choose)
        for attribution in draft.attributions:
            self.resolver.speakers_of(attribution)
        return self.examples

    def choose(
        self, anaphor: Anaphor, places: Sequence[Place], rows: Sequence[Sequence[float]]
    ) -> int | None:
        """The annotated place, or the shipped weights' choice where none is annotated."""
        if anaphor.start not in self.gold:
            return scorer().choice(anaphor.voice, rows)
        names = self.gold[anaphor.start]
        start, end = self.described.get(anaphor.start, (0, 0))
        everybody = self.resolver.antecedents.memory.places if self.resolver else ()
        there = {one.who for one in everybody if one.start < end and one.end > start}
        right = [self._is_meant(place, names) or place.who in there for place in places]
        self.examples.append(Example(anaphor.voice, [list(row) for row in rows], right))
        return right.index(True) if any(right) else None

    def _is_meant(self, place: Place, names: Sequence[str]) -> bool:
        if self.resolver is None or len(place.who) != max(1, len(names)) or not names:
            return False
        if any(one < 0 for one in place.who):
            return False
        known = [self.resolver.registry.candidates[one] for one in place.who]
        called = [(one.name, *one.aliases) for one in known]
        return all(any(_is_same(n, c) for own in called for c in own) for n in names)


def _is_same(one: str, other: str) -> bool:
    a, b = (set(folded(name).replace("'s", "").replace("’s", "").split()) for name in (one, other))
    return bool(a & b) and (a <= b or b <= a)


def main() -> None:
    """Fit on most texts, choose the least probabilities on the others, and write the weights."""
    parser = argparse.ArgumentParser(prog="training.referents", description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="folder of the articles")
    parser.add_argument("--output", type=Path, default=SHIPPED / "referents.json")
    options = parser.parse_args()
    learned, held_out = [], []
    for name, examples in chain(annotated(options.texts), invented()):
        (held_out if is_held_out(name) else learned).extend(examples)
    table: dict[str, Any] = {"weights": {}, "nobody": {}, "least": {}}
    for voice in VOICES:
        own = [one for one in learned if one.voice == voice]
        weights, nobody = fit(own)
        table["weights"][voice] = dict(zip(FEATURES, weights, strict=True))
        table["nobody"][voice] = nobody
        kept = [one for one in held_out if one.voice == voice]
        least = max(LEAST, key=lambda bound: _gain(own, weights, nobody, bound))
        table["least"][voice] = least
        for title, part in (("learned", own), ("held out", kept)):
            print(voice, title, len(part), dict(_outcomes(part, weights, nobody, least)))
    options.output.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


def annotated(texts: Path) -> Iterator[tuple[str, list[Example]]]:
    """The examples of each text."""
    statements = {row["text"]: row for row in _rows("articles.jsonl")}
    known = open_folder(SEEDS, Settings().document_characters).reference
    for row in _rows("referents.jsonl"):
        text = (texts / row["text"]).read_text("utf-8")
        own = statements.get(row["text"], {}).get("attributions") or _standoff(texts / row["text"])
        draft = _draft(text, own, known)
        gold = {item["at"]: [text[a:b] for a, b in item["who"]] for item in row["items"]}
        described = {
            item["at"]: tuple(item["described"]) for item in row["items"] if "described" in item
        }
        yield row["text"], Recorder(gold, described).recorded(draft)


def invented() -> Iterator[tuple[str, list[Example]]]:
    """The examples of each invented passage."""
    known = open_folder(SEEDS, Settings().document_characters).reference
    path = HERE / "invented_references.txt"
    for line in path.read_text("utf-8").splitlines():
        text, gold, described = _unmarked(line)
        draft = attribute(_read(text, known))
        yield line, Recorder(gold, described).recorded(draft)


def _unmarked(line: str) -> tuple[str, dict[int, list[str]], dict[int, tuple[int, int]]]:
    """A passage without its marks, whom each reference means, and where those who have no name stand."""
    text, end = "", 0
    gold: dict[int, list[str]] = {}
    described: dict[int, tuple[int, int]] = {}
    for match in MARK.finditer(line):
        text += line[end : match.start()]
        meant = [name for name in match["who"].split(" & ") if name]
        place = text.rfind(match["who"]) if len(meant) == 1 else -1
        gold[len(text)] = meant
        if place >= 0:
            described[len(text)] = (place, place + len(match["who"]))
        text, end = text + match["words"], match.end()
    return text + line[end:], gold, described


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def _standoff(path: Path) -> list[dict[str, Any]]:
    """The statements of a PolNeAR article, as its first annotator marked them."""
    file = min((path.parents[1] / "attributions").glob(f"{path.stem}_*.ann"))
    found = read_attributions(file.read_text("utf-8"))
    return [{"source": a.source, "cue": a.cue, "content": a.content} for a in found]


def _draft(text: str, rows: Sequence[dict[str, Any]], known: Reference) -> Draft:
    draft = _read(text, known)
    found = []
    for row in rows:
        content = tuple(Span(*piece) for piece in row["content"])
        source, cue = (Span(*row[role][0]) if row[role] else None for role in ("source", "cue"))
        number = draft.paragraphs.index(draft.paragraph_at((cue or content[0]).start))
        found.append(Attribution(number, content, source, cue, "say", 1.0, "annotated"))
    ordered = sorted(found, key=lambda one: (one.paragraph, one.content[0]))
    return replace(draft, attributions=tuple(ordered))


def _read(text: str, known: Reference) -> Draft:
    document = Document("d", "A text", "", "en", date(2022, 1, 1), text, "")
    return read(Draft(document, known, Codebook()))


def is_held_out(name: str) -> bool:
    """True of a text that nothing is fitted on, by its name."""
    return place_among_hundred(name) % 10 < HELD_OUT


def fit(examples: Sequence[Example]) -> tuple[list[float], float]:
    """Weights of a conditional logit over the rows and "nobody", with a ridge penalty."""
    weights = torch.zeros(len(FEATURES), requires_grad=True)
    nobody = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, nobody], max_iter=200, line_search_fn="strong_wolfe")
    batches = [
        (torch.tensor(one.rows).reshape(-1, len(FEATURES)), torch.tensor(one.right).bool())
        for one in examples
    ]

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = RIDGE * (weights**2).sum()
        for rows, right in batches:
            scores = torch.cat([rows @ weights, nobody])
            target = torch.cat([right, torch.tensor([not bool(right.any())])])
            loss = loss + torch.logsumexp(scores, 0) - torch.logsumexp(scores[target], 0)
        torch.autograd.backward(loss)
        return loss

    optimizer.step(closure)
    return [round(w, 4) for w in weights.tolist()], round(nobody.item(), 4)


def _outcomes(
    examples: Sequence[Example], weights: Sequence[float], nobody: float, least: float
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in examples:
        fitted = Scorer({one.voice: weights}, {one.voice: nobody}, {one.voice: least})
        chosen = fitted.choice(one.voice, one.rows)
        if chosen is None:
            counts["rightly none" if not any(one.right) else "missing"] += 1
        else:
            counts["right" if one.right[chosen] else "wrong"] += 1
    return counts


def _gain(
    examples: Sequence[Example], weights: Sequence[float], nobody: float, least: float
) -> float:
    counts = _outcomes(examples, weights, nobody, least)
    cost = COST_OF_WRONG[examples[0].voice] if examples else 0.0
    return counts["right"] - cost * counts["wrong"]


if __name__ == "__main__":
    main()
