"""What the version of the extraction stands for."""

from app.extraction.version import EXTRACTION, UNDECIDING, deciding_files, extraction_version


def test_code_lexicon_models_and_rules_of_the_domain_decide() -> None:
    folders = {path.relative_to(EXTRACTION.parent).parts[:2] for path in deciding_files()}
    suffixes = {path.suffix for path in deciding_files()}

    assert {("extraction", "lexicon"), ("extraction", "models"), ("domain", "span.py")} <= folders
    assert suffixes == {".py", ".yaml", ".json", ".onnx"}


def test_what_only_scores_or_describes_does_not() -> None:
    names = {path.name for path in deciding_files()}

    assert names.isdisjoint(UNDECIDING)
    assert "README.md" not in names


def test_it_is_a_short_hash_computed_once() -> None:
    assert extraction_version() == extraction_version()
    assert set(extraction_version()) <= set("0123456789abcdef")
