"""Windows with the right answers: each candidate pair agrees, disputes, has no relation, or is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from app.domain.span import Span
from app.extraction.evaluation.relation_scores import LEAST_OVERLAP, is_named, overlap
from app.extraction.relations.reader.reader import names_in
from app.extraction.relations.reader.windows import PlacedClaim, Window, windows
from training.relations.extracted import read_claims
from training.relations.records import Record, lines_of, read_text

LABELS = ("neither", "disputes", "agrees")
LEFT_OUT = -100
# A name so many characters from the quotation stands for its source.
NEAR = 300


@dataclass(slots=True)
class Example:
    """A window, the label of each of its pairs, and the pieces that state a dispute or agreement."""

    window: Window
    labels: list[int]
    answers: list[int]

    @property
    def is_related(self) -> bool:
        """True where a pair of the window agrees or disputes."""
        return any(label > 0 for label in self.labels)


@dataclass(slots=True)
class Text:
    """An annotated text: its claims as they were extracted, the names of their speakers, its records."""

    name: str
    text: str
    claims: list[PlacedClaim]
    names: list[list[str]]
    records: list[Record]


def read_texts(extracted: Path, texts: Path, records: dict[str, list[Record]]) -> Iterator[Text]:
    """Texts with their claims, as `python -m app extract` finds them."""
    for row in read_claims(extracted):
        if row["text"] in records:
            yield _text(row, read_text(texts / row["text"]), records[row["text"]])


def _text(row: dict, text: str, records: list[Record]) -> Text:  # type: ignore[type-arg]
    claims, names = [], []
    for claim in row["claims"]:
        if claim["restates"]:
            continue
        mention, cue = claim["mention"], claim["cue"]
        entities = [row["entities"][speaker] for speaker in claim["speakers"]]
        claims.append(
            PlacedClaim(
                tuple(Span(*span) for span in claim["spans"]),
                Span(*mention) if mention else None,
                Span(*cue) if cue else None,
                frozenset(claim["speakers"]),
                names_in(name for e in entities for name in (e["name"], *e["aliases"])),
            )
        )
        known = [n for e in entities for n in (e["name"], *e["aliases"], e["role"] or "")]
        names.append([*known, text[mention[0] : mention[1]] if mention else ""])
    return Text(row["text"], text, claims, names, records)


def with_quotations(text: Text) -> Text:
    """The text, with a claim for each annotated quotation that no extracted claim holds."""
    claims, names = list(text.claims), list(text.names)
    for record in text.records:
        for side in record.sides:
            if matches(claims, side.quote):
                continue
            near = side.place and abs(side.place.start - side.quote.start) < NEAR
            known = [
                n for n in range(len(names)) if side.source and is_named(side.source, names[n])
            ]
            speakers = (
                claims[known[0]].speakers if known else frozenset({side.source.lower() or "?"})
            )
            claims.append(PlacedClaim((side.quote,), side.place if near else None, None, speakers))
            names.append([side.source])
    return Text(text.name, text.text, claims, names, text.records)


def matches(claims: list[PlacedClaim], quote: Span) -> list[int]:
    """The claims that stand for a quotation, best first."""
    found = [(overlap(claim.content, quote), n) for n, claim in enumerate(claims)]
    return [n for share, n in sorted(found, reverse=True) if share >= LEAST_OVERLAP]


def examples(tokenizer: Tokenizer, text: Text) -> list[Example]:
    """The windows of a text, labelled."""
    labels, left_out = _labels(text)
    result = []
    for window in windows(tokenizer, text.text, list(lines_of(text.text)), text.claims):
        right = [labels.get(pair, LEFT_OUT if pair in left_out else 0) for pair in window.pairs]
        result.append(Example(window, right, _answers(window, text.records)))
    return result


def _labels(text: Text) -> tuple[dict[tuple[int, int], int], set[tuple[int, int]]]:
    labels: dict[tuple[int, int], int] = {}
    left_out: set[tuple[int, int]] = set()
    for record in text.records:
        first, second = (matches(text.claims, side.quote) for side in record.sides)
        if not first or not second:
            continue
        for pair in ((first[0], second[0]), (second[0], first[0])):
            labels[pair] = LABELS.index(record.type)
        one, other = (text.claims[found[0]].speakers for found in (first, second))
        # Of one pair of sources and point, the annotation names but one pair of claims.
        mine = [n for n, claim in enumerate(text.claims) if n in first or claim.speakers == one]
        theirs = [
            n for n, claim in enumerate(text.claims) if n in second or claim.speakers == other
        ]
        left_out |= {pair for n in mine for m in theirs for pair in ((n, m), (m, n))}
    return labels, left_out


def _answers(window: Window, records: list[Record]) -> list[int]:
    """For each piece the type that it states, 0 for none."""
    result = [0] * len(window.pieces)
    for record in records:
        if record.answer is None:
            continue
        for row, (start, end) in enumerate(window.places):
            if start < record.answer.end and record.answer.start < end:
                result[row] = LABELS.index(record.type)
    return result
