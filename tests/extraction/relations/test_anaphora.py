"""Disputes and agreements whose object points back: "the council disputes that account"."""

import pytest

from app.domain.enums import RelationBasis
from app.domain.span import Span
from app.extraction.relations.anaphora import _meant
from tests.extraction.relations.stated_relations import sides, stated
from tests.extraction_helpers import knowledge_of
from tests.knowledge_samples import claim

ACCOUNT = "The talks “did not go well,” said a senior Polish official."
BRIDGE = "The mayor said the bridge is safe."
ANY_DAY = "Biden said an attack could come any day."


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The White House disputes that account.", "disputes"),
        ("The White House rejected the claim.", "disputes"),
        ("The White House denied those allegations.", "disputes"),
        ("The White House rejected these stories.", "disputes"),
        ("The White House disputed this version of events.", "disputes"),
        ("The White House confirmed that account.", "agrees"),
        ("The White House has stuck to that view.", "agrees"),
        ("The White House stands by that assessment.", "agrees"),
    ],
)
def test_a_noun_that_points_back_ties_two_claims(sentence: str, kind: str) -> None:
    knowledge = knowledge_of(f"{ACCOUNT} {sentence}")

    assert sides(knowledge) == [(kind, "senior Polish official", "White House")]
    (relation,) = knowledge.relations
    assert relation.basis is RelationBasis.STATED
    assert [evidence.exact for evidence in relation.evidence] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "The White House did not dispute that account.",
        "The Pentagon could not confirm those claims.",
        "The White House has not denied that report.",
        "The White House never disputed that claim.",
    ],
)
def test_who_does_not_dispute_or_confirm_is_no_side(sentence: str) -> None:
    assert sides(knowledge_of(f"{ACCOUNT} {sentence}")) == []


@pytest.mark.parametrize(
    "text",
    [
        # It denies something else than what was said before.
        f"{ACCOUNT} The White House denied the visa.",
        # Nobody disputes themselves.
        "Angela Merkel said it would rain. Merkel rejected the claim.",
        # Nothing was claimed before.
        "It rained. The White House disputes that account.",
        # The other claim stands in another post.
        f"{ACCOUNT}\nLink Copied!\nThe White House disputes that account.",
    ],
)
def test_nothing_is_disputed_without_a_claim_to_dispute(text: str) -> None:
    assert sides(knowledge_of(text)) == []


def test_the_dispute_is_with_the_relayer_not_with_the_relayed() -> None:
    text = (
        "Emmanuel Macron said that it would rain, a Polish official told CNN. "
        "The White House disputes that account."
    )

    assert sides(knowledge_of(text)) == [("disputes", "Polish official", "White House")]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The White House disputes it.", "disputes"),
        ("The White House disputed his account.", "disputes"),
        ("The White House rejected the official's account.", "disputes"),
        ("“That is not true,” the White House said.", "disputes"),
        ("“That’s simply wrong,” the White House said.", "disputes"),
        ("“That is correct,” the White House said.", "agrees"),
    ],
)
def test_words_that_point_back_tie_two_claims(sentence: str, kind: str) -> None:
    assert stated(f"{ACCOUNT}\n{sentence}") == [(kind, "senior Polish official", "White House")]


@pytest.mark.parametrize(
    "sentence",
    [
        # Somebody else's account, which the text does not give.
        "The White House rejected the mayor's account.",
        "The White House rejected his resignation.",
        "“That is not true of the talks in May, of which nobody spoke,” the White House said.",
        "“That is new,” the White House said.",
        # It may be the plan that is rejected, not what was told of it.
        "The White House rejected it.",
        "The White House denied the claim that it rained.",
    ],
)
def test_words_that_point_elsewhere_tie_nothing(sentence: str) -> None:
    assert stated(f"{ACCOUNT} {sentence}") == []


@pytest.mark.parametrize(
    "text",
    [
        "“It is old. As Angela Merkel said the dam is safe,” Emmanuel Macron told reporters.",
        "Emmanuel Macron noted that Angela Merkel herself had said the dam was safe.",
    ],
)
def test_who_leans_on_what_he_relays_agrees_with_it(text: str) -> None:
    assert stated(text) == [("agrees", "Angela Merkel", "Emmanuel Macron")]


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


@pytest.mark.parametrize(
    "text",
    [
        # What is rejected is what was denied, not the denial.
        "Israel denied bombing the hospital. Iran rejected the accusation.",
        "Israel denied bombing the hospital. Iran disputed it.",
        "Israel denied bombing the hospital. “That is not true,” Iran said.",
        "Israel said it did not bomb the hospital. Iran rejected the accusation.",
        "Scholz rejected the claim that the chemical kills bees. Macron dismissed the accusation.",
    ],
)
def test_after_a_denial_it_is_unsure_what_words_point_to(text: str) -> None:
    assert stated(text) == []


def test_only_the_denial_itself_is_meant_by_that_name() -> None:
    text = "Israel denied bombing the hospital. Iran rejected that denial."

    assert stated(text) == [("disputes", "Israel", "Iran")]


def test_after_words_that_point_back_others_mean_the_same() -> None:
    text = (
        "Hungary said the bridge was bombed by Serbia. Serbia denied the allegation, and Romania "
        "rejected the claim."
    )

    assert stated(text) == [("disputes", "Hungary", "Serbia"), ("disputes", "Hungary", "Romania")]


@pytest.mark.parametrize(
    ("text", "disputed"),
    [
        ("Macron confirmed the attack. Scholz rejected the accusation.", []),
        ("Macron said that Italy broke the pact. Draghi rejected the accusation.", []),
        (
            "Macron said that Italy broke the pact. The Italian government rejected the accusation.",
            [("disputes", "Macron", "Italian government")],
        ),
        (
            "Macron accused his rivals of lying. Marine Le Pen rejected the accusation.",
            [("disputes", "Macron", "Marine Le Pen")],
        ),
    ],
)
def test_an_accusation_is_one_of_whoever_rejects_it(
    text: str, disputed: list[tuple[str, ...]]
) -> None:
    assert stated(text) == disputed


def test_words_may_point_back_to_words_that_point_back_thousands_of_times() -> None:
    text = "The bridge is safe. It."
    first = claim("c0", 0, ("lee",), Span(0, 18), text=text)
    others = [claim(f"c{n}", n, (f"s{n}",), Span(20, 22), text=text) for n in range(1, 3000)]
    cues = {one.id: "dispute" for one in others} | {first.id: "say"}

    assert _meant([first, *others], cues)[1:] == [first] * len(others)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The council called that claim false.", "disputes"),
        ("The council dismissed that claim as false.", "disputes"),
        ("The council called the mayor's claim false.", "disputes"),
        ("The council rejected the mayor's claim.", "disputes"),
    ],
)
def test_what_is_called_false_or_rejected_is_disputed(sentence: str, kind: str) -> None:
    assert stated(f"{BRIDGE} {sentence}") == [(kind, "Mayor", "Council")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council has never called that claim false.",
        "The council called that bridge false.",
        # It may be the plan that is rejected.
        "The council rejected that.",
    ],
)
def test_what_only_sounds_like_it_is_not(sentence: str) -> None:
    assert stated(f"{BRIDGE} {sentence}") == []
