"""The attributors in use. A new one is a module with `find`, and a line here."""

from typing import Final

from app.extraction.attribution.attributor import Attributor
from app.extraction.attribution.rules import grammar
from app.extraction.attribution.tagger import tagger_source

# In order of precedence: the first to take a cue keeps it.
EXTRACTORS: Final[tuple[Attributor, ...]] = (tagger_source,)
# It completes what the extractors find and adds what they miss: one statement inside another.
GRAMMAR: Final[Attributor] = grammar
