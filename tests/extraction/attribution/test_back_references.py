"""What only looks like a stated dispute or agreement, and forms of it that are to be found."""

import pytest

from tests.extraction.relations.test_contrasts import stated

BRIDGE = "The mayor said the bridge is safe."
ANY_DAY = "Biden said an attack could come any day."


@pytest.mark.parametrize(
    "text",
    [
        # The cue is put under a condition, denied, or not there yet.
        f"{ANY_DAY} If Zelensky disputes that assessment, he has not said so.",
        f"{ANY_DAY} Zelensky might dispute that assessment.",
        f"{ANY_DAY} It is unclear whether Zelensky disputes that assessment.",
        f"{BRIDGE} The council stopped short of disputing that claim.",
        f"{BRIDGE} The council used to dispute that claim.",
        f"{BRIDGE} The council was accused of denying that claim.",
        f"{BRIDGE} The council has no reason to dispute that claim.",
        f"{BRIDGE} The council was expected to reject that claim.",
        # Nobody in particular.
        f"{BRIDGE} None of the engineers rejected that claim.",
        f"{BRIDGE} Few engineers dispute that assessment.",
        f"{BRIDGE} Nobody disputed that claim.",
        # Another report, of something else.
        f"{BRIDGE} The minister denied the report of his death.",
        f"{BRIDGE} The minister rejected the suggestion of a merger.",
        f"{BRIDGE} The minister disputes the findings of the audit.",
        f"{BRIDGE} Police confirmed the report of a theft.",
        f"{BRIDGE} “That is not true,” the council's lawyer said of another story.",
        # A claim brought before a court.
        f"{BRIDGE} The insurer denied the claim.",
        f"{BRIDGE} The court rejected the claim.",
        # Nobody said it before.
        "The mayor never said the bridge is safe. The council disputes that account.",
    ],
)
def test_words_that_state_no_dispute(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“Zelensky says the threat is real, but he is calm,” Macron said.",
        "“The mayor says the bridge is safe, and I agree, but the railings need paint,” the engineer said.",
        "“Mr Lee says he is ill, but doctors hope he will recover,” his wife said.",
        "Despite assurances from Lee that the dam is safe, Ray said thousands had signed a petition.",
        # The word of contrast joins other things.
        "Merkel said the dam is safe. Macron said the dam is unsafe but Europe is united.",
        "Merkel said the dam is safe. Macron, however old he is, said the dam is unsafe.",
    ],
)
def test_a_turn_to_something_else_is_no_dispute(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Merkel said the dam is safe. Macron, however, said the dam is unsafe.",
        "Merkel said the dam is safe; Macron, by contrast, said the dam is unsafe.",
        "“Merkel says the dam is safe, but the facts tell a very different story,” Macron said.",
    ],
)
def test_a_turn_against_what_was_said_is(text: str) -> None:
    assert [kind for kind, *_ in stated(text)] == ["disputes"]


@pytest.mark.parametrize(
    "text",
    [
        "“It is not true, as the mayor said, that the bridge is safe,” the council said.",
        "As the mayor wrongly said, the bridge is safe, the council said.",
        "Biden said Putin himself has said that Ukraine is no country.",
    ],
)
def test_who_relays_does_not_always_lean_on_it(text: str) -> None:
    assert stated(text) == []


def test_one_leans_on_what_his_own_side_says() -> None:
    text = "“Joe Biden himself has said that the dam is safe,” John Sullivan said."

    assert stated(text) == [("agrees", "Joe Biden", "John Sullivan")]
