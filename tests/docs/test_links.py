"""Links between documents lead somewhere, also to headings; paths in the documents exist."""

import re

import pytest

from tests.docs.documents import DOCUMENTS, ROOT, code, prose, read

LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"(?:app|benchmarks|docs|seeds|tests|training)/[\w./-]*")
# The first has examples of files to come, the other tells of files that were.
OTHER = {"CONTRIBUTING.md", "CHANGELOG.md"}


def anchor(heading: str) -> str:
    """As GitHub makes it: "Proxy and TLS" → proxy-and-tls."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def anchors(document: str) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", read(document), re.MULTILINE)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    folder = (ROOT / document).parent
    for link in LINK.findall(prose(document)):
        if link.startswith("https://"):
            continue
        path, _, heading = link.partition("#")
        target = (folder / path).resolve() if path else ROOT / document
        assert target.is_file(), link
        if heading:
            assert heading in anchors(target.relative_to(ROOT).as_posix()), link


@pytest.mark.parametrize("document", sorted({*DOCUMENTS} - OTHER))
def test_paths_exist(document: str) -> None:
    named = {path for path in code(prose(document)) if PATH.fullmatch(path)}

    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_document_is_linked() -> None:
    linked = {
        ((ROOT / document).parent / link.partition("#")[0]).resolve()
        for document in DOCUMENTS
        for link in LINK.findall(prose(document))
        if not link.startswith("https://")
    }

    documents = {(ROOT / document).resolve() for document in DOCUMENTS} - {ROOT / "README.md"}
    assert documents <= linked
