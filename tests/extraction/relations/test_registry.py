"""Which rule a relation is on record by, where several find it."""

import pkgutil
from importlib import import_module

import pytest

from app.domain.enums import RelationBasis
from app.extraction import relations
from app.extraction.relations.finding import relate
from app.extraction.relations.registry import RULES
from app.extraction.relations.rule import RelationContext
from tests.extraction_helpers import draft_after

BRIDGE = "Angela Merkel said the old bridge leaks."


@pytest.mark.parametrize(
    ("sentence", "finders"),
    [
        (
            "Emmanuel Macron also agreed with Merkel that the old bridge leaks.",
            ["stated-name-1", "stated-echo-2"],
        ),
        (
            "But Emmanuel Macron disputed that the old bridge leaks.",
            ["stated-owner-1", "stated-contrast-2"],
        ),
    ],
)
def test_a_relation_is_on_record_once_as_the_first_rule_finds_it(
    sentence: str, finders: list[str]
) -> None:
    draft = draft_after(relate, f"{BRIDGE} {sentence}")
    context = RelationContext(draft)
    assert [rule.METHOD for rule in RULES for _ in rule.find(context)] == finders
    stated = [r.method for r in draft.relations if r.basis is RelationBasis.STATED]
    assert stated == finders[:1]


def test_no_two_rules_have_one_name() -> None:
    methods = [rule.METHOD for rule in RULES]
    assert sorted(set(methods)) == sorted(methods)


def test_every_rule_that_there_is_is_in_use() -> None:
    modules = [
        import_module(module.name)
        for module in pkgutil.walk_packages(relations.__path__, f"{relations.__name__}.")
    ]
    written = {module.METHOD for module in modules if hasattr(module, "METHOD")}
    assert {rule.METHOD for rule in RULES} == written
