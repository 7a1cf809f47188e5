"""A codebook from its file, and what is said where it is broken."""

from pathlib import Path

import pytest

from app.domain.errors import SeedError
from app.extraction.inputs.codebook import Codebook
from app.ingest.seeds.codebook import read_codebook, shipped_codebook
from tests.extraction_helpers import SEEDS, reference

GOOD = """\
groups:
  burst: [burst, collapse]
propositions:
  - id: dam-safe
    text: The dam is safe.
    open_disputes: true
    affirms:
      indicators: [dam + safe]
    denies:
      indicators:
        - dam / barrage + <burst> + unless not bound
"""


def read(folder: Path, text: str) -> Codebook:
    file = folder / "codebook.yaml"
    file.write_text(text, encoding="utf-8")
    return read_codebook(file, {"russia"})


def test_a_codebook_is_read(tmp_path: Path) -> None:
    book = read(tmp_path, GOOD)

    assert [(p.id, p.open_disputes) for p in book.propositions] == [("dam-safe", True)]
    assert [(i.stance.value, len(i.terms)) for i in book.indicators] == [
        ("affirms", 2),
        ("denies", 3),
    ]
    assert [a.words for a in book.indicators[1].terms[1].alternatives] == [
        ("burst",),
        ("collapse",),
    ]


def test_groups_that_stand_for_too_much_are_refused_before_they_are_written_out(
    tmp_path: Path,
) -> None:
    words = ", ".join(f"w{number}" for number in range(1000))
    again = "\n".join(f"        - dam + <burst> + w{number}" for number in range(101))
    text = GOOD.replace("burst, collapse", words).replace(
        "        - dam / barrage", f"{again}\n        - x"
    )
    with pytest.raises(
        SeedError, match=r"line 2.*102,000 words in all indicators; at most 100,000"
    ):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "reason"),
    [
        ("open_disputes", "opendisputes", 6, "there is no such key"),
        ("<burst>", "<bursts>", 11, "there is no group <bursts>"),
        ("dam / barrage", "dam / <b@d>", 11, "'<b@d>' is no word, <group> or @entity"),
        ("dam / barrage", "dam //", 11, "'' is no word, <group> or @entity"),
        ("[dam + safe]", "[]", 8, "at least 1 item"),
        ("[dam + safe]", "[unless safe]", 8, "it needs a term that has to be there"),
        ("id: dam-safe", "id: Dam safe", 4, "String should match pattern"),
        ("[burst, collapse]", "[burst, <collapse>]", 2, "String should match pattern"),
        ("text: The dam is safe.", "text: [", 7, "bad YAML"),
        ("open_disputes: true", "open_disputes: perhaps", 6, "valid boolean"),
        ("text: The", "txt: The", 5, "there is no such key"),
        ("dam / barrage", "dam + @atlantis", 11, "entities.yaml has no @atlantis"),
        ("[dam + safe]", "[dam safe unless bad]", 8, "'unless' cannot stand inside"),
        ("[dam + safe]", "[dam + safe + Unless bad]", 8, "'unless' cannot stand inside"),
        ("[dam + safe]", "[dam + not not]", 8, "'not' cannot stand inside"),
        ("[dam + safe]", "[dam is not safe]", 8, "'not' cannot stand inside"),
        ("[burst, collapse]", "[not burst, collapse]", 11, "'not' cannot stand inside"),
        ("[dam + safe]", "[subject dam + burst]", 8, "only an @entity can be the subject"),
        ("[dam + safe]", "[dam + subject @russia]", 8, "what the subject does has to come after"),
        ("[dam + safe]", "[object dam + safe]", 8, "what has an object has to come before it"),
        (
            "[dam + safe]",
            "[dam + safe, dam /  barrage + <burst> + unless not bound]",
            11,
            "this is an indicator under 'affirms' already",
        ),
    ],
)
def test_a_broken_codebook_names_the_line(
    tmp_path: Path, right: str, wrong: str, line: int, reason: str
) -> None:
    with pytest.raises(SeedError) as raised:
        read(tmp_path, GOOD.replace(right, wrong))

    assert f"line {line}," in str(raised.value)
    assert reason in str(raised.value)


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n"])
def test_an_empty_codebook_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(SeedError, match=r"line 1,.*the file is empty"):
        read(tmp_path, text)


def test_two_propositions_with_one_id_are_an_error(tmp_path: Path) -> None:
    again = GOOD.partition("propositions:\n")[2]

    with pytest.raises(SeedError, match=r"line 12,.*'dam-safe' is used twice"):
        read(tmp_path, GOOD + again)


def test_two_propositions_with_one_text_are_an_error(tmp_path: Path) -> None:
    again = GOOD.partition("propositions:\n")[2].replace("dam-safe", "dam-sound")

    with pytest.raises(SeedError, match=r"line 13,.*'dam-safe' has the same text"):
        read(tmp_path, GOOD + again)


def test_a_codebook_without_propositions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"line 3,.*at least 1 item"):
        read(tmp_path, GOOD.partition("propositions:")[0] + "propositions: []\n")


def test_a_proposition_without_indicators_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"line 4,.*'dam-safe' has no indicators"):
        read(tmp_path, GOOD.partition("    affirms:")[0])


def test_a_folder_without_a_codebook_has_an_empty_one(tmp_path: Path) -> None:
    assert shipped_codebook(tmp_path, reference()) == Codebook()


def test_the_shipped_codebook_is_read_alike_every_time() -> None:
    first, second = (shipped_codebook(SEEDS, reference()) for _ in range(2))

    assert repr(first) == repr(second)
