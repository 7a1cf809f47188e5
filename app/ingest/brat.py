"""Hand-annotated documents in brat standoff form, as PolNeAR has them.

`text/NAME.txt` is an article, `attributions/NAME_XXXX.ann` what annotator XXXX marked in it: spans
(`T1<tab>Source 89 106<tab>The Gazette`) and the attributions that they make up (`E1<tab>Attribution:T4
Content:T3 Cue:T2 Source:T1`).
"""

import re
from collections.abc import Iterable
from pathlib import Path

from app.domain.errors import SourceError
from app.extraction.evaluation.scores import (
    Annotated,
    Attribution,
    Span,
    Spans,
)
from app.ingest.files import read_utf8

MEMBER = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")
# No article, and no file of annotations, is as long.
MOST_BYTES = 20_000_000
SPAN_LINE = re.compile(r"(T\d+)\t(Source|Cue|Content) ([\d ;]+)\t")


def read_annotated(folder: Path) -> list[Annotated]:
    """Read ``text/*.txt`` and ``attributions/*.ann``: one document for each annotation file."""
    files = sorted((folder / "attributions").glob("*.ann"))
    if not files:
        raise SourceError(folder, "", "has no attributions/*.ann beside text/*.txt")
    documents = []
    for file in files:
        name = file.stem.rpartition("_")[0]
        text = read_utf8(folder / "text" / f"{name}.txt", MOST_BYTES)
        documents.append(Annotated(name, text, read_attributions(read_utf8(file, MOST_BYTES))))
    return documents


def read_attributions(standoff: str) -> tuple[Attribution, ...]:
    """Read brat standoff text; an attribution without content is left out."""
    spans: dict[str, Spans] = {}
    events: list[dict[str, list[Span]]] = []
    for line in standoff.split("\n"):
        if span := SPAN_LINE.match(line):
            spans[span[1]] = _offsets(span[3])
        elif line.startswith("E") and "\t" in line:
            members: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
            for role, identifier in MEMBER.findall(line):
                members[role].extend(spans.get(identifier, ()))
            events.append(members)
    return tuple(
        Attribution(_ordered(m["Source"]), _ordered(m["Cue"]), _ordered(m["Content"]))
        for m in events
        if m["Content"]
    )


def _offsets(pieces: str) -> Spans:
    pairs = (piece.split() for piece in pieces.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def _ordered(spans: Iterable[Span]) -> Spans:
    return tuple(sorted(set(spans)))
