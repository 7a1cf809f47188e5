"""The README: short, and its answer is the service's."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from tests.docs.documents import SHOWN, blocks, read

MOST_LINES = 120
LEFT_OUT = re.compile(r", …")
ASKED = re.compile(rf"curl -s '{SHOWN}([^']+)'")
QUESTIONS = sorted(
    {url for block in blocks("sh") if block.reason is None for url in ASKED.findall(block.code)}
)
OF_THE_TUTORIAL = [url for url in QUESTIONS if "anna-reyes" in url or "bridge-safe" in url]


def test_it_is_read_in_five_minutes() -> None:
    assert len(read("README.md").splitlines()) <= MOST_LINES


def test_the_shown_answer_is_the_answer(seeded: TestClient) -> None:
    (block,) = blocks("jsonc", "README.md")
    first, *_ = ASKED.findall(read("README.md"))

    shown, given = json.loads(LEFT_OUT.sub("", block.code)), seeded.get(first).json()
    assert shown == shortened(given, shown)
    assert len(LEFT_OUT.findall(block.code)) == 4


@pytest.mark.parametrize("url", sorted({*QUESTIONS} - {*OF_THE_TUTORIAL}))
def test_every_shown_question_finds_something(seeded: TestClient, url: str) -> None:
    answer = seeded.get(url)

    assert answer.status_code == 200
    if "export" not in url:
        body = answer.json()
        assert body.get("items") or body["cells"]


def shortened(given: object, shown: object) -> object:
    """What is given, with those fields alone that are shown."""
    if isinstance(given, dict) and isinstance(shown, dict):
        return {name: shortened(given[name], shown[name]) for name in shown}
    if isinstance(given, list) and isinstance(shown, list) and len(given) == len(shown):
        return [shortened(one, other) for one, other in zip(given, shown, strict=True)]
    return given
