"""What stances add up to, and which ones dispute each other: for extraction and storage alike.

A day's stance is the one that is taken more often than each other one. Where none is, it is
`uncertain`: who affirms and denies in one breath has left the matter open. Where somebody stands is
the stance of their latest day. A claim that repeats another one says nothing new, whoever said
that first, and counts for nobody.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from app.domain.enums import Stance
from app.domain.knowledge import ClaimStance, Proposition

RIVALS: Mapping[Stance, tuple[Stance, ...]] = {
    stance: tuple(other for other in Stance if other is not stance) for stance in Stance
}
"""What a stance has to be taken more often than."""

TIE = Stance.UNCERTAIN

# A stance no surer than this ("it may be safe") is nothing to hold against anybody.
DOUBTFUL = 0.5


def is_sure(claim_stance: ClaimStance) -> bool:
    """True of a stance from which something follows for others."""
    return claim_stance.confidence > DOUBTFUL


def of_day(stances: Iterable[Stance]) -> Stance:
    """What the stances that were taken on one day come to."""
    counts = Counter(stances)
    for stance, rivals in RIVALS.items():
        if all(counts[stance] > counts[rival] for rival in rivals):
            return stance
    return TIE


def latest(taken: Iterable[tuple[date, Stance]]) -> tuple[date, Stance]:
    """The latest day and its stance. Needs at least one stance."""
    days: defaultdict[date, list[Stance]] = defaultdict(list)
    for day, stance in taken:
        days[day].append(stance)
    last = max(days)
    return last, of_day(days[last])


def opposed(stance: Stance, proposition: Proposition) -> frozenset[Stance]:
    """The stances that dispute this one; leaving open does where the codebook says so."""
    sides = {Stance.AFFIRMS: {Stance.DENIES}, Stance.DENIES: {Stance.AFFIRMS}}
    if proposition.open_disputes:
        sides[Stance.AFFIRMS] = {Stance.DENIES, Stance.UNCERTAIN}
        sides[Stance.UNCERTAIN] = {Stance.AFFIRMS}
    return frozenset(sides.get(stance, ()))


def are_mixed(stances: Collection[Stance], proposition: Proposition) -> bool:
    """True where one of these disputes another one of them."""
    return any(not opposed(stance, proposition).isdisjoint(stances) for stance in stances)
