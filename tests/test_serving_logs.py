"""What `serve` writes for programs: JSON, from the first line to the last."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
from sqlalchemy import create_engine, text

from tests.serving import free_port


def test_every_line_is_json_and_errors_name_their_request(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    (seeds / "documents").mkdir(parents=True)
    (seeds / "entities.yaml").write_text("countries: []\n")
    url = f"sqlite:///{tmp_path / 'onrecord.sqlite3'}"
    port = free_port()
    settings = {
        "ONRECORD_DATABASE_URL": url,
        "ONRECORD_SEEDS_DIRECTORY": str(seeds),
        "ONRECORD_LOG_FORMAT": "json",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **settings},
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "running on" in line:
            break
    database = create_engine(url)
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'zzz'"))
    database.dispose()
    headers = {"X-Request-ID": "find-me"}
    assert httpx2.get(f"http://127.0.0.1:{port}/health/ready", headers=headers).status_code == 503
    process.terminate()
    rest, _ = process.communicate(timeout=20)
    assert process.returncode in {0, -signal.SIGTERM}
    lines = [json.loads(line) for line in [*said, *rest.splitlines()]]
    assert [line["message"].partition(":")[0] for line in lines[:2]] == [
        "Seeds loaded",
        "Onrecord answers at http",
    ]
    (error,) = (line for line in lines if line["level"] == "ERROR")
    assert error["request_id"] == "find-me"
    assert "schema is not current" in error["message"]
    (request,) = (line for line in lines if line["logger"] == "onrecord.requests")
    assert request["request_id"] == "find-me"
