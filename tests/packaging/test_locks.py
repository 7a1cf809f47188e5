"""The locks install what pyproject.toml asks for, anywhere, and name no place to get it from."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
RUNTIME, POSTGRES, TEST, CLIENTS, BENCH = LOCKS = (
    "requirements.lock",
    "requirements-postgres.lock",
    "requirements-test.lock",
    "requirements-clients.lock",
    "requirements-bench.lock",
)
NODE = ROOT / "tests" / "clients"

# Imported by us, but theirs to choose: the version that FastAPI or SQLModel asks for is the right one.
COMES_WITH = {
    "anyio": "fastapi",
    "starlette": "fastapi",
    "sqlalchemy": "sqlmodel",
    "thinc": "spacy",
    "pydantic_core": "pydantic",
}


def name_of(requirement: str) -> str:
    """ "Types-PyYAML>=6" → "types-pyyaml"."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def locked(lock: str) -> dict[str, str]:
    """Each requirement of a lock, continuation lines joined: "httpx==0.28.1" → its hashes."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {
        head.strip(): hashes for head, _, hashes in (line.partition(" --hash=") for line in lines)
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    for requirement, hashes in locked(lock).items():
        assert re.fullmatch(r"[a-z\d.-]+==[\w.]+( ; .+)?", requirement)
        assert re.fullmatch(r"sha256:[\da-f]{64}( +--hash=sha256:[\da-f]{64})*", hashes), (
            requirement
        )


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_index_or_a_path(lock: str) -> None:
    assert not re.search(r"://|/\w|@|^ *-(?!-hash=)", (ROOT / lock).read_text(), re.MULTILINE)


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (RUNTIME, PROJECT["dependencies"]),
        (POSTGRES, PROJECT["dependencies"] + EXTRAS["postgres"]),
        (TEST, PROJECT["dependencies"] + EXTRAS["postgres"] + EXTRAS["test"]),
        (CLIENTS, GROUPS["clients"]),
        (BENCH, GROUPS["bench"]),
    ],
)
def test_a_lock_holds_what_the_project_declares(lock: str, wanted: list[str]) -> None:
    pins = {requirement.partition(" ")[0] for requirement in locked(lock)}
    assert {name_of(want) for want in wanted} <= {name_of(pin) for pin in pins}
    assert {want for want in wanted if "==" in want} <= pins


def test_each_lock_holds_the_one_before_it() -> None:
    assert locked(RUNTIME).items() <= locked(POSTGRES).items() <= locked(TEST).items()


def test_what_comes_from_npm_is_pinned_and_hashed_and_from_no_place() -> None:
    lock = json.loads((NODE / "package-lock.json").read_text())
    root = lock["packages"].pop("")
    assert (
        root["devDependencies"]
        == json.loads((NODE / "package.json").read_text())["devDependencies"]
    )
    assert all(re.fullmatch(r"[\d.]+", version) for version in root["devDependencies"].values())
    for name, package in lock["packages"].items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


def test_every_import_of_the_application_is_declared() -> None:
    """Also inside functions, where imports hide that a machine with more installed does not miss."""
    declared = {name_of(requirement) for requirement in PROJECT["dependencies"]}
    distributions = packages_distributions()
    undeclared = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in (ROOT / "app").rglob("*.py")
        for module in imported(path) - sys.stdlib_module_names - {"app"}
        if declared.isdisjoint(
            {COMES_WITH.get(module, module).replace("_", "-")}
            | {name_of(name) for name in distributions.get(module, [])}
        )
    }
    assert not undeclared


def imported(path: Path) -> set[str]:
    """The first names of the modules that a file imports."""
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(str(node.module).partition(".")[0])
    return names


def test_setup_takes_the_pythons_that_the_project_declares() -> None:
    """Two places know them, because the script has to judge a Python too old to read TOML."""
    low, high = map(int, re.findall(r"3\.(\d+)", PROJECT["requires-python"]))
    taken = re.search(r"^ +(3[\d. |]+)\) ;;$", (ROOT / ".ci/setup").read_text(), re.MULTILINE)
    assert taken
    assert taken[1].split(" | ") == [f"3.{minor}" for minor in range(low, high)]
