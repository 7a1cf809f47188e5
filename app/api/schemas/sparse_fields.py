"""Sparse fields: lists of claims with only the fields that `fields` names.

They come under a media type of their own, so that in the usual answer every field stays required
and generated clients need not ask of each one whether it is there.
"""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field

Json = dict[str, Any]

MEDIA_TYPE = "application/vnd.onrecord.sparse+json"


class ClaimField(StrEnum):
    """A field of `Claim`.

    One of `id`, `text`, `quotation`, `speakers`, `mention`, `cue`, `spans`, `mention_span`,
    `cue_span`, `document`, `passage`, `said_on`, `reported_by`, `within`, `restates`, `appearances`,
    `positions`, `counts`, `confidence`, `method`, `status`, `version`, `recorded_at`, `highlight`, `relations`.
    """

    ID = "id"
    TEXT = "text"
    QUOTATION = "quotation"
    SPEAKERS = "speakers"
    MENTION = "mention"
    CUE = "cue"
    SPANS = "spans"
    MENTION_SPAN = "mention_span"
    CUE_SPAN = "cue_span"
    DOCUMENT = "document"
    PASSAGE = "passage"
    SAID_ON = "said_on"
    REPORTED_BY = "reported_by"
    WITHIN = "within"
    RESTATES = "restates"
    APPEARANCES = "appearances"
    POSITIONS = "positions"
    COUNTS = "counts"
    CONFIDENCE = "confidence"
    METHOD = "method"
    STATUS = "status"
    VERSION = "version"
    RECORDED_AT = "recorded_at"
    HIGHLIGHT = "highlight"
    RELATIONS = "relations"


class FieldsQuery(BaseModel):
    """How much of each claim."""

    fields_: list[ClaimField] = Field(
        default=[],
        alias="fields",
        description=(
            "Only these fields of each claim, and `id`; repeat it for several. "
            f"The answer then comes as `{MEDIA_TYPE}`, a `SparseClaimPage`; clients that are generated "
            "for one type of answer take it for a `ClaimPage`, and must ask without `fields`"
        ),
    )


def declare(document: Json) -> None:
    """Declare in OpenAPI the sparse form of each page of claims, in which only `id` is required."""
    schemas = document["components"]["schemas"]
    schemas["SparseClaim"] = {
        **schemas["Claim"],
        "description": "A claim with the fields that `fields` names, each as in `Claim`.",
        "required": ["id"],
    }
    page = schemas["ClaimPage"]
    items = {**page["properties"]["items"], "items": _ref("SparseClaim")}
    schemas["SparseClaimPage"] = {
        **page,
        "description": "One page of claims, each with the fields that `fields` names.",
        "properties": {**page["properties"], "items": items},
    }
    for operations in document["paths"].values():
        for operation in operations.values():
            if any(parameter["name"] == "fields" for parameter in operation.get("parameters", [])):
                content = operation["responses"]["200"]["content"]
                content[MEDIA_TYPE] = {"schema": _ref("SparseClaimPage")}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}
