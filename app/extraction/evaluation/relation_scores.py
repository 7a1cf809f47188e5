"""Scores of the relations that extraction finds against annotated ones.

Two measures, each matched one to one, the surest found relation first:

* strict: the same type; on both sides the source is named alike, and the claim's words overlap with
  the annotated quotation by half of the shorter one or more.
* by sources: the same type between the same two sources, whatever the point. Of two relations of one
  type between the same speakers one counts.

Sources are named alike where they share a word that tells: "Prime Minister Ann Lee" and "Lee", but not
"the minister" and "a minister".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.enums import RelationType
from app.domain.knowledge import Claim, Entity, Knowledge, Relation
from app.domain.span import Span
from app.extraction.evaluation.scores import LEAST_OVERLAP, Score

# Words of names that tell nobody from another.
COMMON = frozenset({
    "a", "an", "and", "at", "by", "dr", "for", "former", "from", "her", "his", "in", "its", "lady", "lord",
    "minister", "mr", "mrs", "ms", "of", "on", "or", "president", "secretary", "sir", "spokesman",
    "spokesperson", "spokeswoman", "the", "their", "to", "who",
})  # fmt: skip
MEASURES = ("strict", "by sources")
# Bounds of the confidence within which relations are counted for the reliability curve.
BOUNDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class AnnotatedSide:
    """Who says it, in the text's words, and the words that stand for it; None where they are not in the text."""

    source: str
    quote: Span | None


@dataclass(frozen=True, slots=True)
class AnnotatedRelation:
    """Two sources of one text that agree or dispute; `basis` as the annotator has it: stated or shown."""

    type: RelationType
    basis: str
    sides: tuple[AnnotatedSide, AnnotatedSide]


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text's name, which tells where it is from by its folders, and its relations."""

    name: str
    relations: tuple[AnnotatedRelation, ...]


@dataclass(frozen=True, slots=True)
class FoundSide:
    """A claim of a found relation: its speakers by id and by all their names, and its words."""

    speakers: frozenset[str]
    names: frozenset[str]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A relation as extraction finds it, ready to be compared."""

    type: RelationType
    confidence: float
    sides: tuple[FoundSide, FoundSide]


Compared = Callable[[AnnotatedSide, FoundSide], bool]


@dataclass(slots=True)
class RelationReport:
    """Scores by row: (measure, what of it)."""

    scores: dict[tuple[str, str], Score]
    reliability: list[tuple[float, float, Score]]


def found_in(knowledge: Knowledge) -> list[FoundRelation]:
    """The relations of a text, the surest first."""
    claims = {claim.id: claim for claim in knowledge.claims}
    entities = {entity.id: entity for entity in knowledge.entities}
    relations = sorted(knowledge.relations, key=lambda relation: -relation.confidence)
    return [_found(relation, claims, entities) for relation in relations]


def _found(
    relation: Relation, claims: dict[str, Claim], entities: dict[str, Entity]
) -> FoundRelation:
    first, second = (_side(claims[claim], entities) for claim in relation.claims)
    return FoundRelation(relation.type, relation.confidence, (first, second))


def _side(claim: Claim, entities: dict[str, Entity]) -> FoundSide:
    speakers = [entities[speaker] for speaker in claim.speakers]
    names = {name for e in speakers for name in (e.name, *e.aliases, e.role or "")}
    return FoundSide(
        frozenset(claim.speakers), frozenset({*names, claim.mention or ""}), claim.spans
    )


def score(pairs: Iterable[tuple[AnnotatedText, Sequence[FoundRelation]]]) -> RelationReport:
    """The scores of annotated texts and what was found in each of them."""
    report = RelationReport({}, [(low, high, Score()) for low, high in pairwise(BOUNDS)])
    for text, found in pairs:
        for measure in MEASURES:
            _add(report, measure, text, found)
    return report


def _add(
    report: RelationReport, measure: str, text: AnnotatedText, found: Sequence[FoundRelation]
) -> None:
    alike = _by_words if measure == "strict" else _by_name
    counted = found if measure == "strict" else list(_of_each_pair(found))
    matches = match(text.relations, counted, alike)
    for kind in RelationType:
        rows = [kind.value, f"{kind.value} in {_folder(text.name)}"]
        gold = [n for n, relation in enumerate(text.relations) if relation.type is kind]
        mine = sum(relation.type is kind for relation in counted)
        right = sum(matches[n] is not None for n in gold)
        for row in rows:
            _score(report, measure, row).add(right, mine, len(gold))
        for basis in sorted({text.relations[n].basis for n in gold}):
            of = [n for n in gold if text.relations[n].basis == basis]
            found_of = sum(matches[n] is not None for n in of)
            # What is found has no basis of the annotator's: recall alone can be told.
            _score(report, measure, f"{kind.value}, {basis}").add(found_of, 0, len(of))
    if measure == "by sources":
        right_ones = {n for n in matches if n is not None}
        for n, relation in enumerate(counted):
            for low, high, counts in report.reliability:
                if low <= relation.confidence < high:
                    counts.add(n in right_ones, 1, 0)


def match(
    annotated: Sequence[AnnotatedRelation], found: Sequence[FoundRelation], alike: Compared
) -> list[int | None]:
    """For each annotated relation the number of the found one that matches it; each at most once."""
    result: list[int | None] = [None] * len(annotated)
    for n, relation in enumerate(found):
        for g, gold in enumerate(annotated):
            if result[g] is None and gold.type is relation.type and _joins(gold, relation, alike):
                result[g] = n
                break
    return result


def _joins(gold: AnnotatedRelation, found: FoundRelation, alike: Compared) -> bool:
    (a, b), (one, other) = gold.sides, found.sides
    return (alike(a, one) and alike(b, other)) or (alike(a, other) and alike(b, one))


def _by_name(gold: AnnotatedSide, found: FoundSide) -> bool:
    return is_named(gold.source, found.names)


def _by_words(gold: AnnotatedSide, found: FoundSide) -> bool:
    is_quoted = gold.quote and overlap(found.content, gold.quote) >= LEAST_OVERLAP
    return bool(is_quoted) and _by_name(gold, found)


def _of_each_pair(found: Iterable[FoundRelation]) -> Iterator[FoundRelation]:
    seen = set()
    for relation in found:
        key = relation.type, frozenset(side.speakers for side in relation.sides)
        if key not in seen:
            seen.add(key)
            yield relation


def _score(report: RelationReport, measure: str, row: str) -> Score:
    return report.scores.setdefault((measure, row), Score())


def _folder(name: str) -> str:
    """Where a text is from: "polnear/train" of "polnear/train/text/a.txt", "articles" of "articles/b.txt"."""
    folders = [part for part in name.split("/")[:-1] if part != "text"]
    return "/".join(folders) or "the folder"


def overlap(spans: Iterable[Span], quote: Span) -> float:
    """The share of the shorter one that a claim's words and a quotation have in common."""
    pieces = list(spans)
    common = sum(max(0, min(s.end, quote.end) - max(s.start, quote.start)) for s in pieces)
    return common / max(1, min(sum(s.end - s.start for s in pieces), quote.end - quote.start))


def telling_words(name: str) -> set[str]:
    """The words of a name that tell it from others: {"lee"} of "Mr Lee"."""
    return set(re.findall(r"\w+", name.lower())) - COMMON


def is_named(source: str, names: Iterable[str]) -> bool:
    """True where a source shares a telling word with one of the names."""
    words = telling_words(source)
    return any(words & telling_words(name) for name in names)
