"""Which claims a list shows, and in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, or_, select

from app.domain.enums import EntityKind, Quotation, Stance, Status
from app.storage.derived.claim_visibility import repeats
from app.storage.derived.relation_visibility import is_disputed
from app.storage.read.windows import within_days
from app.storage.schema import tables as t
from app.storage.schema.full_text import parse
from app.storage.schema.parameters import any_of
from app.storage.schema.recency import bounds


class ClaimSort(StrEnum):
    """The order of claims.

    `-said_on`: newest first, those without a day last. `document`: reading order, document by
    document. `relevance`: what answers `q` best first, of the newest 1,000 that hold it; what is
    added while one walks through more than that pushes the oldest out, seen or not.
    """

    NEWEST = "-said_on"
    READING = "document"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class ClaimFilters:
    """Which claims, in which order. An empty tuple or None asks for nothing.

    `entity` is one who must be among the speakers, whoever else `speaker` asks for. There is no
    relevance without `q`.
    """

    entity: str | None = None
    speaker: tuple[str, ...] = ()
    speaker_kind: tuple[EntityKind, ...] = ()
    country: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    proposition: tuple[str, ...] = ()
    stance: tuple[Stance, ...] = ()
    quotation: tuple[Quotation, ...] = ()
    status: tuple[Status, ...] = ()
    disputed: bool | None = None
    restatements: bool = False
    said_from: date | None = None
    said_to: date | None = None
    q: str | None = None
    sort: ClaimSort = ClaimSort.NEWEST

    @property
    def only(self) -> str | None:
        """The one speaker that is asked for, if it is one."""
        asked = {self.entity, *self.speaker} - {None}
        return asked.pop() if len(asked) == 1 else None

    def shape(self) -> "Shape":
        """What is asked for, without the values."""
        return Shape(
            given=frozenset(name for name in FILTERS if getattr(self, name)),
            only=self.only is not None,
            window=self.said_from is not None or self.said_to is not None,
            disputed=self.disputed,
            restatements=self.restatements,
            words=None if self.q is None else bool(parse(self.q)),
            sort=self.sort,
        )

    def values(self) -> dict[str, object]:
        """The values, by the names that they have in the statement of this shape."""
        newest, oldest = bounds(self.said_from, self.said_to)
        named: dict[str, object] = {name: getattr(self, name) for name in FILTERS}
        return named | {
            "entity": self.only or self.entity,
            "newest": newest,
            "oldest": oldest,
        }


# Those that name things, of which each claim must have one.
FILTERS = (
    "entity", "speaker", "speaker_kind", "country", "document", "proposition", "stance",
    "quotation", "status",
)  # fmt: skip


VOICES = {"speaker", "speaker_kind", "country"}


@dataclass(frozen=True, slots=True)
class Shape:
    """Filters without their values: those of one shape ask the same statement, each with its own.

    `words` is None where no `q` is given, and False where it holds no word. `broad_filters` names the filters
    on speakers that let so many claims pass that each claim is asked in its turn; `scan_text` is true
    where the words stand in so many that they are looked for in one claim after the other.
    """

    given: frozenset[str]
    only: bool
    window: bool
    disputed: bool | None
    restatements: bool
    words: bool | None
    sort: ClaimSort
    broad_filters: frozenset[str] = frozenset()
    scan_text: bool = False

    @property
    def of_some(self) -> bool:
        """True where nothing is asked but that somebody out of several speaks, and when."""
        plain = Shape(self.given, only=False, window=self.window, disputed=None, restatements=False,
                      words=None, sort=self.sort)  # fmt: skip
        return len(self.given) == 1 and self.given <= VOICES and self == plain


VOICE = t.claim_speaker.alias("voice")


def conditions(shape: Shape) -> Iterator[ColumnElement[bool]]:
    """What must be true of a claim, with parameters named as `ClaimFilters.values` has them."""
    claim = t.claim.c
    for name, speaks in speakers(shape):
        yield is_voice_of(speaks, claim.id) if name in shape.broad_filters else spoken_by(speaks)
    if "document" in shape.given:
        yield claim.document_id.in_(any_of("document"))
    if shape.given & {"proposition", "stance"}:
        yield _taking(shape)
    if "quotation" in shape.given:
        yield claim.quotation.in_(any_of("quotation"))
    if shape.disputed is not None:
        yield is_disputed() if shape.disputed else ~is_disputed()
    if not shape.restatements:
        yield ~repeats()
    if shape.window:
        yield within_days(claim.recency)
    if "status" in shape.given:
        yield claim.status.in_(any_of("status"))
    else:
        yield claim.status != Status.REJECTED


def spoken_by(speaks: ColumnElement[bool]) -> ColumnElement[bool]:
    """True of a claim with a speaker (a row of `entity`) for whom the condition holds."""
    return t.claim.c.id.in_(claims_of(speaks))


def claims_of(speaks: ColumnElement[bool]) -> Select[str]:
    """The ids of the claims of all speakers for whom the condition holds."""
    speaker = t.claim_speaker.c
    theirs = select(speaker.claim_id).join(t.entity, t.entity.c.id == speaker.entity_id)
    return theirs.where(speaks)


def is_voice_of(speaks: ColumnElement[bool], claim_id: ColumnElement[str]) -> ColumnElement[bool]:
    """The same of the claim with this id, asked of each in its turn."""
    # Any of its speakers, not the one whose claims a list may go along.
    voice = VOICE.c
    return exists().where(voice.claim_id == claim_id, t.entity.c.id == voice.entity_id, speaks)


def speaks_for(countries: Sequence[str] | BindParameter[Any]) -> ColumnElement[bool]:
    """True of an entity that is one of the countries, or speaks for one."""
    return or_(t.entity.c.id.in_(countries), t.entity.c.country_id.in_(countries))


def speakers(shape: Shape) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """What must be true of a speaker (a row of `entity`), if not all of the same one, filter by filter.

    Where only one is asked for, the reader goes along that one's claims.
    """
    entity = t.entity.c
    if not shape.only:
        if "entity" in shape.given:
            yield "entity", entity.id == bindparam("entity")
        if "speaker" in shape.given:
            yield "speaker", entity.id.in_(any_of("speaker"))
    if "speaker_kind" in shape.given:
        yield "speaker_kind", entity.kind.in_(any_of("speaker_kind"))
    if "country" in shape.given:
        yield "country", speaks_for(any_of("country"))


def _taking(shape: Shape) -> ColumnElement[bool]:
    """True of a claim that takes one of the stances on one of the propositions; none means any."""
    coded = t.claim_stance.c
    query = select(coded.claim_id)
    if "proposition" in shape.given:
        query = query.where(coded.proposition_id.in_(any_of("proposition")))
    if "stance" in shape.given:
        query = query.where(coded.stance.in_(any_of("stance")))
    return t.claim.c.id.in_(query)
