"""CONTRIBUTING.md: its tree, its table of dependencies and the files of its recipes."""

import json
import re
import tomllib

from tests.docs.documents import ROOT, code, read, rows, sections

CONTRIBUTING = read("CONTRIBUTING.md")
# What the recipes' examples add.
ADDED = re.compile(r"echoes|publishers")


def test_its_tree_is_the_tree() -> None:
    (tree,) = re.findall(r"```\n(app/.*?)```", CONTRIBUTING, re.DOTALL)
    top = re.findall(r"^(\w+)/ ", tree, re.MULTILINE)
    rooms = re.findall(r"^ {2}(\w+)/ ", tree, re.MULTILINE)

    assert rooms
    assert {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")} == set(rooms)
    assert all((ROOT / folder).is_dir() for folder in top)


def test_the_files_of_its_recipes_exist() -> None:
    named = {
        path
        for path in code(CONTRIBUTING)
        if re.fullmatch(r"(app|tests|docs|seeds|training|benchmarks)/[\w./-]*", path)
        and not ADDED.search(path)
    }

    assert named
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_the_dependency_table_is_what_the_project_declares() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    extras = project["optional-dependencies"].values()
    groups = pyproject["dependency-groups"].values()
    declared = {
        re.split(r"[^\w-]", name.lower())[0]
        for names in (project["dependencies"], *extras, *groups)
        for name in names
    }
    node = json.loads((ROOT / "tests/clients/package.json").read_text("utf-8"))["devDependencies"]
    table = rows(sections(CONTRIBUTING)["Dependencies"])

    shown = [name for packages, _ in table for name in packages.split(", ")]
    assert sorted(shown) == sorted([*declared, *node])
