"""coding_pairs.yaml against what is coded: precision and recall of codings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.domain.knowledge import Claim, Knowledge
from app.extraction.inputs.codebook import Codebook
from app.ingest.seeds.codebook import read_codebook
from tests.extraction_helpers import codebook, knowledge_of, read_seed_document, speakers_of

HERE = Path(__file__).parent
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Tally:
    """How many codings are right, wrong and missing."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Of what was found, the right share."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Of what was wanted, the found share."""
        return self.right / max(1, self.wanted)


@cache
def dam() -> Codebook:
    """The codebook of another topic."""
    return read_codebook(HERE / "dam_codebook.yaml")


def stances(knowledge: Knowledge, by: str | None = None) -> dict[str, str]:
    """Every proposition on which the claims (of one speaker) take a stance."""
    claims = [c for c in knowledge.claims if by is None or speakers_of(knowledge, c) == by]
    return {coding.proposition: coding.stance.value for c in claims for coding in c.stances}


def takes(sentence: str, proposition: str, by: str | None = None) -> str | None:
    """The stance that a sentence's speaker takes."""
    return stances(knowledge_of(sentence), by).get(proposition)


def tally(topic: str, part: str) -> Tally:
    """The texts of a topic, "tuned" or "held_out"."""
    book = dam() if topic == "dam" else codebook()
    return _sum(
        (
            item["says"],
            item.get("either", []),
            stances(knowledge_of(item["text"], book), item.get("by")),
        )
        for item in _pairs()[topic][part]
    )


def tally_of_seed_document(knowledge: Knowledge) -> Tally:
    """All claims of the seed document; those that are not listed say nothing."""
    return _sum(_of_claim(knowledge, claim) for claim in knowledge.claims)


@cache
def _pairs() -> Any:
    return yaml.safe_load((HERE / "coding_pairs.yaml").read_text(encoding="utf-8"))


def _of_claim(
    knowledge: Knowledge, claim: Claim
) -> tuple[dict[str, str], list[str], dict[str, str]]:
    says: dict[str, str] = {}
    either: list[str] = []
    for item in _pairs()["seed_document"]:
        speaker = item.get("by", speakers_of(knowledge, claim))
        if item["words"] in claim.text and speaker == speakers_of(knowledge, claim):
            says |= item["says"]
            either += item.get("either", [])
    return says, either, {c.proposition: c.stance.value for c in claim.stances}


def _sum(cases: Iterator[tuple[dict[str, str], list[str], dict[str, str]]]) -> Tally:
    right = found = wanted = 0
    for says, either, coded in cases:
        counted = {p: stance for p, stance in coded.items() if p in says or p not in either}
        right += sum(1 for p, stance in counted.items() if says.get(p) == stance)
        found += len(counted)
        wanted += len(says)
    return Tally(right, found, wanted)


def main() -> None:
    """Print the figures of docs/evaluation.md: `python -m tests.extraction.coded_pairs`."""
    tallies = {"seed document": tally_of_seed_document(read_seed_document())}
    for topic in ("crisis", "dam"):
        for part in ("tuned", "held_out"):
            tallies[f"{topic} {part}"] = tally(topic, part)
    for name, t in tallies.items():
        f1 = 2 * t.precision * t.recall / max(1e-9, t.precision + t.recall)
        print(f"{name}: {t.precision:.3f} {t.recall:.3f} {f1:.3f} of {t.wanted}")  # noqa: T201


if __name__ == "__main__":
    main()
