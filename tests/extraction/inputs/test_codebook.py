"""How an indicator is written: terms joined by "+", each with alternatives joined by "/"."""

import pytest

from app.domain.enums import Stance
from app.extraction.inputs.codebook import Alternative, Indicator, Matter, Term

GROUPS = {"troops": ["army", "ground forces"]}


def indicator(text: str) -> Indicator:
    return Indicator.of("p", Stance.AFFIRMS, text, GROUPS, Matter())


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("any day", [Alternative(("any", "day"))]),
        ("imminent / any day", [Alternative(("imminent",)), Alternative(("any", "day"))]),
        ("<troops>", [Alternative(("army",)), Alternative(("ground", "forces"))]),
        ("@russia", [Alternative(entity="russia")]),
        ("not certain", [Alternative(("certain",), negated=True)]),
        # In the parser's tokens and in lower case.
        ("Build-up", [Alternative(("build", "-", "up"))]),
    ],
)
def test_an_alternative_is_words_a_group_or_an_entity(
    text: str, alternatives: list[Alternative]
) -> None:
    assert list(Term.of(text, GROUPS).alternatives) == alternatives


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("road", (False, False, False)),
        ("unless road", (True, False, False)),
        ("subject @russia", (False, True, False)),
        ("object talks", (False, False, True)),
        # With nothing behind it, it is a word like another.
        ("subject", (False, False, False)),
    ],
)
def test_a_mark_says_what_a_term_is_for(text: str, marks: tuple[bool, bool, bool]) -> None:
    term = Term.of(text, GROUPS)

    assert (term.excluded, term.is_subject, term.is_object) == marks


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("subject <troops>", "only an @entity can be the subject"),
        ("<tanks>", "there is no group <tanks>"),
        ("b@d", "'b@d' is no word, <group> or @entity"),
        ("road + unless", "'unless' cannot stand inside"),
        ("road not safe", "'not' cannot stand inside"),
        ("unless road", "it needs a term that has to be there"),
        ("attack + subject @russia", "what the subject does has to come after it"),
        ("object talks + fail", "what has an object has to come before it"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        indicator(text)


def test_an_indicator_names_the_entities_of_all_its_terms() -> None:
    found = indicator("subject @russia / @belarus + attack + unless @ukraine")

    assert found.entities == {"russia", "belarus", "ukraine"}
