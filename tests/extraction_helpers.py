"""Extraction, asked in the way in which one would read its answer aloud."""

from datetime import date
from functools import cache
from pathlib import Path

from app.domain.knowledge import Claim, Document, Knowledge
from app.extraction.draft import Draft, Paragraph
from app.extraction.inputs.codebook import Codebook
from app.extraction.inputs.reference import Reference
from app.extraction.pipeline import STAGES, Stage, extract, read
from app.ingest.documents import TextFile, read_document
from app.ingest.seeds.folder import Folder, open_folder

SEEDS = Path(__file__).parents[1] / "seeds"
SEED_DOCUMENT = SEEDS / "documents" / "000_86a2d6844343d0f1.txt"
# A Wednesday.
TODAY = date(2024, 3, 6)
# As many as every test's texts have room in.
MOST_CHARACTERS = 100_000


def text_file(path: Path) -> TextFile:
    """A text on disk."""
    return TextFile(path, MOST_CHARACTERS)


@cache
def seed_folder() -> Folder:
    """The shipped seeds."""
    return open_folder(SEEDS, MOST_CHARACTERS)


def reference() -> Reference:
    """The shipped reference data."""
    return seed_folder().reference


def codebook() -> Codebook:
    """The shipped codebook."""
    return seed_folder().codebook


def read_seed_document() -> Knowledge:
    """What the seed document says."""
    return extract(read_document(text_file(SEED_DOCUMENT)), reference(), codebook())


def document_of(text: str) -> Document:
    """A text of today."""
    return Document("d", "A document", "The Gazette", "en", TODAY, text, "")


def knowledge_of(text: str, book: Codebook | None = None) -> Knowledge:
    """What a text of today says, by the shipped codebook or another one."""
    return extract(document_of(text), reference(), book or codebook())


@cache
def draft_after(stage: Stage, text: str) -> Draft:
    """A text of today on its way through the stages; `stage` is the last one that it has passed."""
    draft = Draft(document_of(text), reference(), codebook())
    for each in STAGES[: STAGES.index(stage) + 1]:
        draft = each(draft)
    return draft


def paragraph_of(text: str) -> Paragraph:
    """The first paragraph of a text, parsed."""
    return draft_after(read, text).paragraphs[0]


def claims_of(text: str) -> list[tuple[str, str]]:
    """Every claim as (names of its speakers, its words)."""
    knowledge = knowledge_of(text)
    return [(speakers_of(knowledge, claim), claim.text) for claim in knowledge.claims]


def speakers_of(knowledge: Knowledge, claim: Claim) -> str:
    """A claim's speakers by name, the principal one first."""
    names = {entity.id: entity.name for entity in knowledge.entities}
    return " & ".join(names[speaker] for speaker in claim.speakers)
