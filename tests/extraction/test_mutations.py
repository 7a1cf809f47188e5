"""Real texts, damaged by chance: whatever was dropped, doubled, moved, joined or cut, they are read.

`make fuzz-extraction` does the same for longer, over all articles that it is given.
"""

from random import Random

import pytest

from tests.extraction.mutations import mutated, real_paragraphs, require_true
from tests.extraction_helpers import knowledge_of


@pytest.mark.parametrize("seed", range(4))
def test_damaged_paragraphs_are_read_and_every_place_is_true(seed: int) -> None:
    chance = Random(seed)

    require_true(knowledge_of(mutated(chance, real_paragraphs(chance, 30))))
