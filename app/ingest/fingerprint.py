"""Fingerprints: a hash of everything that decides what extraction finds in a document."""

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Self

from app.domain.enums import OperatingPoint
from app.domain.identity import content_hash
from app.domain.knowledge import Document
from app.extraction.inputs.codebook import Codebook
from app.extraction.inputs.reference import Reference
from app.extraction.version import extraction_version


@dataclass(frozen=True, slots=True)
class Basis:
    """Reference data, codebook and operating point, with their part of all fingerprints, computed once."""

    reference: Reference
    codebook: Codebook
    operating_point: OperatingPoint
    digest: str

    @classmethod
    def of(
        cls,
        reference: Reference,
        codebook: Codebook,
        operating_point: OperatingPoint = OperatingPoint.PRECISE,
    ) -> Self:
        """The basis of these three and the installed extraction."""
        known = (canonical(reference), canonical(codebook), operating_point)
        digest = content_hash(*known, extraction_version())
        return cls(reference, codebook, operating_point, digest)

    def fingerprint(self, document: Document) -> str:
        """The fingerprint of a document, which changes wherever its knowledge may.

        Its `sha256` stands for its text, which may be long.
        """
        return content_hash(self.digest, canonical(replace(document, text="")))


def canonical(value: object) -> str:
    """A value as text, the same in every process, whatever the order of its sets."""
    return json.dumps(_plain(value))


def _plain(value: object) -> object:  # noqa: PLR0911 (one for each kind of value)
    match value:
        case Enum():
            return value.value
        case None | str() | int() | float():
            return value
        case date():
            return value.isoformat()
        case tuple() | list():
            return list(map(_plain, value))
        case AbstractSet():
            return sorted(map(_plain, value), key=json.dumps)
        case Mapping():
            # In its order, which decides who keeps a name that two have.
            return list(map(_plain, value.items()))
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")
