"""Places that name somebody, whatever the parser takes them for."""

import pytest

from app.domain.enums import EntityKind
from tests.extraction_helpers import claims_of, knowledge_of


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Sue Harker said it was late. Ms Harker said it was cold.", ["Sue Harker"] * 2),
        ("Sue Harker said it was late. Mr Harker said it was cold.", ["Sue Harker", "Mr Harker"]),
        ("Priya Nair MP said it was late. Nair said it was cold.", ["Priya Nair"] * 2),
        (
            "Nils Madrid, a Danish sailor, said it was late. Madrid said it was cold.",
            ["Nils Madrid"] * 2,
        ),
        (
            "Captain Leocádio dos Reis said it was late. Captain dos Reis said it was cold.",
            ["Leocádio dos Reis"] * 2,
        ),
        ("Dr Noh Eun-byeol said it was late. Dr Noh said it was cold.", ["Noh Eun-byeol"] * 2),
        ("Chloe Barnaby, 19, said it was late. Chloe said it was cold.", ["Chloe Barnaby"] * 2),
        ("Vet Elena Mishkova said it was late.", ["Elena Mishkova"]),
    ],
)
def test_one_person_is_one_entity(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in claims_of(text)] == speakers


def test_a_time_a_part_and_a_number_name_nobody() -> None:
    text = "QUESTION: Is it 46 GMT?\nMR LEE: It is late now.\nQUESTION: Really?\nMR LEE: Very late."

    assert [e.name for e in knowledge_of(text).entities] == ["Lee"]


def test_a_label_in_capitals_is_written_as_a_name() -> None:
    text = "MR DOYLE: The quotas are published.\nMR DOYLE: They were cut in May."

    assert {e.name: e.kind for e in knowledge_of(text).entities} == {"Doyle": EntityKind.PERSON}
