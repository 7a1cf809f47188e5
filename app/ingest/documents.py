"""Files → documents: the text byte for byte, and what its metadata file says."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from app.domain.errors import SeedError
from app.domain.identity import slug
from app.domain.knowledge import Document
from app.ingest.yamlfile import YamlFile, read_utf8

Text = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]


class Metadata(BaseModel):
    """What stands beside a document's text, in a YAML file of the same name."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Text
    publisher: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    published_on: date
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000)] | None = None


def read_documents(directory: Path) -> list[Document]:
    """Every `NAME.txt` of a folder with its `NAME.yaml`, by name; two of one id are an error."""
    if not directory.is_dir():
        raise SeedError(directory, "", "there is no such folder; it holds the documents")
    documents: dict[str, Document] = {}
    for path in sorted(directory.glob("*.txt")):
        document = read_document(path)
        if document.id in documents:
            raise SeedError(
                metadata_file(path),
                "",
                f"another document has the id {document.id!r}; give this one another title",
            )
        documents[document.id] = document
    return list(documents.values())


def read_document(path: Path) -> Document:
    """One document, with what the metadata file beside it says.

    Its id is made of publisher, date and title: `cnn-2022-01-28-russia-ukraine-tensions`.
    """
    metadata = _metadata_beside(path)
    text = read_utf8(path)
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


def read_unknown(path: Path, published_on: date) -> Document:
    """One document of which nothing but its date is known.

    Its id is made of file name and content, `notes-5f2b61c0`, so that it is the same every day.
    """
    text = read_utf8(path)
    sha256 = _sha256(text)
    return Document(
        id=f"{slug(path.stem)}-{sha256[:8]}",
        title=path.stem,
        publisher="unknown",
        language="en",
        published_on=published_on,
        text=text,
        sha256=sha256,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def metadata_file(path: Path) -> Path:
    """Where the metadata of a text stands: NAME.yaml beside NAME.txt."""
    return path.with_suffix(".yaml")


def _metadata_beside(path: Path) -> Metadata:
    file = metadata_file(path)
    if not file.exists():
        raise SeedError(
            path,
            "",
            f"needs a {file.name} beside it with title, publisher, language and published_on",
        )
    return YamlFile(file).parsed(Metadata)
