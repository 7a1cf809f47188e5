"""Claims from statements, with identity, kind of quotation and the outlet that reported them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from app.domain.enums import EntityKind
from app.domain.identity import content_hash
from app.domain.knowledge import Claim
from app.domain.span import Span, covering, joined
from app.extraction.draft import Draft, Statement
from app.extraction.segmentation.quotation_marks import kind_of


def claims_of(draft: Draft, ids: Sequence[str]) -> tuple[Claim, ...]:
    """One claim for each statement, in reading order; `ids` are the candidates' entity ids."""
    statements = sorted(draft.statements, key=_reading_order)
    seen: Counter[tuple[str, ...]] = Counter()
    claims: list[Claim] = []
    for ordinal, statement in enumerate(statements):
        claims.append(_claim(draft, ids, ordinal, statement, seen))
    return tuple(claims)


def _reading_order(statement: Statement) -> tuple[int, int]:
    """The order of statements: by beginning, and of two that begin together the longer, which relays the other."""
    whole = covering(statement.attribution.content)
    return whole.start, -whole.end


def _claim(
    draft: Draft,
    ids: Sequence[str],
    ordinal: int,
    statement: Statement,
    seen: Counter[tuple[str, ...]],
) -> Claim:
    text, attribution = draft.document.text, statement.attribution
    paragraph = draft.paragraphs[attribution.paragraph]
    speakers = tuple(dict.fromkeys(ids[speaker] for speaker in statement.speakers))
    words = joined(text, attribution.content)
    # A quotation may span several lines.
    starts = (piece.start for piece in attribution.content)
    lines = {paragraph.start: paragraph for paragraph in map(draft.paragraph_at, starts)}
    quotations = [q for start in sorted(lines) for q in lines[start].quotations]
    key = (draft.document.id, words, *speakers)
    seen[key] += 1
    return Claim(
        id=content_hash(*key, str(seen[key])),
        ordinal=ordinal,
        text=words,
        quotation=kind_of(text, attribution.content, quotations),
        speakers=speakers,
        spans=attribution.content,
        mention=_words(text, attribution.source),
        mention_span=attribution.source,
        cue=_words(text, attribution.cue),
        cue_span=attribution.cue,
        passage=f"{draft.document.id}.{paragraph.line.passage}",
        said_on=statement.said_on,
        reported_by=_outlet(draft, ids, statement),
        within=None,
        restates=None,
        confidence=attribution.confidence,
        method=attribution.method,
    )


def _words(text: str, span: Span | None) -> str | None:
    return " ".join(span.of(text).split()) if span else None


def _outlet(draft: Draft, ids: Sequence[str], statement: Statement) -> str | None:
    """The outlet that was told: "a senior official told Reuters"."""
    cue = statement.attribution.cue
    if cue is None or statement.attribution.cue_lemma != "tell":
        return None
    after = bisect_left(
        draft.name_mentions, cue.end, key=lambda name_mention: name_mention.span.start
    )
    for name_mention in draft.name_mentions[after : after + 1]:
        candidate = draft.candidates[name_mention.candidate]
        between = draft.document.text[cue.end : name_mention.span.start].strip().lower()
        if between in ("", "the") and candidate.kind is EntityKind.ORGANISATION:
            return ids[name_mention.candidate]
    return None
