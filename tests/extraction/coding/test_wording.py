"""Which words are a claim's own."""

import pytest

from app.extraction.coding.wording import Wording
from app.extraction.linking.entities import link
from tests.extraction_helpers import draft_after


def own_words(text: str, number: int = 0) -> list[str]:
    """The words of a claim's sentences that are its own."""
    draft = draft_after(link, text)
    sentences = Wording.of(draft).sentences(draft, draft.claims[number])
    told = (" ".join(t.text for t in each.tokens if t.is_alpha) for each in sentences)
    return [words for words in told if words]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The vet said the cow is ill.", ["the cow is ill"]),
        ("“The cow is ill. It coughs,” the vet said.", ["The cow is ill", "It coughs"]),
        # A question asserts nothing.
        ("“The cow is ill. Does it cough?” the vet said.", ["The cow is ill"]),
        # What is relayed is somebody else's.
        ("“The farmer says the cow is ill,” the vet said.", []),
    ],
)
def test_questions_and_what_is_relayed_are_not_the_speakers_own(text: str, own: list[str]) -> None:
    assert own_words(text) == own


def test_what_is_relayed_is_its_own_speakers() -> None:
    assert own_words("“The farmer says the cow is ill,” the vet said.", 1) == ["the cow is ill"]


@pytest.mark.parametrize(
    ("text", "word", "named"),
    [
        ("Emmanuel Macron said Poland is cold.", "Poland", {"poland"}),
        ("Emmanuel Macron said the Polish army is cold.", "Polish", {"poland"}),
        # A person stands for the body and the country that he speaks for.
        (
            "Emmanuel Macron said John Kirby is cold.",
            "Kirby",
            {"john-kirby", "pentagon", "united-states"},
        ),
    ],
)
def test_a_word_names_somebody_and_those_for_whom_they_speak(
    text: str, word: str, named: set[str]
) -> None:
    draft = draft_after(link, text)
    (sentence,) = Wording.of(draft).sentences(draft, draft.claims[0])

    place = next(token.i for token in sentence.tokens if token.text == word)
    assert sentence.named[place] == named
    assert sentence.speakers == {"emmanuel-macron", "elysee", "france"}
