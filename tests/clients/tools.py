"""What `make setup-clients` installs. Where it could not, a test is skipped; in CI it fails."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OPENAPI = ROOT / "openapi.json"
NODE_MODULES = HERE / "node_modules"


def node_tool(name: str) -> Path:
    """`tsc`, `spectral` and others, as package-lock.json pins them."""
    return _installed(NODE_MODULES / ".bin" / name, NODE_MODULES / "installed.json")


def python_tool(name: str) -> Path:
    """`openapi-python-client` and others, as requirements-clients.lock pins them."""
    folder = ROOT / ".venv-clients"
    return _installed(folder / "bin" / name, folder / "requirements-clients.lock")


def program(name: str) -> Path:
    """`curl`, which the machine has or has not."""
    found = Path(shutil.which(name) or name)
    return _installed(found, found)


def _installed(tool: Path, sign: Path) -> Path:
    if sign.exists():
        return tool
    told = f"there is no {tool.name}; make setup-clients installs what can be installed"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


def run(*command: object, cwd: Path, **environment: object) -> str:
    """What a command prints; it must succeed."""
    done = attempt(*command, cwd=cwd, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def attempt(*command: object, cwd: Path, **environment: object) -> subprocess.CompletedProcess[str]:
    """A command that may fail."""
    more = {name: str(value) for name, value in environment.items()}
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=cwd, env={**os.environ, **more}, check=False, capture_output=True, text=True
    )
