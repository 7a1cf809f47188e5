"""A folder of documents: its texts, and the reference data and the codebook that they are read with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from os.path import lexists
from pathlib import Path
from typing import Final

from app.domain.enums import OperatingPoint
from app.domain.errors import ExtractionError, SeedError, SourceError
from app.domain.knowledge import Document
from app.extraction.inputs.codebook import Codebook
from app.extraction.inputs.reference import Reference
from app.ingest.documents import TextFile, date_of, read_document, read_unknown
from app.ingest.failures import failing_as
from app.ingest.files import require_inside
from app.ingest.seeds.codebook import shipped_codebook
from app.ingest.seeds.reference import read_reference

# The reference data that come with the program.
SHIPPED: Final = Path(__file__).parents[3] / "seeds"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder's texts, and how they are read. `date` is that of texts without metadata."""

    path: Path
    texts: tuple[TextFile, ...]
    reference: Reference
    codebook: Codebook
    date: date | None
    operating_point: OperatingPoint = OperatingPoint.PRECISE

    @property
    def has_reference(self) -> bool:
        """True where the reference data are its own."""
        return lexists(entities_file(self.path))

    @property
    def assumed(self) -> str:
        """A sentence on what is assumed of texts without metadata; empty where all have some."""
        unknown = sum(not text.has_metadata for text in self.texts)
        if not unknown:
            return ""
        day = f"on {self.date}" if self.date else "on the day that their file was changed last"
        return (
            f"{unknown} of {len(self.texts)} texts have no metadata file (NAME.yaml): they are taken "
            "as English, of an unknown publisher, with their first headline or else their file name "
            f"as title, and as published {day}."
        )


def open_folder(
    path: Path,
    most_characters: int,
    published_on: date | None = None,
    operating_point: OperatingPoint = OperatingPoint.PRECISE,
) -> Folder:
    """The folder, ready to be loaded; a SeedError where nothing in it can be."""
    if not path.is_dir():
        raise SeedError(path, "", "there is no such folder; name one with texts (*.txt) in it")
    reference = reference_of(path)
    codebook = shipped_codebook(path, reference)
    text = partial(TextFile, most_characters=most_characters, within=path)
    texts = tuple(map(text, _texts_in(path)))
    return Folder(path, texts, reference, codebook, published_on, operating_point)


def entities_file(folder: Path) -> Path:
    """The path of a folder's own reference data."""
    return folder / "entities.yaml"


def reference_of(folder: Path) -> Reference:
    """A folder's own reference data, or those that come with the program."""
    own = entities_file(folder)
    return read_reference(own if lexists(own) else entities_file(SHIPPED))


Read = tuple[TextFile, Document | SourceError | ExtractionError]


def documents_of(folder: Folder, texts: Iterable[TextFile]) -> Iterator[Read]:
    """Each text as a document, or its error."""
    ids: dict[str, Path] = {}
    contents: dict[str, Path] = {}
    for text in texts:
        try:
            with failing_as(text.path, "open"):
                document = _document_of(folder, text)
                _require_new(text, document, ids, contents)
        except (SourceError, ExtractionError) as error:
            yield text, error
        else:
            ids[document.id] = contents[document.sha256] = text.path
            yield text, document


def _document_of(folder: Folder, text: TextFile) -> Document:
    if text.has_metadata:
        document = read_document(text)
    else:
        document = read_unknown(text, folder.date or date_of(text))
    if not document.text.strip():
        raise SeedError(text.path, "", "there is no text in it")
    return document


def _require_new(
    text: TextFile, document: Document, ids: dict[str, Path], contents: dict[str, Path]
) -> None:
    """SeedError where another text of the folder is the same, or would take its place."""
    if other := contents.get(document.sha256):
        raise SeedError(text.path, "", f"is the same text as {other}; take one of them out")
    if other := ids.get(document.id):
        raise SeedError(
            text.metadata,
            "",
            f"another document has the id {document.id!r}, {other}; give this one another title",
        )


def _texts_in(folder: Path) -> list[Path]:
    """Each *.txt in the folder and in its `documents`, by name, but for hidden ones."""
    documents = folder / "documents"
    require_inside(documents, folder)
    found = (*sorted(folder.glob("*.txt")), *sorted(documents.glob("*.txt")))
    texts = [path for path in found if not path.name.startswith(".")]
    if not texts and not documents.is_dir():
        raise SeedError(folder, "", "there are no texts (*.txt) in it, nor in a folder documents")
    return texts
