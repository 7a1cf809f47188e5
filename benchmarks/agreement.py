"""Ten thousand claims on one proposition by a thousand speakers: what loading and asking cost.

`python -m benchmarks.agreement` prints a line for each number of claims with the relations that
follow, and then how long answers over HTTP take with the last one, and how long changes do. A
thousand speakers of 40 bodies and 20 countries speak in a hundred documents, and at last in one.
Answers are timed by the clock, the best of five; all else in processor time.
"""

import random
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from fastapi.testclient import TestClient

from app.domain.affiliation import superiors
from app.domain.enums import EntityKind, Quotation, Stance, Status
from app.domain.inference import infer
from app.domain.knowledge import Claim, ClaimStance, Document, Entity, Knowledge, Proposition
from app.domain.span import Span
from app.main import create_app
from app.settings import Settings
from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.read import stats
from app.storage.write import propositions
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from app.storage.write.review import review

SIZES = (2500, 5000, 10000)
SPEAKERS, BODIES, COUNTRIES, DOCUMENTS = 1000, 40, 20, 100
PROPOSITION = Proposition("p", "The ferry will stop.", open_disputes=True)
NOW = datetime(2024, 6, 1, tzinfo=UTC)
QUESTIONS = (
    "/v1/agreement",
    "/v1/agreement?limit=200",
    "/v1/agreement?level=organisation",
    "/v1/agreement?level=country",
    "/v1/propositions/p",
    "/v1/propositions/p/positions",
    "/v1/propositions/p/positions?level=country",
    "/v1/entities/country-3/positions",
    "/v1/entities/speaker-7/changes",
    "/v1/entities/speaker-7/counterparts",
    "/v1/entities/body-3/counterparts?level=organisation",
    "/v1/entities/country-3/counterparts?level=country",
    "/v1/entities/speaker-7",
    "/v1/entities?sort=-claims",
    "/v1/relations?country=country-3&type=disputes",
)


def entities() -> Iterator[Entity]:
    """Countries, bodies of which every other one belongs to the one before, and persons."""
    for n in range(COUNTRIES):
        yield Entity(f"country-{n}", EntityKind.COUNTRY, f"Country {n}", curated=True)
    for n in range(BODIES):
        yield Entity(
            f"body-{n}",
            EntityKind.ORGANISATION,
            f"Body {n}",
            country=f"country-{n % COUNTRIES}",
            member_of=f"body-{n - 1}" if n % 2 else None,
            curated=True,
        )
    for n in range(SPEAKERS):
        yield Entity(
            f"speaker-{n}",
            EntityKind.PERSON,
            f"Speaker {n}",
            country=f"country-{n % COUNTRIES}",
            member_of=f"body-{n % BODIES}",
            curated=True,
        )


def documents(claims: int, number_of: int = DOCUMENTS) -> Iterator[Knowledge]:
    """All claims, spread evenly over documents; who says what is chance, and the same every time."""
    chance = random.Random(claims)
    known = {entity.id: entity for entity in entities()}
    above = superiors(known.values())
    each = claims // number_of
    text = "Claim.\n" * each
    for number in range(number_of):
        name = f"d{number}"
        document = Document(
            id=name,
            title=name,
            publisher="Gazette",
            language="en",
            published_on=date(2024, 1, 1) + timedelta(days=number),
            text=text,
            sha256=sha256(name.encode()).hexdigest(),
        )
        spoken = tuple(_claim(f"{name}-{n}", n, chance) for n in range(each))
        speakers = {claim.speakers[0] for claim in spoken}
        there = tuple(known[who] for who in speakers.union(*(above[s] for s in speakers)))
        found = tuple(infer(document, spoken, there, [PROPOSITION]))
        yield Knowledge(document, (), there, (), spoken, found, (PROPOSITION,))


def _claim(identifier: str, number: int, chance: random.Random) -> Claim:
    return Claim(
        id=identifier,
        ordinal=number,
        text="Claim.",
        quotation=Quotation.INDIRECT,
        speakers=(f"speaker-{chance.randrange(SPEAKERS)}",),
        spans=(Span(7 * number, 7 * number + 6),),
        mention=None,
        mention_span=None,
        cue=None,
        cue_span=None,
        passage=None,
        said_on=None,
        reported_by=None,
        within=None,
        restates=None,
        confidence=0.9,
        method="made-up",
        stances=(ClaimStance("p", chance.choice(list(Stance)), 0.9, "Made up."),),
    )


def load(url: str, claims: int, number_of: int = DOCUMENTS) -> float:
    """Infer and write all of it into a new database; how many seconds of processor time that took."""
    engine = engines.create(url)
    upgrade(engine)
    began = time.process_time()
    with engines.write_transaction(engine) as session:
        reconcile_reference(session, list(entities()))
        propositions.reconcile(session, [PROPOSITION])
        for known in documents(claims, number_of):
            reconcile(session, known, "1", NOW)
    took = time.process_time() - began
    engine.dispose()
    return took


def relations(url: str) -> int:
    """How many relations there are."""
    engine = engines.create(url)
    with engines.read_session(engine) as session:
        number = stats.get(session)["relations"]
    engine.dispose()
    return int(str(number))


def ask(url: str) -> None:
    """How long each question takes: the best of five, with all that HTTP adds."""
    with TestClient(create_app(Settings(database_url=url))) as client:
        for question in QUESTIONS:
            seconds, size = [], 0
            for _ in range(5):
                began = time.perf_counter()
                answer = client.get(question)
                seconds.append(time.perf_counter() - began)
                answer.raise_for_status()
                size = len(answer.content)
            print(f"{question:46} {min(seconds) * 1000:6.0f} ms {size / 1000:7.0f} kB")


def reject(url: str, claim: str, where: str) -> None:
    """How long it takes to reject one claim."""
    engine = engines.create(url)
    with engines.write_transaction(engine) as session:
        began = time.process_time()
        review(session, claim, Status.REJECTED, NOW)
        took = (time.process_time() - began) * 1000
        print(f"{f'one claim rejected, {where}':46} {took:6.0f} ms")
    engine.dispose()


def move(url: str) -> None:
    """How long it takes to move one speaker to another country."""
    engine = engines.create(url)
    with engines.write_transaction(engine) as session:
        *others, last = entities()
        moved = [*others, replace(last, country="country-0", member_of=None)]
        began = time.process_time()
        reconcile_reference(session, moved)
        print(f"{'one speaker moved':46} {(time.process_time() - began) * 1000:6.0f} ms")
    engine.dispose()


def peak() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(f"before: {peak():.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{Path(folder) / f'{claims}.sqlite3'}" for claims in SIZES]
        for claims, url in zip(SIZES, urls, strict=True):
            took = load(url, claims)
            print(
                f"{claims} claims, {relations(url)} relations: {took:.2f} s, "
                f"{took / claims * 1e6:.0f} µs a claim, at most {peak():.0f} MB"
            )
        ask(urls[-1])
        reject(urls[-1], "d5-7", "of 100 in its document")
        move(urls[-1])
        whole = f"sqlite:///{Path(folder) / 'whole.sqlite3'}"
        load(whole, SIZES[-1], 1)
        reject(whole, "d0-7", f"of {SIZES[-1]} in its document")
        print(f"at the end: at most {peak():.0f} MB")
