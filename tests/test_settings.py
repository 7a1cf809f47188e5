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
