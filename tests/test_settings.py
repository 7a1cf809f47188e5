from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DATABASE_URL", "sqlite:///elsewhere.sqlite3")
    monkeypatch.setenv("ONRECORD_SEEDS_DIRECTORY", "/srv/seeds")
    monkeypatch.setenv("ONRECORD_CORS_ORIGINS", "https://a.org, https://b.org")
    monkeypatch.setenv("ONRECORD_CACHE_SECONDS", "0")
    settings = Settings()
    assert settings.database_url == "sqlite:///elsewhere.sqlite3"
    assert settings.seeds_directory == Path("/srv/seeds")
    assert settings.cors_origins == ("https://a.org", "https://b.org")
    assert settings.cache_seconds == 0


def test_every_setting_has_a_default_and_is_described() -> None:
    assert all(
        not field.is_required() and field.description for field in Settings.model_fields.values()
    )


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Settings().cache_seconds = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://a.org", "https://a.org/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("https://a.org/claims", "https://a.org/claims/"),
    ],
)
def test_a_public_address_ends_with_a_slash(given: str, expected: str) -> None:
    assert Settings(base_url=given).base_url == expected


@pytest.mark.parametrize(
    "given",
    ["", "a.org", "ftp://a.org", "https://", "https://a.org/?x=1", "https://a.org?",
     "https://a.org/#x", "https://me:secret@a.org", "javascript:alert(1)"],
)  # fmt: skip
def test_what_is_no_public_address_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        Settings(base_url=given)
