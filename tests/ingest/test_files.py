"""Files that strangers wrote: what is no text, too long or elsewhere is refused in one line, at once."""

import os
import socket
from collections.abc import Callable
from contextlib import chdir, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SeedError, SourceError
from app.domain.knowledge import Knowledge
from app.ingest.batch import Reading, extract_files
from app.ingest.files import read_utf8
from app.ingest.seeds.folder import documents_of, open_folder
from tests.extraction_helpers import MOST_CHARACTERS, SEEDS, TODAY
from tests.ingest.loading import METADATA, TEXT, write


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listener(path: Path) -> None:
    # Its address may be only so long.
    with socket.socket(socket.AF_UNIX) as one, chdir(path.parent):
        one.bind(path.name)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def endless(path: Path) -> None:
    """Ten gigabytes of nothing, which take no room."""
    with path.open("wb") as file:
        file.truncate(10_000_000_000)


def loop(path: Path) -> None:
    path.symlink_to(path)


def nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "gone")


BAD: list[tuple[Callable[[Path], object], str]] = [
    (Path.mkdir, "is a folder"),
    (pipe, "is a named pipe"),
    (listener, "is a socket"),
    (device, "is a device"),
    (endless, "is longer than 1,000 bytes"),
    (loop, "symbolic links"),
    (nowhere, "No such file"),
    (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0"), "not UTF-8"),
    (lambda path: path.write_bytes(b"a\0b"), "NUL"),
]


@pytest.mark.parametrize(("make", "reason"), BAD)
def test_what_is_no_text_is_refused_at_once(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    make(tmp_path / "one.txt")

    with pytest.raises(SeedError, match=reason) as raised:
        read_utf8(tmp_path / "one.txt", 1000)

    assert str(raised.value).startswith(f"{tmp_path / 'one.txt'}: ")
    assert "\n" not in str(raised.value)


def test_a_file_may_be_as_long_as_is_said(tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("a" * 1000)

    assert read_utf8(file, 1000) == "a" * 1000
    with pytest.raises(SeedError, match=r"is longer than 999 bytes"):
        read_utf8(file, 999)


def test_a_link_leads_anywhere_but_out_of_the_folder_that_a_file_belongs_to(
    tmp_path: Path,
) -> None:
    folder = write(tmp_path / "folder", real__rain_txt=TEXT)
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "inside.txt").symlink_to("real/rain.txt")
    (folder / "outside.txt").symlink_to("../secret.txt")
    (folder / "up.txt").symlink_to(folder / "real" / ".." / ".." / "secret.txt")
    (tmp_path / "way").symlink_to(folder)

    assert read_utf8(folder / "inside.txt", 1000, folder) == TEXT
    assert read_utf8(tmp_path / "way" / "inside.txt", 1000, tmp_path / "way") == TEXT
    assert read_utf8(folder / "outside.txt", 1000) == "secret"
    for name in ("outside.txt", "up.txt"):
        with pytest.raises(SeedError, match=r"is a link out of its folder"):
            read_utf8(folder / name, 1000, folder)


@pytest.mark.parametrize("name", ["rain.txt", "rain.yaml", "entities.yaml", "codebook.yaml"])
def test_no_file_of_a_folder_may_be_a_link_out_of_it(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "folder", rain_txt=TEXT, rain_yaml=METADATA)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(tmp_path / "elsewhere")

    for _ in ("to nowhere", "to a file"):
        with pytest.raises(SeedError, match=rf"{name}: is a link out of its folder"):
            require_good(folder)
        (tmp_path / "elsewhere").write_text(METADATA)


def require_good(folder: Path) -> None:
    """Raise what is wrong with a folder or a document in it."""
    opened = open_folder(folder, MOST_CHARACTERS)
    for _, document in documents_of(opened, opened.texts):
        if isinstance(document, Exception):
            raise document


def test_the_documents_of_a_folder_may_not_be_elsewhere(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", rain_txt=TEXT, rain_yaml=METADATA)
    folder = write(tmp_path / "folder", snow_txt=TEXT)
    (folder / "documents").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(SeedError, match=r"documents: is a link out of its folder"):
        open_folder(folder, MOST_CHARACTERS)


@pytest.mark.parametrize("name", ["rain.txt", "rain.yaml", "entities.yaml", "codebook.yaml"])
def test_no_file_of_a_folder_can_make_it_wait_or_fill_the_memory(tmp_path: Path, name: str) -> None:
    for make in (pipe, endless):
        folder = write(tmp_path / make.__name__, rain_txt=TEXT, rain_yaml=METADATA)
        (folder / name).unlink(missing_ok=True)
        make(folder / name)
        with pytest.raises(SeedError, match=rf"{name}: is (a named pipe|longer than)"):
            require_good(folder)


def test_extract_reads_every_file_that_can_be_read_whatever_else_it_is_given(
    tmp_path: Path,
) -> None:
    bad = [tmp_path / f"{number}.txt" for number in range(len(BAD))]
    for path, (make, _) in zip(bad, BAD, strict=True):
        make(path)
    (tmp_path / "far").write_text(TEXT)
    (tmp_path / "link.txt").symlink_to("far")
    odd = tmp_path / os.fsdecode(b"odd\xff\n.txt")
    odd.write_text(TEXT)

    found = list(extract_files([*bad, tmp_path / "link.txt", odd], Reading(SEEDS, TODAY, 250)))

    assert [type(one) for one in found[-2:]] == [Knowledge, Knowledge]
    assert all(isinstance(one, SourceError) for one in found[:-2])


@given(st.binary(max_size=200))
def test_bytes_are_a_text_or_an_error_with_its_place(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "one.txt")
        path.write_bytes(data)
        if b"\0" in data or not is_utf8(data):
            with pytest.raises(SeedError, match=r"one.txt: line \d+, byte \d+: "):
                read_utf8(path, 200)
        else:
            assert read_utf8(path, 200).encode() == data


def is_utf8(data: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        return bool(data.decode()) or not data
    return False
