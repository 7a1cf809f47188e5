"""The seed document, read by the same rules as every other one."""

import re
from collections.abc import Iterator

import pytest

from app.domain.knowledge import Knowledge
from app.extraction.version import EXTRACTION
from tests.extraction_helpers import SEED_DOCUMENT, SEEDS, speakers_of

RULES = sorted([*EXTRACTION.rglob("*.yaml"), *EXTRACTION.rglob("*.py"), SEEDS / "codebook.yaml"])


def test_there_are_twenty_passages_nineteen_of_them_with_a_headline(
    seed_knowledge: Knowledge,
) -> None:
    passages = seed_knowledge.passages

    assert len(passages) == 20
    assert [p.ordinal for p in passages if p.headline is None] == [0]


def test_at_least_sixty_claims_by_ten_speakers_are_found(seed_knowledge: Knowledge) -> None:
    distinct = [claim for claim in seed_knowledge.claims if claim.restates is None]

    assert len(distinct) >= 60
    assert len({claim.speakers[0] for claim in distinct}) >= 10


def test_every_span_is_in_the_text(seed_knowledge: Knowledge) -> None:
    text = seed_knowledge.document.text
    for claim in seed_knowledge.claims:
        words = " … ".join(" ".join(span.of(text).split()) for span in claim.spans)
        assert claim.text == words
        if claim.mention_span:
            assert claim.mention == " ".join(claim.mention_span.of(text).split())
        if claim.cue_span:
            assert claim.cue == " ".join(claim.cue_span.of(text).split())


def test_every_claim_says_what_found_it(seed_knowledge: Knowledge) -> None:
    claims = seed_knowledge.claims

    assert {claim.method for claim in claims} == {"tagger-1", "grammar-1", "quotation-1"}
    assert all(claim.cue is None for claim in claims if claim.method == "quotation-1")


def test_the_white_house_disputes_the_senior_ukrainian_official(seed_knowledge: Knowledge) -> None:
    claims = {claim.id: claim for claim in seed_knowledge.claims}

    found = [
        {speakers_of(seed_knowledge, claims[claim]) for claim in relation.claims}
        for relation in seed_knowledge.relations
        if relation.type == "disputes"
    ]
    assert {"White House", "senior Ukrainian official"} in found


def test_nobody_but_the_claims_speakers_speaks_for_bylines(seed_knowledge: Knowledge) -> None:
    writers = {name for passage in seed_knowledge.passages for name in passage.bylines}

    assert writers
    assert writers.isdisjoint(speakers_of(seed_knowledge, claim) for claim in seed_knowledge.claims)


def test_what_lavrov_does_is_not_what_biden_says_in_the_next_clause(
    seed_knowledge: Knowledge,
) -> None:
    assert [c.text for c in seed_knowledge.claims if c.text == "conflict"] == []


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.name)
def test_no_rule_or_lexicon_shares_five_words_with_it(file: object) -> None:
    text = SEED_DOCUMENT.read_text(encoding="utf-8")
    rules = (EXTRACTION / str(file)).read_text(encoding="utf-8")

    assert set(_runs(rules)) & set(_runs(text)) == set()


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower())
    return zip(*(words[i:] for i in range(5)), strict=False)
