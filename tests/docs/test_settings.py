"""The table of settings is `app/settings.py`, and no document names another variable."""

import re

from app.settings import Settings
from tests.docs.documents import DOCUMENTS, ROOT, read, rows, sections

OPERATIONS = sections(read("docs/operations.md"))
HISTORY = {"CHANGELOG.md"}


def test_the_table_is_the_settings() -> None:
    shown = [(name.strip("`"), default.strip("`"), meaning) for name, default, meaning in rows(
        OPERATIONS["Settings"]
    )]  # fmt: skip

    assert shown == [
        (f"ONRECORD_{name.upper()}", _written(field.default), field.description)
        for name, field in Settings.model_fields.items()
    ]


def test_every_variable_that_documents_name_exists() -> None:
    named = {
        name
        for document in {*DOCUMENTS} - HISTORY
        for name in re.findall(r"ONRECORD_[A-Z_]*[A-Z]", read(document))
    }
    of_compose = set(re.findall(r"ONRECORD_[A-Z_]+", (ROOT / "docker-compose.yml").read_text()))

    assert named <= {f"ONRECORD_{name.upper()}" for name in Settings.model_fields} | of_compose


def _written(default: object) -> str:
    return ",".join(default) if isinstance(default, tuple) else str(default)
