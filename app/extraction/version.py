"""Which extraction this is: changes with every change of its code, lexicon or models."""

import hashlib
from functools import cache
from pathlib import Path

ROOM = Path(__file__).parent
PARTS = ("**/*.py", "lexicon/*.yaml", "models/*")


@cache
def extraction_version() -> str:
    """A hash over all files that decide what is extracted."""
    digest = hashlib.sha256()
    for path in sorted(path for part in PARTS for path in ROOM.glob(part)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
