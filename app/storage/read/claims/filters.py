"""Which claims a list shows, and in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, get_origin

from pydantic import Field
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, or_, select

from app.domain.enums import EntityKind, Quotation, Stance, Status
from app.storage.derived.claim_visibility import repeats
from app.storage.derived.relation_visibility import is_disputed
from app.storage.read.filters import Day, Filters, Flag
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


Statuses = Annotated[
    list[Status], Field(description="Any of these; without it, all but `rejected`")
]
Restatements = Annotated[Flag, Field(description="Also show claims that repeat an earlier one")]


class ClaimFilters(Filters):
    """Which claims, in which order.

    `entity` is one who must be among the speakers, whoever else `speaker` asks for. There is no
    relevance without `q`.
    """

    entity: str | None = None
    speaker: list[str] = Field(default=[], description="Spoken by any of these entities (ids)")
    speaker_kind: list[EntityKind] = Field(
        default=[], description="Spoken by an entity of any of these kinds"
    )
    country: list[str] = Field(
        default=[],
        description="Spoken by any of these countries (ids), or by one who speaks for it",
    )
    document: list[str] = Field(default=[], description="Stands in any of these documents (ids)")
    proposition: list[str] = Field(
        default=[], description="Takes a stance on any of these propositions (ids)"
    )
    stance: list[Stance] = Field(
        default=[], description="Takes any of these stances, on `proposition` if that is given"
    )
    quotation: list[Quotation] = Field(default=[], description="Any of these kinds of quotation")
    status: Statuses = Field(default=[])
    disputed: Flag | None = Field(
        default=None, description="Only those that somebody disputes (`true`), or nobody (`false`)"
    )
    restatements: Restatements = False
    said_from: Day | None = Field(default=None, description="Said on this day or later")
    said_to: Day | None = Field(default=None, description="Said on this day or earlier")
    q: str | None = Field(
        default=None,
        min_length=1,
        max_length=500,
        description=(
            'Holds all of these: words, "phrases" and prefix*; accents and case aside. '
            "The words of a phrase follow each other without a ` … `. "
            "All other signs only part words; without any word, nothing is found"
        ),
    )
    sort: ClaimSort = Field(
        default=ClaimSort.NEWEST, description="The order; `relevance` only with `q`"
    )

    @property
    def only(self) -> str | None:
        """The one speaker that is asked for, if it is one."""
        asked = {self.entity, *self.speaker} - {None}
        return asked.pop() if len(asked) == 1 else None

    def shape(self) -> "QueryShape":
        """What is asked for, without the values."""
        return QueryShape(
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
    "entity",
    *(n for n, field in ClaimFilters.model_fields.items() if get_origin(field.annotation) is list),
)

SPEAKER_FILTERS = {"speaker", "speaker_kind", "country"}


@dataclass(frozen=True, slots=True)
class QueryShape:
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
    def asks_speakers_only(self) -> bool:
        """True where nothing is asked but that somebody out of several speaks, and when."""
        plain = QueryShape(self.given, only=False, window=self.window, disputed=None, restatements=False,
                      words=None, sort=self.sort)  # fmt: skip
        return len(self.given) == 1 and self.given <= SPEAKER_FILTERS and self == plain


ONE_SPEAKER = t.claim_speaker.alias("voice")


def conditions(shape: QueryShape) -> Iterator[ColumnElement[bool]]:
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
    voice = ONE_SPEAKER.c
    return exists().where(voice.claim_id == claim_id, t.entity.c.id == voice.entity_id, speaks)


def speaks_for(countries: Sequence[str] | BindParameter[Any]) -> ColumnElement[bool]:
    """True of an entity that is one of the countries, or speaks for one."""
    return or_(t.entity.c.id.in_(countries), t.entity.c.country_id.in_(countries))


def speakers(shape: QueryShape) -> Iterator[tuple[str, ColumnElement[bool]]]:
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


def _taking(shape: QueryShape) -> ColumnElement[bool]:
    """True of a claim that takes one of the stances on one of the propositions; none means any."""
    coded = t.claim_stance.c
    query = select(coded.claim_id)
    if "proposition" in shape.given:
        query = query.where(coded.proposition_id.in_(any_of("proposition")))
    if "stance" in shape.given:
        query = query.where(coded.stance.in_(any_of("stance")))
    return t.claim.c.id.in_(query)
