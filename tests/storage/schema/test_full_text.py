"""What a client's words mean, and what is shown of a text that holds them."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.schema.full_text import (
    LONGEST_WORD,
    Term,
    highlight,
    indexed,
    parse,
    plain,
    score,
)

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(" \"*“”()-:^|&\\'\0"))


def term(words: str, *, prefix: bool = False) -> Term:
    return Term(tuple(words.split()), prefix)


@pytest.mark.parametrize(
    ("q", "terms"),
    [
        ("ferry talks", [term("ferry"), term("talks")]),
        ('"ferry talks" May', [term("ferry talks"), term("may")]),
        ("“ferry talks”", [term("ferry talks")]),
        ("cre*", [term("cre", prefix=True)]),
        ('"ferry ta*"', [term("ferry ta", prefix=True)]),
        ('"ferry ta"*', [term("ferry ta", prefix=True)]),
        ("INÊS Ine\u0302s ines", [term("ines")]),
        ("Duarte's", [term("duarte s")]),
        ("U.S. us", [term("us")]),
        ("U.S.-led P.O.W.s 3.5", [term("us led"), term("pows"), term("3 5")]),
        ('"calm … and useful" …', [term("calm"), term("and useful")]),
        ('"… use … ta*"', [term("use"), term("ta", prefix=True)]),
        ("talks AND NEAR(crew, 2)", [term(w) for w in ("talks", "and", "near crew", "2")]),
        ('talks "', [term("talks")]),
        ('* "" "*" 🚢 -- \0', []),
        ("", []),
    ],
)
def test_what_is_asked_for(q: str, terms: list[Term]) -> None:
    assert list(parse(q)) == terms


@given(ANY_TEXT)
def test_words_hold_nothing_that_a_database_could_take_for_anything_else(text: str) -> None:
    words = [word for term in parse(text) for word in term.words]
    for word in (*words, *plain(text), *indexed(text).split()):
        assert re.fullmatch(r"[^\W_]+", word)
        assert len(word) <= LONGEST_WORD
    assert indexed(text).split(" ") == (plain(text) or [""])


@given(ANY_TEXT, ANY_TEXT)
def test_a_highlight_is_the_text_itself_with_marks(q: str, text: str) -> None:
    shown = highlight(parse(q), text)
    bare = unescape(re.sub(r"</?mark>", "", shown))
    assert bare == text or bare.removeprefix("… ").removesuffix(" …") in text
    assert not re.search(r"[<>]", re.sub(r"</?mark>", "", shown))
    assert re.fullmatch(r"(?:[^<]*<mark>[^<]+</mark>)*[^<]*", shown)


def test_a_phrase_is_one_mark() -> None:
    text = "<b>Ferry</b> talks & the crew's “ferry (talks)”"
    assert highlight(parse('"ferry talks" cre*'), text) == (
        "&lt;b&gt;Ferry&lt;/b&gt; talks &amp; the <mark>crew</mark>&#x27;s “<mark>ferry (talks</mark>)”"
    )


@pytest.mark.parametrize(
    ("q", "text", "shown"),
    [
        ("b", '"b" <b>', "&quot;<mark>b</mark>&quot; &lt;<mark>b</mark>&gt;"),
        ("ferry talks", "Ferry talks", "<mark>Ferry</mark> <mark>talks</mark>"),
        ('"a b" "b c"', "a b c", "<mark>a b c</mark>"),
        ('"a b" c', "a b c", "<mark>a b</mark> <mark>c</mark>"),
        ('"a b"', "a … b, a b", "a … b, <mark>a b</mark>"),
        ("US", "The U.S. and the US", "The <mark>U.S</mark>. and the <mark>US</mark>"),
    ],
)
def test_what_only_stands_beside_it_is_a_mark_of_its_own(q: str, text: str, shown: str) -> None:
    assert highlight(parse(q), text) == shown


def test_of_a_long_text_what_stands_around_the_first_hit_is_shown() -> None:
    text = " ".join(f"w{n}" for n in range(100))
    shown = highlight(parse("w50 w60"), text)
    assert shown.startswith("… w40 w41 ")
    assert shown.endswith(" w79 …")
    assert "w49 <mark>w50</mark> w51" in shown
    assert "<mark>w60</mark>" in shown


@given(st.integers(1, 5), st.integers(0, 30))
def test_more_hits_count_for_more_and_longer_texts_for_less(hits: int, others: int) -> None:
    words = ["ferry"] * hits + ["other"] * others
    terms = parse("ferry")
    assert score(terms, ["ferry", *words[1:], "ferry"]) >= score(terms, [*words, "other"])
    assert score(terms, words) > score(terms, [*words, "other", "other"]) > 0
