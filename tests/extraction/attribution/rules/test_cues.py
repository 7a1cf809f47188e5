"""Verbs that report: what the cue is, who speaks, and what is said."""

import pytest

from app.extraction.attribution.rules.cues import find_cues, subject
from tests.extraction_helpers import paragraph_of


def cues_of(sentence: str) -> list[str]:
    """Each cue as "source | cue | content"."""
    parse = paragraph_of(sentence).parse
    return [
        " | ".join(
            (
                parse[slice(*cue.source)].text if cue.source else "",
                parse[slice(*cue.range)].text,
                " … ".join(parse[slice(*piece)].text.strip(" .,") for piece in cue.content),
            )
        )
        for cue in find_cues(parse)
    ]


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("The farmer says that the well is dry.", "The farmer | says | the well is dry"),
        ("The well is dry, the farmer says.", "the farmer | says | The well is dry"),
        ("She has not denied that it was late.", "She | has not denied | it was late"),
        ("Residents fear that the dam will burst.", "Residents | fear | the dam will burst"),
        ("The bishop stands by that view.", "The bishop | stands by | that view"),
        ("The judge ruled out the evidence.", "The judge | ruled out | the evidence"),
    ],
)
def test_a_verb_with_its_particle_and_negation_reports_its_clause_or_object(
    sentence: str, cue: str
) -> None:
    assert cues_of(sentence) == [cue]


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("The union called on the minister to resign.", "The union | called on | to resign"),
        ("Analysts expect prices to fall.", "Analysts | expect | prices to fall"),
    ],
)
def test_what_is_to_be_done_is_what_is_demanded_or_expected(sentence: str, cue: str) -> None:
    assert cues_of(sentence) == [cue]


@pytest.mark.parametrize(
    "sentence",
    [
        # "To …" after a verb of saying tells what was ordered, not what was said.
        "The nurse told patients to wait.",
        "The runner was said to be ill.",
        # A day and a person are no statements.
        "The clinic rejected Monday.",
        "The band announced Paul.",
        "The farmer dug a well.",
    ],
)
def test_other_complements_are_not_said(sentence: str) -> None:
    assert cues_of(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("As the coroner has noted, the brakes were worn.",
         "the coroner | has noted | the brakes were worn"),
        ("The brakes, engineers say, were worn.", "engineers | say | The brakes … were worn"),
    ],
)  # fmt: skip
def test_an_aside_and_an_as_clause_report_what_stands_around_them(sentence: str, cue: str) -> None:
    assert cues_of(sentence) == [cue]


def test_a_second_cue_ends_what_the_first_one_reports() -> None:
    assert cues_of("The captain said the ship was safe but noted it was old.") == [
        "The captain | said | the ship was safe",
        "The captain | noted | it was old",
    ]


@pytest.mark.parametrize(
    ("sentence", "verb", "speaker"),
    [
        ("The nurse came and said it was late.", "said", "The nurse"),
        ("The nurse left, saying it was late.", "saying", "The nurse"),
        ("The nurse wants to say it was late.", "say", "The nurse"),
        ("A letter claiming it was late arrived.", "claiming", "A letter"),
        ("The driver who claimed it was late left.", "claimed", "The driver"),
        ("He said it was late, she claimed.", "claimed", "she"),
        ("The claim made by the abbot was late.", "made", "the abbot"),
        ("Announced yesterday.", "Announced", None),
    ],
)
def test_a_verb_without_a_subject_of_its_own_takes_the_one_above(
    sentence: str, verb: str, speaker: str | None
) -> None:
    parse = paragraph_of(sentence).parse
    found = subject(next(token for token in parse if token.text == verb))

    assert (found and parse[slice(*found)].text) == speaker
