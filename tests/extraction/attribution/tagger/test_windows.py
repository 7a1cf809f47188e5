"""Windows of neighbouring paragraphs: all that is read, each word scored once."""

from hypothesis import given
from hypothesis import strategies as st

from app.extraction.attribution.tagger.windows import plan_windows
from app.extraction.attribution.tagger.words import Words


def words(pieces_of_each: list[int]) -> Words:
    firsts = [sum(pieces_of_each[:i]) for i in range(len(pieces_of_each))]
    total = sum(pieces_of_each)
    return Words([7] * total, [0] * total, firsts, [(i, i + 1) for i in range(len(firsts))])


@given(st.lists(st.lists(st.integers(1, 5), max_size=60), max_size=8))
def test_every_word_is_scored_in_exactly_one_window(paragraphs: list[list[int]]) -> None:
    windows = plan_windows([words(p) for p in paragraphs], size=32)

    scored = [
        (segment.paragraph, word)
        for window in windows
        for segment in window.segments
        for word in range(*segment.kept)
    ]
    assert sorted(scored) == [(i, j) for i, p in enumerate(paragraphs) for j in range(len(p))]
    assert all(window.size <= 32 for window in windows)


def segments(*paragraphs: list[int]) -> list[list[tuple[int, int, int]]]:
    """Each window's segments as (paragraph, first word, last word), of at most 12 pieces."""
    windows = plan_windows([words(p) for p in paragraphs], size=12)
    return [[(s.paragraph, s.first, s.last) for s in window.segments] for window in windows]


def test_short_neighbours_are_read_in_one_window() -> None:
    assert segments([1, 1, 1], [2, 2], [1] * 9) == [[(0, 0, 2), (1, 0, 1)], [(2, 0, 8)]]


def test_a_long_paragraph_is_read_in_parts_that_overlap_by_half() -> None:
    assert segments([1] * 20)[:2] == [[(0, 0, 9)], [(0, 4, 13)]]


def test_a_word_of_more_pieces_than_a_window_is_cut_to_it() -> None:
    (window,) = plan_windows([words([50])], size=12)

    assert (window.size, window.segments[0].kept) == (12, (0, 1))


def test_a_blank_paragraph_is_not_read() -> None:
    assert segments([], [1], []) == [[(1, 0, 0)]]
