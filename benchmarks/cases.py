"""What is asked: for each case many requests, so that no answer is at hand because it was just given."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlencode

from sqlalchemy import func, select

from app.storage.database import engine as engines
from app.storage.database.engine import Session
from app.storage.read.claims.filters import ClaimFilters
from app.storage.read.paging import cursor_after
from app.storage.schema import tables as t
from benchmarks.words import COMMON, RARE

MOST, SEED = 2000, 50
CLAIM, HEAVY, LIGHT = "one claim", "page of a speaker with many", "page of a speaker with few"
FILTERED, DEEP = "filtered page", "deep page"
RARE_TEXT, COMMON_TEXT = "full text, rare word", "full text, common word"
AGREEMENT, ENTITY = "agreement matrix", "entity with counts"
# Of a speaker with few, a page is still full, whatever else of theirs is left out.
FEW = (60, 250)
YEARS = range(2015, 2025)


@dataclass(frozen=True)
class Subjects:
    """What can be asked for in one database."""

    claims: Sequence[str]
    many: Sequence[str]
    few: Sequence[str]
    drawn: Sequence[str]
    deep: Sequence[tuple[int, str, int, str]]


def subjects(url: str) -> Subjects:
    """Find them; the same every time."""
    chance = random.Random(SEED)
    engine = engines.create(url, statement_seconds=120)
    with engines.read_session(engine) as session:
        spoken = _spoken(session)
        enough = max(4 * FEW[0], sum(spoken.values()) // 1000)
        few = [speaker for speaker, claims in spoken.items() if FEW[0] <= claims <= FEW[1]]
        found = Subjects(
            claims=_claims(session, chance),
            many=[speaker for speaker, claims in spoken.items() if claims >= enough],
            few=chance.sample(few, min(MOST, len(few))),
            # As often as they speak: whoever is in the news is also asked for.
            drawn=chance.choices(list(spoken), list(spoken.values()), k=MOST),
            deep=_deep(session),
        )
    engine.dispose()
    return found


def cases(known: Subjects) -> dict[str, list[str]]:
    """The paths of each case."""
    words = {RARE_TEXT: RARE, COMMON_TEXT: COMMON}
    asked = {
        CLAIM: [f"/v1/claims/{claim}" for claim in known.claims],
        HEAVY: [claims_of(speaker) for speaker in known.many],
        LIGHT: [claims_of(speaker) for speaker in known.few],
        FILTERED: [*map(_filtered, product(range(10), ("direct", "mixed"), YEARS))],
        DEEP: _deep_pages(known.deep),
        **{case: [f"/v1/claims?q={word}" for word in some] for case, some in words.items()},
        AGREEMENT: [*map(_matrix, product(("speaker", "organisation", "country"), range(40)))],
        ENTITY: [f"/v1/entities/{entity}" for entity in dict.fromkeys(known.drawn)],
    }
    chance = random.Random(SEED)
    return {case: chance.sample(paths, len(paths)) for case, paths in asked.items()}


def claims_of(speaker: str) -> str:
    """The newest claims of a speaker."""
    return f"/v1/claims?speaker={speaker}"


def _filtered(which: tuple[int, str, int]) -> str:
    country, quotation, year = which
    asked = {"country": f"country-{country}", "quotation": quotation}
    window = {"said_from": f"{year}-01-01", "said_to": f"{year}-12-31"}
    return f"/v1/claims?{urlencode(asked | window)}"


def _matrix(which: tuple[str, int]) -> str:
    level, proposition = which
    return f"/v1/agreement?level={level}&proposition=proposition-{proposition}"


def _spoken(session: Session) -> dict[str, int]:
    """How many claims each entity speaks, the most talkative first."""
    speaker = t.claim_speaker.c.entity_id
    query = select(speaker, func.count()).group_by(speaker).order_by(func.count().desc(), speaker)
    return dict(session.execute(query).all())


def _claims(session: Session, chance: random.Random) -> list[str]:
    """Claims from anywhere: the next one behind an id made up."""
    row = t.claim.c
    made_up = (f"{chance.getrandbits(64):016x}" for _ in range(MOST))
    found = (
        session.scalar(select(func.min(row.id)).where(row.id > identifier))
        for identifier in made_up
    )
    return [identifier for identifier in found if identifier]


def _deep(session: Session) -> list[tuple[int, str, int, str]]:
    """Where claims stand in the list of all, newest first, behind nine tenths of them."""
    row = t.claim.c
    number = session.scalar(select(func.count()).select_from(t.claim)) or 0
    keys = (row.recency, row.document_id, row.ordinal, row.id)
    query = select(*keys).order_by(*keys).offset(number * 9 // 10).limit(min(MOST, number // 20))
    return [(*found,) for found in session.execute(query)]


def _deep_pages(places: Sequence[tuple[int, str, int, str]]) -> list[str]:
    """The list of all claims behind each of these places, by cursors as the service makes them."""
    everything = ("claims", ClaimFilters())
    return [f"/v1/claims?cursor={cursor_after(everything, place)}" for place in places]
