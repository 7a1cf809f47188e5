"""What is left of a document's claims once a person has rejected some."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.domain.knowledge import Claim


def upheld(claims: Sequence[Claim], rejected: Collection[str]) -> tuple[Claim, ...]:
    """The claims (in reading order) without the rejected ones (ids).

    Where what some repeat is rejected, the first of them stands for it, and the others repeat that.
    """
    heirs: dict[str, str] = {}
    left: list[Claim] = []
    for claim in claims:
        if claim.id in rejected:
            continue
        if claim.restates is not None and claim.restates in rejected:
            heir = heirs.setdefault(claim.restates, claim.id)
            left.append(replace(claim, restates=None if heir == claim.id else heir))
        else:
            left.append(claim)
    return tuple(left)
