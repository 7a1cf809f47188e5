"""Files → documents: the text byte for byte, with the metadata beside it or assumed ones."""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os.path import lexists
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from app.domain.errors import SeedError, TextTooLongError
from app.domain.identity import slug
from app.domain.knowledge import UNKNOWN_PUBLISHER, Document
from app.extraction.draft import LineKind
from app.extraction.segmentation.passages import read_lines
from app.ingest.files import BYTES_A_CHARACTER, read_utf8
from app.ingest.yaml_file import YamlFile

Text = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]

# A few lines are all that it holds.
METADATA_BYTES = 100_000
# Where a headline is looked for.
BEGINNING = 10_000


class Metadata(BaseModel):
    """Metadata of a document, from the YAML file beside its text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Text
    publisher: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    published_on: date
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000)] | None = None


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text on disk, not read yet.

    `within` is the folder that it belongs to, and out of which no link may lead.
    """

    path: Path
    most_characters: int
    within: Path | None = None

    @property
    def metadata(self) -> Path:
        """The path of its metadata: NAME.yaml beside NAME.txt."""
        return self.path.with_suffix(".yaml")

    @property
    def has_metadata(self) -> bool:
        """True where that file exists, even if only as a broken link."""
        return lexists(self.metadata)


def read_document(file: TextFile) -> Document:
    """A document with the metadata file beside it.

    Its id is made of publisher, date and title: `cnn-2022-01-28-russia-ukraine-tensions`.
    """
    metadata = YamlFile(file.metadata, METADATA_BYTES, file.within).parsed(Metadata)
    text = _text_of(file)
    return Document(
        id=slug(f"{metadata.publisher} {metadata.published_on} {metadata.title}"),
        title=metadata.title,
        publisher=metadata.publisher,
        language=metadata.language,
        published_on=metadata.published_on,
        text=text,
        sha256=_sha256(text),
        url=metadata.url,
    )


def read_unknown(file: TextFile, published_on: date) -> Document:
    """A document without metadata but its date; its first headline is its title.

    Its id is made of file name and content, `notes-5f2b61c0`, so that it is the same every day.
    """
    text = _text_of(file)
    sha256 = _sha256(text)
    name = printable(file.path.stem)
    return Document(
        id=f"{slug(name)}-{sha256[:8]}",
        title=_headline_of(text) or name,
        publisher=UNKNOWN_PUBLISHER,
        language="en",
        published_on=published_on,
        text=text,
        sha256=sha256,
    )


def date_of(file: TextFile) -> date:
    """The day of a file's last change, in UTC."""
    try:
        return datetime.fromtimestamp(file.path.stat().st_mtime, UTC).date()
    except OSError as error:
        raise SeedError(file.path, "", error.strerror or str(error)) from error


def printable(name: str) -> str:
    """A file's name as text, though it may be any bytes."""
    return os.fsencode(name).decode("utf-8", "replace")


def _headline_of(text: str) -> str | None:
    lines = read_lines(text[:BEGINNING])
    headlines = (line.span.of(text) for line in lines if line.kind is LineKind.HEADLINE)
    headline = next(headlines, None)
    return headline and " ".join(headline.split())


def _text_of(file: TextFile) -> str:
    text = read_utf8(file.path, file.most_characters * BYTES_A_CHARACTER, file.within)
    if len(text) > file.most_characters:
        raise TextTooLongError(file.path, len(text), file.most_characters)
    return text


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
