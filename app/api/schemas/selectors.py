"""Places in texts, as the W3C Web Annotation model points to them."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from app.api.schemas.shared import Out


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
