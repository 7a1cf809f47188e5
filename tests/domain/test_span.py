import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.span import Span, covering, joined, trimmed

texts = st.text(min_size=1, max_size=60)


@st.composite
def spans(draw: st.DrawFn, size: int = 60) -> Span:
    start = draw(st.integers(0, size - 1))
    return Span(start, draw(st.integers(start + 1, size)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (3, 2)])
def test_a_span_is_never_empty_and_never_negative(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span needs"):
        Span(start, end)


@given(texts, st.data())
def test_a_span_covers_as_many_characters_as_it_is_long(text: str, data: st.DataObject) -> None:
    span = data.draw(spans(len(text)))
    assert len(span.of(text)) == len(span)


@given(spans(), st.integers(0, 1000))
def test_a_shifted_span_covers_the_same(span: Span, offset: int) -> None:
    text = "".join(chr(0x1F600 + n) for n in range(60))
    assert span.shifted(offset).of("x" * offset + text) == span.of(text)


@given(st.lists(spans(), min_size=1))
def test_covering_contains_all_and_no_more(several: list[Span]) -> None:
    whole = covering(several)
    assert all(whole.contains(span) for span in several)
    assert {whole.start, whole.end} <= {edge for span in several for edge in (span.start, span.end)}


@given(spans(), spans())
def test_overlap_is_what_both_share(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlap(other) == other.overlap(one) == len(shared)


@given(texts)
def test_trimmed_drops_white_space_and_nothing_else(text: str) -> None:
    span = trimmed(text, 0, len(text))
    assert (span.of(text) if span else "") == text.strip()


def test_joined_normalises_white_space() -> None:
    assert joined("a\n b (x)  c", (Span(0, 4), Span(9, 11))) == "a b … c"
