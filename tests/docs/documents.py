"""The documents as tests read them: their sections, tables and blocks of code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
)
# Where documents say that the service is.
SHOWN = "http://127.0.0.1:8000"
FENCED = re.compile(
    r"^(?:<!-- not run: (?P<reason>[^\n]+) -->\n)?```(?P<language>\w*)\n(?P<code>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Block:
    """A fenced block of code; `reason` says why tests do not run it."""

    document: str
    language: str
    code: str
    reason: str | None

    def __str__(self) -> str:
        """Its document and first line, by which a test names it."""
        return f"{self.document}: {self.code.splitlines()[0]}"


def read(document: str) -> str:
    """A document's text: `read("docs/api.md")`."""
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(language: str, *documents: str) -> list[Block]:
    """All blocks in this language, by default those of every document."""
    return [
        Block(document, match["language"], match["code"], match["reason"])
        for document in documents or DOCUMENTS
        for match in FENCED.finditer(read(document))
        if match["language"] == language
    ]


def prose(document: str) -> str:
    """A document without its blocks of code."""
    return FENCED.sub("", read(document))


def sections(text: str) -> dict[str, str]:
    """What stands under each heading, up to the next heading of whatever level."""
    parts = re.split(r"^#+ (.+)$", FENCED.sub("", text), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each row of all tables in a text, without their heads."""
    for table in re.findall(r"^\|.+\n\| ?-.+\n((?:\|.+\n)+)", text, re.MULTILINE):
        for line in table.splitlines():
            yield [cell.strip() for cell in line.strip()[1:-1].split("|")]


def code(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`\n]+)`", text)
