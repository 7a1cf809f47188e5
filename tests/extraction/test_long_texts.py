"""Long texts: a limit, and no step that goes through all of a text for each of its parts.

How time and memory grow with a text is measured by `make bench-extraction`.
"""

from app.domain.span import Span
from app.extraction.relations.anaphora import _meant
from app.extraction.relations.restatements import COMMON, Said
from tests.knowledge_samples import claim

READ = ("idx", "lemma_", "norm_", "tag_", "pos_", "dep_", "ent_type_", "is_sent_start", "is_stop")


def test_like_claims_are_looked_for_by_telling_words_however_many_there_are() -> None:
    said = Said()

    for n in range(1000):
        words = ("bridge", "safe", f"n{n // 2}")
        alike = [one.ordinal for one in said.like(words)]
        assert alike == (list(range(n)) if n <= COMMON else [n - 1] * (n % 2))
        said.add(claim(f"c{n}", n, ("lee",), Span(0, 5)), words)


def test_words_may_point_back_to_words_that_point_back_thousands_of_times() -> None:
    text = "The bridge is safe. It."
    first = claim("c0", 0, ("lee",), Span(0, 18), text=text)
    others = [claim(f"c{n}", n, (f"s{n}",), Span(20, 22), text=text) for n in range(1, 3000)]
    cues = {one.id: "dispute" for one in others} | {first.id: "say"}

    assert _meant([first, *others], cues)[1:] == [first] * len(others)
