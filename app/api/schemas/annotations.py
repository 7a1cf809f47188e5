"""A document's claims as W3C Web Annotations, and the places in texts that these point to."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field, RootModel

from app.api.schemas.claims import ListedClaimsQuery
from app.api.schemas.shared import Out

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


class TextPositionSelector(Out):
    """Finds words by where they stand."""

    type: Literal["TextPositionSelector"] = Field(description="`TextPositionSelector`")
    start: int = Field(description="The first character, counted from 0 in Unicode code points")
    end: int = Field(description="The character behind the last one")


class TextQuoteSelector(Out):
    """Finds words by what they are and what stands around them, even if the text has changed."""

    type: Literal["TextQuoteSelector"] = Field(description="`TextQuoteSelector`")
    exact: str = Field(description="The words")
    prefix: str = Field(description="Up to 32 characters right before them")
    suffix: str = Field(description="Up to 32 characters right behind them")


class Selector(
    RootModel[Annotated[TextPositionSelector | TextQuoteSelector, Field(discriminator="type")]]
):
    """One way to find a place in a text."""


class TextTarget(Out):
    """A place in a document's text, found in two ways that agree."""

    type: Literal["SpecificResource"] = Field(description="`SpecificResource`: a part of a source")
    source: str = Field(description="Where the text is: `/v1/documents/{id}/text`, in full")
    selector: list[Selector] = Field(description="By position and by quotation")


def place(source: str, start: int, end: int, exact: str, sides: tuple[str, str]) -> TextTarget:
    """The place of `exact`, which has these characters on its two sides."""
    prefix, suffix = sides
    return TextTarget.model_validate(
        {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": exact,
                    "prefix": prefix,
                    "suffix": suffix,
                },
            ],
        }
    )


class Purpose(StrEnum):
    """What a text in an annotation is for.

    `describing`: it tells who said what. `tagging`: it is a speaker's name.
    """

    DESCRIBING = "describing"
    TAGGING = "tagging"


class TextualBody(Out):
    """What an annotation says in plain text."""

    type: Literal["TextualBody"] = Field(description="`TextualBody`")
    purpose: Purpose = Field(description="What the text is for")
    format: Literal["text/plain"] = Field(description="`text/plain`")
    value: str = Field(description="The text")


class LinkedBody(Out):
    """The claim itself."""

    type: Literal["SpecificResource"] = Field(description="`SpecificResource`")
    purpose: Literal["linking"] = Field(description="`linking`")
    source: str = Field(description="The claim's address")


class AnnotationBody(RootModel[Annotated[TextualBody | LinkedBody, Field(discriminator="type")]]):
    """Something that an annotation says of its target."""


class Software(Out):
    """What found a claim."""

    type: Literal["Software"] = Field(description="`Software`")
    name: str = Field(description="The claim's `method`")


class Annotation(Out):
    """One claim, as a note on the places in the text where its content stands."""

    id: str = Field(description="The annotation's address, a part of the collection's")
    type: Literal["Annotation"] = Field(description="`Annotation`")
    motivation: Literal["describing"] = Field(description="`describing`")
    created: datetime = Field(description="When this version of the claim was written, in UTC")
    creator: Software = Field(description="What found the claim")
    body: list[AnnotationBody] = Field(
        description="Who said what, each speaker as a tag, and the claim itself"
    )
    target: list[TextTarget] = Field(description="Each span of the claim's content")


class AnnotationPage(Out):
    """Some of a document's annotations in reading order."""

    context: Literal["http://www.w3.org/ns/anno.jsonld"] = Field(
        alias="@context", description=f"`{CONTEXT}`"
    )
    id: str = Field(description="The page's address")
    type: Literal["AnnotationPage"] = Field(description="`AnnotationPage`")
    part_of: str = Field(alias="partOf", description="The collection's address")
    next: str | None = Field(description="The next page's address; null on the last one")
    items: list[Annotation] = Field(description="The annotations of this page")


class AnnotationCollection(Out):
    """All of a document's annotations, with the first page of them."""

    context: Literal["http://www.w3.org/ns/anno.jsonld"] = Field(
        alias="@context", description=f"`{CONTEXT}`"
    )
    id: str = Field(description="The collection's address")
    type: Literal["AnnotationCollection"] = Field(description="`AnnotationCollection`")
    label: str = Field(description="The document's title")
    total: int = Field(description="How many annotations there are on all pages")
    first: AnnotationPage = Field(description="The first page")


class Annotations(
    RootModel[Annotated[AnnotationCollection | AnnotationPage, Field(discriminator="type")]]
):
    """A document's claims as W3C Web Annotations: the collection or, with `cursor`, a further page."""


class AnnotationQuery(ListedClaimsQuery):
    """Which of a document's claims."""

    # The collection always tells: what stands here is no parameter any more.
    include_total: ClassVar[bool] = True  # type: ignore[misc]
