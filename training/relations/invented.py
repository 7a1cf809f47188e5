"""Invented passages with their claims and relations marked, beside the annotated texts of others.

A line is `{"t": "{1a@ The firm} {1a! denied} {1a= the charge} of {2a@ two aides} that …", "r": ["1a-2a D denied"]}`:
speaker 1's claim a with its source (@), cue (!) and content (=), and a dispute (D) or agreement (A) with
the words that state it, if any do.
"""

import json
import re
from collections import defaultdict
from pathlib import Path

from tokenizers import Tokenizer

from app.domain.span import Span, covering
from app.extraction.relations.reader.windows import PlacedClaim, windows
from training.relations.examples import LABELS, LEFT_OUT, Example
from training.relations.records import lines_of

TAG = re.compile(r"\{(\d+)([a-z])([=@!]) ([^{}]*)\}")
RELATION = re.compile(r"(\d+[a-z])-(\d+[a-z]) ([DA])(?: (.+))?")
TYPES = {"D": "disputes", "A": "agrees"}


def read_invented(tokenizer: Tokenizer, path: Path) -> list[Example]:
    """A labelled window, or several, for each passage of a file."""
    return [
        example
        for line in path.read_text("utf-8").splitlines()
        for example in _examples(tokenizer, json.loads(line))
    ]


def _examples(tokenizer: Tokenizer, row: dict[str, list[str]]) -> list[Example]:
    text, parts = _unmarked(str(row["t"]))
    names = sorted((n for n in parts if parts[n]["="]), key=lambda n: parts[n]["="][0])
    claims = [_placed(name, parts[name]) for name in names]
    labels: dict[tuple[int, int], int] = {}
    answers: list[tuple[Span, int]] = []
    for relation in row["r"]:
        found = RELATION.fullmatch(relation)
        if not found or not {found[1], found[2]} <= set(names):
            continue
        label = LABELS.index(TYPES[found[3]])
        pair = sorted((names.index(found[1]), names.index(found[2])))
        labels[pair[0], pair[1]] = label
        if found[4] and (place := text.find(found[4])) >= 0:
            answers.append((Span(place, place + len(found[4])), label))
    joined = {frozenset(claims[n].speakers for n in pair) for pair in labels}
    result = []
    for window in windows(tokenizer, text, list(lines_of(text)), claims):
        right = [
            labels.get(
                pair,
                LEFT_OUT if frozenset(claims[n].speakers for n in pair) in joined else 0,
            )
            for pair in window.pairs
        ]
        stated = [
            next((label for span, label in answers if start < span.end and span.start < end), 0)
            for start, end in window.places
        ]
        result.append(Example(window, right, stated))
    return result


def _unmarked(marked: str) -> tuple[str, dict[str, dict[str, list[Span]]]]:
    """The passage without its marks, and where the parts of each claim stand."""
    parts: dict[str, dict[str, list[Span]]] = defaultdict(lambda: {"=": [], "@": [], "!": []})
    text, at = "", 0
    for tag in TAG.finditer(marked):
        text += marked[at : tag.start()]
        parts[tag[1] + tag[2]][tag[3]].append(Span(len(text), len(text) + len(tag[4])))
        text, at = text + tag[4], tag.end()
    return text + marked[at:], dict(parts)


def _placed(name: str, parts: dict[str, list[Span]]) -> PlacedClaim:
    source, cue = (covering(parts[mark]) if parts[mark] else None for mark in "@!")
    return PlacedClaim(tuple(parts["="]), source, cue, frozenset({name[:-1]}))
