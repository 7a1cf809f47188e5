"""Turns by the shape of their labels."""

import pytest

from app.extraction.segmentation.passages import lines_of
from app.extraction.segmentation.turns import procedural, turns_of

FORMS = {
    "colon": "MR DOYLE: Good afternoon. It is late.\nQUESTION: Is it?\nMR DOYLE: It is.",
    "parliament": (
        "Ms Orla Fenn (Castle Hill) (Lab): It is late.\nMr Crane: Is it?\nMs Fenn: It is.\n"
        "Mr Crane: No."
    ),
    "evidence": "Q14 Chair: It is late.\nDr Pell: It is.\nQ15 Chair: Is it cold?\nDr Pell: No.",
    "log": "[Ana Ruiz] 10:32 It is late.\n[Joost] 10:33 It is.\n[Ana Ruiz] 10:34 No.",
    "record": "Senator Voss. It is late.\nMr. Rowe. It is.\nSenator Voss. No.",
    "alone": "Laura Kent (00:04):\n\nIt is late.\n\nReporter (00:31):\n\nIt is.\n\nLaura Kent (00:40):\n\nNo.",
    "letters": "Q. Is it late?\nA. It is.\nQ. Is it cold?\nA. No.",
}


def read(text: str) -> list[tuple[str, list[str]]]:
    turns = turns_of(text, list(lines_of(text)))
    return [(turn.label.of(text), [one.of(text) for one in turn.speech]) for turn in turns]


@pytest.mark.parametrize("text", list(FORMS.values()), ids=list(FORMS))
def test_every_form_of_label_opens_a_turn(text: str) -> None:
    turns = read(text)

    assert len(turns) == sum(bool(line) for line in text.splitlines()) / (
        2 if "\n\n" in text else 1
    )
    assert all(speech for _, speech in turns)
    assert turns[-1][1][-1] in ("No.", "It is.")


def test_a_turn_runs_on_to_the_next_label_without_stage_directions() -> None:
    text = "MR LEE: It is late.\nIt is cold.\n(Applause)\nMS RAY: No.\nMR LEE: It is.\nMS RAY: No."

    assert read(text)[0] == ("MR LEE", ["It is late.", "It is cold."])


def test_the_person_in_brackets_is_who_speaks() -> None:
    text = (
        "The Minister for Rivers (Dr Hugh Prewett): It is late.\nMs Fenn: No.\n"
        "Dr Prewett: It is.\nMs Fenn: No."
    )

    assert read(text)[0][0] == "Dr Hugh Prewett"


@pytest.mark.parametrize(
    "text",
    [
        "Gordon Pell: Police say no\nThe police said no on Monday.",
        "Price: 20 pounds\nPlace: the hall\nThe concert begins at nine.",
        "The plan has three parts: money, time and luck.\nIt is late.",
        "At 10:30 it rained.\nAt 11:30 it snowed.",
    ],
)
def test_a_headline_a_list_of_facts_and_a_colon_make_no_transcript(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("sentence", "is_procedural"),
    [
        ("Good afternoon, everyone.", True),
        ("Please go ahead.", True),
        ("Thank you, Minister.", True),
        ("Order.", True),
        ("I give way.", True),
        ("The minister leaves tonight.", False),
        ("Orders fell by a third.", False),
    ],
)
def test_greetings_and_the_chairs_words_state_nothing(
    sentence: str,
    is_procedural: bool,  # noqa: FBT001
) -> None:
    assert bool(procedural().match(sentence)) is is_procedural
