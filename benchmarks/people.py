"""Who speaks in made-up news: a few say much and many say little."""

import random
from dataclasses import dataclass
from itertools import accumulate

from app.domain.enums import EntityKind
from app.domain.knowledge import Entity, Proposition
from benchmarks.words import some

COUNTRIES, BODIES, PROPOSITIONS = 50, 400, 40
OUTLETS = tuple(f"The {name} Gazette" for name in ["Northern", "Eastern", "Southern", "Western"])
ROLES = ("minister", "spokeswoman", "mayor", "general", "envoy", "senator", None)


@dataclass(frozen=True)
class People:
    """Everybody, the most talkative first, and what they talk about."""

    entities: list[Entity]
    speakers: list[Entity]
    up_to: list[float]
    outlets: dict[str, str]
    propositions: list[Proposition]
    topics_up_to: list[float]

    def draw(self, chance: random.Random, number: int) -> list[Entity]:
        """So many of them, each as often as they speak."""
        return chance.choices(self.speakers, cum_weights=self.up_to, k=number)

    def topics(self, chance: random.Random, number: int) -> list[Proposition]:
        """So many of the propositions, each as often as it is spoken of."""
        return chance.choices(self.propositions, cum_weights=self.topics_up_to, k=number)


def people(claims: int, chance: random.Random) -> People:
    """As many as speak in so many claims."""
    persons = max(500, claims // 50)
    countries = [
        Entity(f"country-{n}", EntityKind.COUNTRY, f"Country {n}", iso_code=f"C{n}", curated=True)
        for n in range(COUNTRIES)
    ]
    bodies = [_body(n, chance) for n in range(BODIES)]
    outlets = [
        Entity(f"outlet-{n}", EntityKind.ORGANISATION, name, curated=True)
        for n, name in enumerate(OUTLETS)
    ]
    speakers = [*countries, *bodies, *(_person(n, chance) for n in range(persons))]
    chance.shuffle(speakers)
    return People(
        entities=[*speakers, *outlets],
        speakers=speakers,
        up_to=_zipf(len(speakers)),
        outlets={outlet.name: outlet.id for outlet in outlets},
        propositions=[_proposition(n, chance) for n in range(PROPOSITIONS)],
        topics_up_to=_zipf(PROPOSITIONS),
    )


def _zipf(number: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, number + 1)))


def _country(chance: random.Random) -> str:
    """A few countries have most of the people."""
    return f"country-{int(COUNTRIES * chance.random() ** 2)}"


def _body(n: int, chance: random.Random) -> Entity:
    return Entity(
        f"body-{n}",
        EntityKind.ORGANISATION,
        f"Body {n} of {' '.join(some(chance, 1, 2)).title()}",
        aliases=(f"B{n}",),
        country=_country(chance),
        member_of=f"body-{n - 1}" if n % 4 == 1 else None,
        curated=True,
    )


def _person(n: int, chance: random.Random) -> Entity:
    first, last = (word.title() for word in some(chance, 2, 2))
    role = chance.choice(ROLES)
    return Entity(
        f"{first}-{last}-{n}".lower(),
        EntityKind.PERSON,
        f"{first} {last}",
        aliases=(last,) if n % 3 else (last, f"{first[0]}. {last}"),
        description=role and f"{role} of a country",
        anonymous=n % 10 == 0,
        role=role,
        country=_country(chance) if n % 5 else None,
        member_of=f"body-{chance.randrange(BODIES)}" if n % 3 else None,
        curated=n % 4 == 0,
    )


def _proposition(n: int, chance: random.Random) -> Proposition:
    text = f"{' '.join(some(chance, 6, 12)).capitalize()}."
    return Proposition(f"proposition-{n}", text, open_disputes=n % 3 == 0)
