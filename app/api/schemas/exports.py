"""Downloads of all claims or all relations: which ones, and in which format."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from app.api.schemas.claims import ClaimQuery
from app.api.schemas.relations import RelationQuery
from app.api.schemas.shared import PageQuery

PAGE = 200


class ExportFormat(StrEnum):
    """What a download is written in.

    `ndjson`: one JSON object per line, the items of the list; for programs. `csv`: a table that
    spreadsheets open; an apostrophe stands before a text that they would take for a formula, a
    number or a date, and of several spans it has where the first begins and the last ends.
    `jsonld`: linked data in the words of schema.org, Web Annotation and PROV.
    """

    NDJSON = "ndjson"
    CSV = "csv"
    JSONLD = "jsonld"


class ExportQuery(PageQuery):
    """In which format. A download has no pages, so what pages a list is no parameter here."""

    limit: ClassVar[int] = PAGE  # type: ignore[misc]
    cursor: ClassVar[None] = None  # type: ignore[misc]
    include_total: ClassVar[bool] = False  # type: ignore[misc]

    format: ExportFormat | None = Field(
        default=None, description="The format; without it, what `Accept` prefers, or else `ndjson`"
    )


class ClaimExportQuery(ExportQuery, ClaimQuery):
    """Which claims, in which order and format."""


class RelationExportQuery(ExportQuery, RelationQuery):
    """Which relations, in which format."""
