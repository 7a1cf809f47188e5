"""Who agrees with whom: the measures of discourse network analysis.

After P. Leifeld, "Discourse Network Analysis: Policy Debates as Dynamic Networks" (The Oxford
Handbook of Political Networks, 2017) and his software's manual (DNA, rDNA). For actors a and b,
with x(a, p, s) the times that a takes stance s on proposition p:

    congruence  Σ over p, s of x(a, p, s) · x(b, p, s)
    conflict    Σ over p of x(a, p, affirms) · o(b, p) + o(a, p) · x(b, p, affirms)
    subtract    congruence - conflict

o(a, p) is x(a, p, denies). Where leaving p open disputes it, o is that or x(a, p, uncertain),
whichever is more. With the activity A(a) = Σ over p, s of x(a, p, s)², the measure is divided by

    average     (A(a) + A(b)) / 2
    jaccard     A(a) + A(b) - congruence
    cosine      √(A(a) · A(b))

Where every x is 0 or 1 (repeats ignored), A counts an actor's stances, and `average` and `jaccard`
are what that software calls so. It counts stances also where some x is more, and then goes beyond
1; with squares every normalised measure stays within -1..1.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations
from operator import mul

from app.domain.enums import Measure, Normalisation, Stance

Counts = Mapping[tuple[str, Stance], int]
"""How often one actor takes which stance on which proposition."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Two actors: how often they agree and dispute, and the measure that was asked for."""

    a: str
    b: str
    agreements: int
    disputes: int
    score: float


@dataclass(frozen=True, slots=True)
class _Actor:
    """An actor's counts as rows of numbers, in the same order for all actors."""

    name: str
    stances: Sequence[int]
    affirming_opposing: Sequence[int]
    opposing_affirming: Sequence[int]
    activity: int


def matrix(
    actors: Mapping[str, Counts],
    open_disputes: AbstractSet[str],
    measure: Measure,
    normalisation: Normalisation,
) -> Iterator[Cell]:
    """Each pair of actors once. `open_disputes` are the propositions that leaving open disputes."""
    propositions = sorted({proposition for counts in actors.values() for proposition, _ in counts})
    rows = [_actor(name, counts, propositions, open_disputes) for name, counts in actors.items()]
    for one, other in combinations(rows, 2):
        agreements = sum(map(mul, one.stances, other.stances))
        disputes = sum(map(mul, one.affirming_opposing, other.opposing_affirming))
        raw = {
            Measure.CONGRUENCE: agreements,
            Measure.CONFLICT: disputes,
            Measure.SUBTRACT: agreements - disputes,
        }[measure]
        score = raw / _norm(one.activity, other.activity, agreements, normalisation)
        yield Cell(one.name, other.name, agreements, disputes, score)


def _actor(
    name: str, counts: Counts, propositions: Sequence[str], open_disputes: AbstractSet[str]
) -> _Actor:
    affirms, denies, uncertain = (
        [counts.get((proposition, stance), 0) for proposition in propositions]
        for stance in (Stance.AFFIRMS, Stance.DENIES, Stance.UNCERTAIN)
    )
    opposes = [
        max(denied, left_open) if proposition in open_disputes else denied
        for proposition, denied, left_open in zip(propositions, denies, uncertain, strict=True)
    ]
    stances = [*affirms, *denies, *uncertain]
    activity = sum(map(mul, stances, stances))
    return _Actor(name, stances, [*affirms, *opposes], [*opposes, *affirms], activity)


def _norm(one: int, other: int, congruence: int, normalisation: Normalisation) -> float:
    """What the measure is divided by; 1 where that would be 0, and so is the measure."""
    match normalisation:
        case Normalisation.NONE:
            return 1
        case Normalisation.AVERAGE:
            return (one + other) / 2 or 1
        case Normalisation.JACCARD:
            return one + other - congruence or 1
        case Normalisation.COSINE:
            return math.sqrt(one * other) or 1
