"""Invented knowledge: one small document made by hand, and as many made-up claims as one likes."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from app.domain.enums import EntityKind, Quotation, RelationBasis, RelationType
from app.domain.knowledge import (
    Claim,
    Document,
    Entity,
    Evidence,
    Knowledge,
    Mention,
    Passage,
    Relation,
)
from app.domain.span import Span, joined

TEXT = """Ferry talks: what we know
By Ada Lind and Tom Okafor

The northern ferry will stop in May, Mayor Inês Duarte said on Monday.
A senior Norland official told the Gazette that the talks “went badly” 🚢.
The Port Office disputes that account. “The talks were calm and useful,” it said Tuesday.

Crews wait for an answer
By Ada Lind

Duarte repeated that the northern ferry will stop in May.
Karl Berg, a union leader, said that she “never asked the crews”.
Duarte's position is that the crews were heard, an aide said.
Berg and Duarte said in a joint statement that they will meet again.
"""

NORLAND = Entity(
    "norland", EntityKind.COUNTRY, "Norland", ("Norlanders",), iso_code="NL", curated=True
)
CITY_HALL = Entity(
    "city-hall", EntityKind.ORGANISATION, "City Hall", country="norland", curated=True
)
DUARTE = Entity(
    "ines-duarte",
    EntityKind.PERSON,
    "Inês Duarte",
    ("Mayor Duarte",),
    role="mayor",
    country="norland",
    member_of="city-hall",
    wikidata_id="Q1",
    curated=True,
)
PORT_OFFICE = Entity(
    "port-office", EntityKind.ORGANISATION, "Port Office", country="norland", curated=True
)
# Before what they point to, as nobody promises an order.
REFERENCE = (DUARTE, CITY_HALL, PORT_OFFICE, NORLAND)

OFFICIAL = Entity(
    "senior-norland-official",
    EntityKind.PERSON,
    "a senior Norland official",
    anonymous=True,
    country="norland",
)
BERG = Entity("karl-berg", EntityKind.PERSON, "Karl Berg", role="union leader")
AIDE = Entity("aide-of-ines-duarte", EntityKind.PERSON, "an aide", anonymous=True)
GAZETTE = Entity("gazette", EntityKind.ORGANISATION, "the Gazette")

MONDAY, TUESDAY = date(2024, 3, 4), date(2024, 3, 5)


def at(exact: str, occurrence: int = 0, text: str = TEXT) -> Span:
    """Where these words stand, the first time or a later one."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(exact, start + 1)
    return Span(start, start + len(exact))


def document(identifier: str, text: str = TEXT, published_on: date = TUESDAY) -> Document:
    """A document of the Harbour Gazette."""
    return Document(
        id=identifier,
        title=f"Ferry talks ({identifier})",
        publisher="Harbour Gazette",
        language="en",
        published_on=published_on,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def claim(
    identifier: str, ordinal: int, speakers: tuple[str, ...], *spans: Span, text: str = TEXT
) -> Claim:
    """A claim with nothing that it need not have."""
    return Claim(
        id=identifier,
        ordinal=ordinal,
        text=joined(text, spans),
        quotation=Quotation.INDIRECT,
        speakers=speakers,
        spans=spans,
        mention=None,
        mention_span=None,
        cue=None,
        cue_span=None,
        passage=None,
        said_on=None,
        reported_by=None,
        within=None,
        restates=None,
        confidence=0.8,
        method="by-hand",
    )


def relation(
    identifier: str, kind: RelationType, first: str, second: str, evidence: str
) -> Relation:
    """A relation that the ferry document states with these words."""
    return Relation(
        id=identifier,
        type=kind,
        basis=RelationBasis.STATED,
        claims=(first, second),
        evidence=(Evidence("ferry", at(evidence), evidence),),
        rationale=f"The document says: {evidence}",
        confidence=0.9,
        method="by-hand",
    )


def ferry() -> Knowledge:
    """Two disputes, an agreement, an unnamed source, a restatement, a joint and a relayed claim."""
    claims = (
        replace(
            claim("c-stop", 0, ("ines-duarte",), at("The northern ferry will stop in May")),
            mention="Mayor Inês Duarte",
            mention_span=at("Mayor Inês Duarte"),
            cue="said",
            cue_span=at("said"),
            said_on=MONDAY,
            passage="ferry-0",
        ),
        replace(
            claim("c-badly", 1, ("senior-norland-official",), at("the talks “went badly”")),
            quotation=Quotation.MIXED,
            mention="A senior Norland official",
            mention_span=at("A senior Norland official"),
            reported_by="gazette",
            passage="ferry-0",
        ),
        replace(
            claim("c-calm", 2, ("port-office",), at("The talks were calm"), at("and useful")),
            quotation=Quotation.DIRECT,
            said_on=TUESDAY,
            passage="ferry-0",
        ),
        replace(
            claim("c-again", 3, ("ines-duarte",), at("the northern ferry will stop in May")),
            restates="c-stop",
            passage="ferry-1",
        ),
        replace(
            claim("c-never", 4, ("karl-berg",), at("she “never asked the crews”")),
            quotation=Quotation.MIXED,
            passage="ferry-1",
        ),
        replace(
            claim("c-heard", 5, ("ines-duarte",), at("the crews were heard")),
            within="c-position",
            reported_by="aide-of-ines-duarte",
            passage="ferry-1",
        ),
        replace(
            claim(
                "c-position",
                6,
                ("aide-of-ines-duarte",),
                at("Duarte's position is that the crews were heard"),
            ),
            passage="ferry-1",
        ),
        replace(
            claim("c-meet", 7, ("karl-berg", "ines-duarte"), at("they will meet again")),
            passage="ferry-1",
        ),
    )
    second = TEXT.index("Crews wait")
    return Knowledge(
        document=document("ferry"),
        passages=(
            Passage(
                "ferry-0",
                0,
                "Ferry talks: what we know",
                ("Ada Lind", "Tom Okafor"),
                Span(0, second),
            ),
            Passage(
                "ferry-1", 1, "Crews wait for an answer", ("Ada Lind",), Span(second, len(TEXT))
            ),
        ),
        entities=(OFFICIAL, BERG, AIDE, GAZETTE),
        mentions=(
            Mention("ines-duarte", at("Mayor Inês Duarte")),
            Mention("port-office", at("The Port Office")),
            Mention("karl-berg", at("Karl Berg")),
        ),
        claims=claims,
        relations=(
            relation(
                "r-talks", RelationType.DISPUTES, "c-badly", "c-calm", "disputes that account"
            ),
            relation("r-crews", RelationType.DISPUTES, "c-never", "c-heard", "never asked"),
            relation("r-calm", RelationType.AGREES, "c-calm", "c-meet", "joint statement"),
        ),
    )


def many(identifier: str, count: int) -> Knowledge:
    """`count` claims of `count` speakers on a few days, each disputed by the next one."""
    lines = [f"Speaker {n} said line {n}.\n" for n in range(count)]
    text = "".join(lines)
    starts = [sum(map(len, lines[:n])) for n in range(count)]
    spans = [Span(start, start + len(line) - 1) for start, line in zip(starts, lines, strict=True)]
    speakers = tuple(
        Entity(f"speaker-{n}", EntityKind.PERSON, f"Speaker {n}", (f"Number {n}",))
        for n in range(count)
    )
    claims = tuple(
        replace(
            claim(f"{identifier}-c{n}", n, (speakers[n].id,), spans[n], text=text),
            said_on=None if n % 5 == 0 else MONDAY - timedelta(days=n % 5),
            passage=f"{identifier}-p{n}",
            reported_by=speakers[n - 1].id,
        )
        for n in range(count)
    )
    relations = tuple(
        Relation(
            id=f"{identifier}-r{n}",
            type=RelationType.DISPUTES,
            basis=RelationBasis.INFERRED,
            claims=(claims[n].id, claims[n + 1].id),
            evidence=(Evidence(identifier, spans[n], spans[n].of(text)),),
            rationale="Made up.",
            confidence=n / count,
            method="made-up",
        )
        for n in range(count - 1)
    )
    return Knowledge(
        document=document(identifier, text, MONDAY - timedelta(days=count)),
        passages=tuple(Passage(f"{identifier}-p{n}", n, None, (), spans[n]) for n in range(count)),
        entities=speakers,
        claims=claims,
        relations=relations,
    )
