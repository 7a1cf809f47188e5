"""The pipeline: document in, knowledge out, by the stages read, attribute, name, link, code, relate."""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from app.domain.enums import OperatingPoint
from app.domain.errors import ExtractionError, OnrecordError
from app.domain.knowledge import Document, Knowledge
from app.extraction.attribution.merge import attribute
from app.extraction.coding.coding import code
from app.extraction.draft import Draft, LineKind, Paragraph
from app.extraction.inputs.codebook import Codebook
from app.extraction.inputs.reference import Reference
from app.extraction.linking.entities import link
from app.extraction.parser import parse
from app.extraction.relations.finding import relate
from app.extraction.segmentation.passages import passages_of, read_lines
from app.extraction.segmentation.quotation_marks import quotations_of
from app.extraction.speakers.speaker_resolution import name

logger = logging.getLogger(__name__)
Stage = Callable[[Draft], Draft]


def read(draft: Draft) -> Draft:
    """A document with its passages and parsed paragraphs."""
    text = draft.document.text
    lines = read_lines(text)
    read = [line for line in lines if line.kind.is_prose or line.kind is LineKind.CAPTION]
    parses = parse(line.span.of(text) for line in read)
    parsed = [
        Paragraph(line, parse, quotations_of(text, line.span))
        for line, parse in zip(read, parses, strict=True)
    ]
    return replace(
        draft,
        passages=passages_of(draft.document.id, text, lines),
        paragraphs=tuple(p for p in parsed if p.line.kind.is_prose),
        captions=tuple(p for p in parsed if not p.line.kind.is_prose),
        bylines=tuple(line for line in lines if line.kind is LineKind.BYLINE),
    )


# Characters that tell a document's language, and the fewest words that do.
SAMPLE = 20_000
FEWEST_WORDS = 30
COMMONEST = frozenset({
    "a", "and", "as", "at", "be", "but", "by", "for", "from", "has", "have", "he", "in", "is", "it",
    "of", "on", "said", "that", "the", "they", "this", "to", "was", "we", "were", "will", "with",
})  # fmt: skip
LEAST_SHARE = 0.15

STAGES: Final[tuple[Stage, ...]] = (read, attribute, name, link, code, relate)


def is_read(document: Document) -> bool:
    """True where a document says that it is in English ("en", "en-GB") and reads like it.

    Every third or fourth word of English prose is one of a few; in other languages next to none is.
    """
    if document.language.split("-", maxsplit=1)[0] != "en":
        return False
    words = re.findall(r"[^\W\d_]+", document.text[:SAMPLE].lower())
    common = sum(word in COMMONEST for word in words)
    return len(words) < FEWEST_WORDS or common / len(words) >= LEAST_SHARE


def extract(
    document: Document,
    reference: Reference,
    codebook: Codebook,
    operating_point: OperatingPoint = OperatingPoint.PRECISE,
) -> Knowledge:
    """The knowledge in a document: who claimed what, their stances, and who disputes it.

    A document in another language than English gives nothing but its passages, and a warning.
    """
    in_english = is_read(document)
    if not in_english:
        logger.warning("%s seems to be in another language: only English is read", document.id)
    begun = Draft(document, reference, codebook, operating_point)
    *_, draft = drafts(begun, STAGES if in_english else STAGES[:1])
    coded = {claim_stance.proposition for claim in draft.claims for claim_stance in claim.stances}
    return Knowledge(
        document,
        draft.passages,
        draft.entities,
        draft.mentions,
        draft.claims,
        draft.relations,
        tuple(p for p in codebook.propositions if p.id in coded),
    )


def drafts(draft: Draft, stages: Sequence[Stage] = STAGES) -> Iterator[Draft]:
    """The draft after each stage, which shows where a claim gets lost or a speaker goes wrong."""
    for stage in stages:
        draft = _passed(stage, draft)
        yield draft


def _passed(stage: Stage, draft: Draft) -> Draft:
    """The draft after a stage; an unforeseen error is an ExtractionError of this document."""
    try:
        return stage(draft)
    except OnrecordError:
        raise
    except Exception as error:
        raise ExtractionError.of(draft.document.id, stage.__name__, error) from error
