"""What the benchmark asks is answered, and the bare application answers the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import cases, load
from benchmarks.database import sqlite
from benchmarks.load import Asked
from benchmarks.peers import processes
from benchmarks.peers.asking import ask, keep
from benchmarks.peers.processes import Peer
from benchmarks.rounds import Rates, Run, Spread

CLAIMS = 2000


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{sqlite(CLAIMS, tmp_path_factory.mktemp('bench'))}"


@pytest.fixture(scope="module")
def service(url: str) -> Iterator[Peer]:
    with processes.service(url) as peer:
        yield peer


def test_each_case_is_answered(service: Peer, url: str) -> None:
    asked = cases.cases(cases.subjects(url))

    answers = {case: ask(service.port, paths[0]) for case, paths in asked.items()}

    assert {answer.status_code for answer in answers.values()} == {200}
    for case in (cases.HEAVY, cases.LIGHT, cases.DEEP):
        assert len(answers[case].json()["items"]) == 50
    assert answers[cases.RARE_TEXT].json()["items"]


def test_the_usual_way_and_the_bare_application_answer_the_same(
    service: Peer, url: str, tmp_path: Path
) -> None:
    known = cases.subjects(url)
    claim, page = f"/v1/claims/{known.claims[0]}", cases.claims_of(known.few[0])
    given = {path: ask(service.port, path) for path in (claim, page)}

    with processes.bare(keep(given, tmp_path / "answers")) as bare:
        for path, answer in given.items():
            sent = ask(bare.port, path)
            assert sent.content == answer.content
            assert sent.headers["etag"] == answer.headers["etag"]
    with processes.usual(url) as usual:
        assert ask(usual.port, claim).json() == given[claim].json()
        assert ask(usual.port, page).json()["items"] == given[page].json()["items"]


@pytest.mark.parametrize("program", [None, load.WRK])
def test_load_counts_what_is_answered_well(
    service: Peer,
    url: str,
    program: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(load, "WRK", program)
    path = f"/v1/claims/{cases.subjects(url).claims[0]}"
    tag = ask(service.port, path).headers["etag"]
    good = load.write([Asked(path), Asked(path, tag)], tmp_path / "good")
    bad = load.write([Asked("/v1/claims/nothing")], tmp_path / "bad")

    assert load.rate(service.port, good, 1, 2) > 0
    assert load.rate(service.port, bad, 1, 2) == 0


def test_ratios_are_of_one_round(service: Peer) -> None:
    rates = Rates()
    for kind, values in (("ours", (1.0, 4.0, 9.0)), ("theirs", (2.0, 2.0, 3.0))):
        for value in values:
            rates.add(Run("case", kind, service, Path()), value)

    assert rates.ratio(("case", "ours"), ("case", "theirs")) == Spread(2.0, 0.5, 3.0)
