from hypothesis import given
from hypothesis import strategies as st

from app.domain.identity import content_hash, folded, slug


def test_slugs_are_readable() -> None:
    assert slug("Volodymyr Zelensky") == "volodymyr-zelensky"
    assert slug("Inês  Duarte's aide") == "ines-duartes-aide"
    assert slug("Минск") == "минск"


@given(st.text())
def test_a_slug_is_never_empty_and_is_its_own_slug(text: str) -> None:
    assert slug(text)
    assert slug(slug(text)) == slug(text)


def test_parts_do_not_run_together() -> None:
    assert content_hash("ab", "c") != content_hash("a", "bc")
    assert len(content_hash("a")) == 16


def test_folded_drops_case_and_accents() -> None:
    assert folded("Ivana  Kottasová") == "ivana kottasova"
