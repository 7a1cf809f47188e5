"""Invented claims with stances: who says what of which proposition on which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.domain.enums import EntityKind, Level, Stance
from app.domain.inference import infer
from app.domain.knowledge import Claim, ClaimStance, Entity, Knowledge, Proposition
from app.domain.span import Span
from tests.knowledge_samples import claim, document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STOPS = Proposition("ferry-stops", "The ferry will stop.", "For good, that is.")
SAFE = Proposition("ferry-safe", "The ferry is safe.", open_disputes=True)
CODEBOOK = (STOPS, SAFE)

NORLAND = Entity("norland", EntityKind.COUNTRY, "Norland", curated=True)
SUDLAND = Entity("sudland", EntityKind.COUNTRY, "Sudland", curated=True)
MINISTRY = Entity("ministry", EntityKind.ORGANISATION, "Ministry", country="norland", curated=True)
GUARD = Entity(
    "coast-guard", EntityKind.ORGANISATION, "Coast Guard", country="norland",
    member_of="ministry", curated=True,
)  # fmt: skip
ADA = Entity(
    "ada", EntityKind.PERSON, "Ada", country="norland", member_of="coast-guard", curated=True
)
BEN = Entity("ben", EntityKind.PERSON, "Ben", country="norland", member_of="ministry", curated=True)
CARA = Entity("cara", EntityKind.PERSON, "Cara", country="sudland", curated=True)
DAN = Entity("dan", EntityKind.PERSON, "Dan", curated=True)
OFFICIAL = Entity("official", EntityKind.PERSON, "an official", anonymous=True, country="sudland")
# Who, as "the official", may be Cara or another official.
DESCRIBED = replace(OFFICIAL, role="official")
REFERENCE = (NORLAND, SUDLAND, MINISTRY, GUARD, ADA, BEN, CARA, DAN)
A, D, U = Stance.AFFIRMS, Stance.DENIES, Stance.UNCERTAIN


def day(number: int) -> date:
    """A day in March 2024."""
    return date(2024, 3, number)


@dataclass(frozen=True)
class Said:
    """Who takes which stances, on which day of March, if that is known, named by which words."""

    speakers: tuple[str, ...]
    stances: dict[str, Stance]
    on: int | None = None
    restates: str | None = None
    mention: str | None = None


def said(speakers: str, proposition: str, stance: Stance, on: int | None = None) -> Said:
    """`said("ada ben", "ferry-stops", A, 4)`: the two say on 4 March that it will stop."""
    return Said(tuple(speakers.split()), {proposition: stance}, on)


def coded(identifier: str, published: int, sayings: Iterable[Said]) -> Knowledge:
    """A document with these claims, in this order; their ids are `identifier-0` and so on."""
    sayings = list(sayings)
    text = "".join(f"Line {number}.\n" for number in range(len(sayings))) + identifier
    ends = [text.index(f"Line {number}.") for number in range(len(sayings))]
    claims = tuple(
        _claim(identifier, number, saying, Span(start, start + 4), text)
        for number, (saying, start) in enumerate(zip(sayings, ends, strict=True))
    )
    return Knowledge(
        document(identifier, text, day(published)), entities=(OFFICIAL,), claims=claims
    )


def _claim(identifier: str, number: int, saying: Said, span: Span, text: str) -> Claim:
    return replace(
        claim(f"{identifier}-{number}", number, saying.speakers, span, text=text),
        said_on=None if saying.on is None else day(saying.on),
        restates=saying.restates,
        mention=saying.mention,
        stances=tuple(
            ClaimStance(proposition, stance, 0.9, "By hand.")
            for proposition, stance in saying.stances.items()
        ),
    )


def extracted(known: Knowledge, official: Entity = OFFICIAL) -> Knowledge:
    """The knowledge with all entities and with what follows from its claims, as it is read."""
    entities = (*REFERENCE, official)
    found = infer(known.document, known.claims, entities, CODEBOOK)
    return replace(known, propositions=CODEBOOK, entities=entities, relations=tuple(found))


def load(session: "Session", now: datetime, *documents: Knowledge) -> None:
    """The reference data, the codebook and these documents."""
    # Here, because tests of the domain need no database.
    from app.storage.write import propositions
    from app.storage.write.documents import reconcile
    from app.storage.write.entities import reconcile_reference

    reconcile_reference(session, REFERENCE)
    propositions.reconcile(session, CODEBOOK)
    for known in documents:
        reconcile(session, known, "1", now)


def refs(*names: str) -> list[dict[str, Any]]:
    """The EntityRefs of reference entities."""
    known = {entity.id: entity for entity in (*REFERENCE, OFFICIAL)}
    return [{"id": name, "kind": known[name].kind, "name": known[name].name} for name in names]


def voices(entities: Mapping[str, Entity], speaker: str) -> set[tuple[Level, str]]:
    """The levels and entities for which a speaker's claim counts, in plain Python."""
    entity = entities[speaker]
    country = speaker if entity.kind is EntityKind.COUNTRY else entity.country
    chain: list[str | None] = [speaker]
    while chain[-1] is not None and chain[-1] not in chain[:-1]:
        chain.append(entities[chain[-1]].member_of)
    found = {(Level.SPEAKER, speaker)} | ({(Level.COUNTRY, country)} if country else set())
    return found | {
        (Level.ORGANISATION, body)
        for body in chain
        if body is not None and entities[body].kind is EntityKind.ORGANISATION
    }
