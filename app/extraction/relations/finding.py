"""Claims → what relays, restates, upholds and disputes what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from app.domain.coreference import may_be_one
from app.domain.inference import infer
from app.domain.knowledge import Claim, Relation
from app.domain.span import covering
from app.extraction.draft import Draft
from app.extraction.relations.additive import by_echo
from app.extraction.relations.anaphora import by_anaphora
from app.extraction.relations.attributed_claims import by_owner
from app.extraction.relations.contrasts import by_contrast
from app.extraction.relations.named_target import by_name
from app.extraction.relations.restatements import restatements


def relate(draft: Draft) -> Draft:
    """Claims with `within`, `reported_by` and `restates`, and the relations between them.

    What the text states comes before what follows from two stances.
    """
    claims = restatements(draft, _relayed(draft.claims))
    stated = tuple(_stated(draft, claims))
    propositions = draft.codebook.propositions
    inferred = infer(draft.document, claims, draft.entities, propositions, stated)
    return replace(draft, claims=claims, relations=(*stated, *inferred))


def _stated(draft: Draft, claims: Sequence[Claim]) -> Iterator[Relation]:
    """What the text itself states, between claims that cannot be one speaker's."""
    ways = (by_anaphora, by_name, by_owner, by_contrast, by_echo)
    by_id = {claim.id: claim for claim in claims}
    entities = {entity.id: entity for entity in draft.entities}
    for relation in _distinct(chain.from_iterable(way(draft, claims) for way in ways)):
        joined = (by_id[claim] for claim in relation.claims)
        first, second = sorted(joined, key=lambda claim: claim.ordinal)
        described = entities[second.speakers[0]]
        if not any(may_be_one(entities[s], described, second.mention) for s in first.speakers):
            yield relation


def _distinct(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """Each relation once, by the first that found it; words that point back say most."""
    result: dict[str, Relation] = {}
    for relation in relations:
        result.setdefault(relation.id, relation)
    return tuple(result.values())


def _relayed(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Each claim inside another one's words is relayed by that one's speaker.

    Where both are one person's ("Zelensky said he thought that …") the outer claim says it all.
    """
    result: list[Claim] = []
    open_claims: list[Claim] = []
    for claim in claims:
        whole = covering(claim.spans)
        while open_claims and covering(open_claims[-1].spans).end < whole.end:
            open_claims.pop()
        outer = next((c for c in reversed(open_claims) if _holds(c, claim)), None)
        if outer and outer.speakers == claim.speakers:
            continue
        kept = replace(
            claim,
            ordinal=len(result),
            within=outer.id if outer else None,
            reported_by=outer.speakers[0] if outer else claim.reported_by,
        )
        result.append(kept)
        open_claims.append(kept)
    return tuple(result)


def _holds(outer: Claim, inner: Claim) -> bool:
    return any(piece.contains(inner.spans[0]) for piece in outer.spans)
