"""What a claim asserts: not what is never said, only demanded, what others think, or what was once so."""

import pytest

from tests.extraction.coded_pairs import dam, stances
from tests.extraction_helpers import knowledge_of

PLAN = "Russia plans to invade Ukraine"
NO_PLAN = "Russia does not plan to invade Ukraine"
INTENDS = "russia-intends-attack"
IMMINENT = "invasion-imminent"


def takes(sentence: str, proposition: str, by: str | None = None) -> str | None:
    """The stance that a sentence's speaker takes."""
    return stances(knowledge_of(sentence), by).get(proposition)


@pytest.mark.parametrize(
    "sentence",
    [
        f"Merkel never said that {NO_PLAN}.",
        f"Merkel did not say that {NO_PLAN}.",
        f"Merkel might say that {NO_PLAN}.",
        f"Merkel would not say that {PLAN}.",
        f"Merkel should say that {NO_PLAN}.",
        f"Merkel used to say that {NO_PLAN}.",
        f"Merkel once said that {NO_PLAN}.",
        f"Merkel stopped saying that {NO_PLAN}.",
        f"Merkel refused to say that {NO_PLAN}.",
        f"Merkel has yet to say that {NO_PLAN}.",
        f"Merkel wanted to say that {NO_PLAN}.",
        f"Nobody said that {NO_PLAN}.",
        f"Few leaders said that {NO_PLAN}.",
        f"If Merkel says {NO_PLAN}, she is wrong.",
        f"Should Merkel say {NO_PLAN}, she is wrong.",
        f"Unless Merkel says {NO_PLAN}, markets will fall.",
        f"When Merkel says {NO_PLAN}, people listen.",
        f"A fake video had Merkel saying {NO_PLAN}.",
        f"Merkel reportedly said that {NO_PLAN}.",
        f"Merkel said there was no evidence that {PLAN}.",
        f"Merkel was misquoted as saying that {NO_PLAN}.",
        f"Merkel quoted Putin: “{NO_PLAN}.”",
        f"Merkel joked that {NO_PLAN}.",
    ],
)
def test_what_is_not_really_said_is_no_stance(sentence: str) -> None:
    assert takes(sentence, INTENDS) is None


@pytest.mark.parametrize(
    "sentence",
    [
        f"Merkel said that {PLAN}.",
        f"Merkel not only said that {PLAN}, she repeated it.",
        f"Merkel went on to say that {PLAN}.",
        f"When Merkel said {PLAN}, people listened.",
        f"Merkel, forging ahead, said {PLAN}.",
        f"Merkel once again said that {PLAN}.",
        f"In Merkel's view {PLAN}.",
    ],
)
def test_what_is_said_in_passing_is_said(sentence: str) -> None:
    assert takes(sentence, INTENDS) == "affirms"


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said Russia must withdraw its troops from the border.",
        "Macron said Russia should stop massing troops near Ukraine.",
        "Macron said Russia ought to pull back its troops.",
        "Macron said Russia has to pull back its troops.",
        "Macron said it was time for Russia to pull back its troops.",
        "Macron said it is essential that Russia withdraw its troops.",
        "Macron said peace requires that Russian troops leave the border.",
        "Macron said he wanted Russia to withdraw its troops.",
        "Macron said he was waiting for Russia to withdraw its troops.",
        "Macron urged Russia to stop massing troops near Ukraine.",
        "Macron called on Russia to withdraw its troops from the border.",
        "Macron insisted that Russia withdraw its troops.",
        "Baerbock demanded that Russia withdraw its troops.",
        "Baerbock demanded the withdrawal of Russian troops.",
        "Lavrov rejected calls for Russia to withdraw its troops.",
        "Lavrov rejected a demand that Russia withdraw its troops.",
        # It is only promised, put off, or not done.
        "Macron said Russia agreed to withdraw its troops.",
        "Macron said sanctions would end when Russian troops leave the border.",
        "Macron said Russia refused to withdraw its troops.",
    ],
)
def test_what_is_demanded_is_not_said_to_be_so(sentence: str) -> None:
    assert takes(sentence, "troops-massing") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said Russia should not plan to invade Ukraine.",
        "Macron warned Russia not to prepare an attack on Ukraine.",
        "Macron urged Russia not to plan to invade Ukraine.",
    ],
)
def test_who_warns_them_not_to_does_not_say_that_they_do_not(sentence: str) -> None:
    assert takes(sentence, INTENDS) is None


@pytest.mark.parametrize(
    ("sentence", "proposition", "stance"),
    [
        (
            "Scholz urged them to settle the crisis through dialogue.",
            "diplomacy-preferred",
            "affirms",
        ),
        ("Truss said diplomats should leave Kyiv.", "embassies-should-stay", "denies"),
        ("The Kremlin said its troops were withdrawing.", "troops-massing", "denies"),
        # What is demanded is that they do not say so; that it spreads panic is asserted.
        (
            "Kuleba called on the leaders not to say so as the warnings spread panic.",
            "warnings-harm-ukraine",
            "affirms",
        ),
    ],
)
def test_a_demand_shows_what_ought_to_be(sentence: str, proposition: str, stance: str) -> None:
    assert takes(sentence, proposition) == stance


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said Zelensky does not believe an invasion is imminent.",
        "Macron said Scholz was not sure an attack would come.",
        "Macron said Scholz did not know whether an attack would come.",
    ],
)
def test_what_others_think_of_the_danger_is_not_the_relayers_view(sentence: str) -> None:
    assert takes(sentence, IMMINENT, "Emmanuel Macron") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron said Putin thinks that Russia does not want war.",
        "Macron said Putin is convinced that Russia does not want war with Ukraine.",
        f"Macron said that in Putin's view {NO_PLAN}.",
        f"Macron said nobody in Moscow believes that {PLAN}.",
        f"Macron said the Germans have the impression that {NO_PLAN}.",
        f"Macron said Germany's view was that {NO_PLAN}.",
        f"Macron said Putin wants people to believe that {NO_PLAN}.",
        f"Macron said those who say {NO_PLAN} are mistaken.",
        f"Macron said it was naive to say that {NO_PLAN}.",
        f"Macron said it was a mistake to think that {NO_PLAN}.",
        f"Macron spoke of reports that {NO_PLAN}.",
    ],
)
def test_what_others_think_is_not_the_relayers_view(sentence: str) -> None:
    assert takes(sentence, INTENDS, "Emmanuel Macron") is None


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        (f"Macron said he believes that {PLAN}.", "affirms"),
        (f"Macron said we know that {PLAN}.", "affirms"),
        (f"Macron said everybody knows that {PLAN}.", "affirms"),
        (f"Macron said he does not believe that {PLAN}.", "denies"),
        (f"Macron said it is fair to say that {PLAN}.", "affirms"),
        (f"John Kirby said the Pentagon believes that {PLAN}.", "affirms"),
        (f"Macron rejected reports that {PLAN}.", "denies"),
    ],
)
def test_the_speakers_own_view_is(sentence: str, stance: str) -> None:
    assert takes(sentence, INTENDS) == stance


@pytest.mark.parametrize(
    "text",
    [
        "Engineers said the council believes the dam is unsafe.",
        "Engineers said many residents think the dam is unsafe.",
        "Engineers said residents fear that the dam could burst.",
        "Engineers said it was a mistake to call the dam unsafe.",
        "Engineers apologised for saying that the dam was unsafe.",
        "Engineers withdrew a report that the dam was unsafe.",
        "Engineers said the dam was no less safe than others.",
        "Engineers said the dam was unsafe before the repairs.",
        "Engineers said nobody had proved that the dam was unsafe.",
        "Engineers insisted they had not called the dam unsafe.",
    ],
)
def test_so_it_is_on_any_topic(text: str) -> None:
    assert stances(knowledge_of(text, dam()), "Engineers") == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Lavrov repeated his denial that Russia was massing troops near Ukraine.",
        "Lavrov issued a denial that Russia was massing troops near Ukraine.",
        "Lavrov denied that Russia was massing troops near Ukraine.",
    ],
)
def test_a_denial_denies(sentence: str) -> None:
    assert takes(sentence, "troops-massing") == "denies"


@pytest.mark.parametrize(
    "sentence",
    [
        f"Stoltenberg said Lavrov's denial that {PLAN} was false.",
        f"Macron denied having said that {NO_PLAN}.",
        f"Macron denied telling Putin that {PLAN}.",
        f"Macron denied that he had said that {PLAN}.",
        f"Macron denied claiming that {NO_PLAN}.",
        f"Macron rejected reports that he had said {NO_PLAN}.",
    ],
)
def test_who_denies_having_said_it_says_nothing_of_it(sentence: str) -> None:
    assert stances(knowledge_of(sentence)) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Lavrov denied that Russia had promised to withdraw its troops.",
        "Lavrov denied that Putin had told Macron that Russia would withdraw its troops.",
    ],
)
def test_what_is_denied_to_have_been_said_is_nobodys(sentence: str) -> None:
    assert stances(knowledge_of(sentence)) == {}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Macron said Russia did not only plan to invade Ukraine but also Moldova.", "affirms"),
        ("Macron said Russia failed to hide its plan to invade Ukraine.", "affirms"),
        ("Macron said Putin could not conceal that Russia wants war with Ukraine.", "affirms"),
        ("Macron said Russia's plan to invade Ukraine was wrong.", "affirms"),
        ("Macron said Russia's plan to invade Ukraine was ridiculous.", "affirms"),
        ("Macron said it was ridiculous that Russia plans to invade Ukraine.", "denies"),
        ("Macron said it was nonsense that Russia plans to invade Ukraine.", "denies"),
        (f"Macron said it is not enough that {NO_PLAN}.", "denies"),
        ("Macron said sanctions had stopped Russia's plan to invade Ukraine.", None),
        ("Macron said Russia did not plan to invade Ukraine until last year.", None),
        ("Macron said Russia did not plan to invade Ukraine in 2013.", None),
        ("Macron said Russia did not plan to invade Ukraine last year.", None),
        ("Macron said Russia would never plan to invade Ukraine without China's consent.", None),
        ("Macron said Russia could never plan to invade Ukraine alone.", None),
    ],
)
def test_what_is_judged_hidden_or_bounded_is_not_denied(sentence: str, stance: str | None) -> None:
    assert takes(sentence, INTENDS) == stance


@pytest.mark.parametrize(
    "words",
    [
        "he had no information on whether an attack was imminent",
        "it was not his job to say whether an attack was imminent",
        "it does not matter if an attack is imminent",
        "he had discussed with Putin whether an attack was imminent",
        "nobody had asked whether an attack was imminent",
        "it was unclear where an attack would begin",
        "it was unclear how Germany would respond to an attack",
        "it was unclear who would lead an attack",
        "he was not sure the sanctions would work after an attack",
        "he was not sure that Germany would help after an attack",
    ],
)
def test_not_every_whether_leaves_it_open(words: str) -> None:
    assert takes(f"Macron said {words}.", IMMINENT) is None


@pytest.mark.parametrize(
    "words",
    [
        "it was unclear whether an attack would come",
        "nobody knew if an attack would come soon",
        "it was not certain that an attack would take place",
        "it was too early to say whether an attack was imminent",
        "it remained to be seen whether an attack was imminent",
        "it was an open question whether an attack was imminent",
    ],
)
def test_what_is_unclear_or_hard_to_say_is_left_open(words: str) -> None:
    assert takes(f"Macron said {words}.", IMMINENT) == "uncertain"
