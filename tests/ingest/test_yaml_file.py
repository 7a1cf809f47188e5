"""YAML that strangers wrote: a few lines may not stand for gigabytes, nor for what no schema wants."""

import time
import tracemalloc
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SeedError
from app.ingest.documents import Metadata
from app.ingest.seeds.reference import read_reference
from app.ingest.yaml_file import YamlFile
from tests.ingest.loading import METADATA

LEVELS = "".join(
    f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" if n else "l0: &l0 [x]\n" for n in range(30)
)
MERGED = "".join(
    f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}\n" if n else "m0: &m0 {a: b}\n"
    for n in range(30)
)


def published(value: str) -> str:
    return METADATA.replace("2024-03-06", value)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (LEVELS, "line 7, column 10", "more than 200,000 entries"),
        (MERGED, "line 6, column 50", "more than 200,000 entries"),
        ("&a [*a]\n", "line 1, column 5", "*a stands inside of what it stands for"),
        ("a: &a {b: [*a]}\n", "line 1, column 12", "*a stands inside of what it stands for"),
        ("<<: &a {<<: *a}\n", "line 1, column 13", "*a stands inside of what it stands for"),
        ("[" * 100_000, "line 1, column", "nesting depth"),
        ("[a," * 100_000, "line 1, column 61", "more than 20 levels"),
        ("- " * 100_000 + "a", "", "more than 20 levels"),
        ("- a\n" * 300_000, "line 200000, column 3", "more than 200,000 entries"),
        ("!!set {a, b}\n", "line 1, column 1", "no use for the tag !!set"),
        ("a: !!set [b]\n", "line 1, column 4", "no use for the tag !!set"),
        ("!!python/object:os.system {}\n", "line 1, column 1", "!!python/object:os.system"),
        ("a: !!binary AAAA\n", "line 1, column 4", "no use for the tag !!binary"),
        ("a: ! b\n", "line 1, column 4", "no use for the tag !"),
        ("? [a]\n: b\n", "line 1, column 3", "a key is one word"),
        ("? {a: b}\n: c\n", "line 1, column 3", "a key is one word"),
        (published("1" + ":59" * 100_000), "line 4, column 15", "of 300,001 characters is too long"),
        (published("9" * 100_000), "line 4, column 15", "of 100,000 characters is too long"),
        (published("0x" + "f" * 100_000), "line 4, column 15", "of 100,002 characters is too long"),
        (published("1" * 50 + ".5"), "line 4, column 15", "of 52 characters is too long"),
        (published("!!int [1]"), "line 4, column 15", "scalar"),
        (published('!!int {=: "9:9"}'), "line 4, column 15", "scalar"),
        (published("!!timestamp {}"), "line 4, column 15", "scalar"),
        (published("!!map x"), "line 4, column 15", "mapping"),
        (published("9999-99-99"), "line 4, column 15", "is no timestamp"),
        (METADATA + "k" * 1000 + ": 1\n", "line 5", "no such key"),
        (METADATA + '"a\\nb": 1\n', "line 5", "a\\nb: there is no such key"),
        (METADATA.replace("Rain", '"\\ud800"'), "line 1", ""),
        (METADATA.replace("Rain", "R" * 501), "line 1, column 8", "at most 500 characters"),
    ],
)  # fmt: skip
def test_what_is_no_metadata_is_one_clear_line(
    tmp_path: Path, text: str, place: str, reason: str
) -> None:
    file = tmp_path / "rain.yaml"
    file.write_text(text, encoding="utf-8")
    began = time.process_time()

    with pytest.raises(SeedError) as raised:
        YamlFile(file).parsed(Metadata)

    message = str(raised.value)
    assert message.startswith(f"{file}: {place}")
    assert reason in message
    assert message.isprintable()
    assert len(message) < 1500
    assert time.process_time() - began < 5


@pytest.mark.parametrize("text", [LEVELS, MERGED], ids=["aliases", "merged"])
def test_what_stands_for_gigabytes_takes_next_to_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "entities.yaml"
    file.write_text(text, encoding="utf-8")
    tracemalloc.start()
    try:
        with pytest.raises(SeedError):
            read_reference(file)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_an_alias_may_stand_for_something(tmp_path: Path) -> None:
    file = tmp_path / "rain.yaml"
    file.write_text(METADATA.replace("Rain", "&a Rain").replace("The Gazette", "*a"))

    assert YamlFile(file).parsed(Metadata).publisher == "Rain"


PIECES = st.sampled_from([
    "a", "b: ", "- ", "[", "]", "{", "}", ", ", "? ", ": ", "&x ", "*x", "!!set ", "!!int ", "<<: ", "= ",
    "\n", "  ", "'", '"', "1:2:3", "2024-03-06", "2024-13-99", "~", "|\n", "%", "@", "\t", "...\n", "---\n",
    "é", "\u2028", "\x85", "title: ", "published_on: ", "!!timestamp ", "!!float ", "1e999", "0b1", "\\ud800",
])  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_the_yaml_is_it_is_metadata_or_a_seed_error(text: str) -> None:
    with TemporaryDirectory() as folder, suppress(SeedError):
        path = Path(folder, "rain.yaml")
        path.write_text(text, encoding="utf-8")
        YamlFile(path).parsed(Metadata)
