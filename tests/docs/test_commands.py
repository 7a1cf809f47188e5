"""Commands, options and make targets that documents name are there, and the table has all of them."""

import re
from collections.abc import Iterator

import typer

from app.cli import cli
from tests.docs.documents import DOCUMENTS, ROOT, blocks, code, prose, read, rows, sections

COMMANDS = {
    name: {option for parameter in command.params for option in parameter.opts if option[0] == "-"}
    for name, command in typer.main.get_command(cli).commands.items()  # type: ignore[attr-defined]
}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
COMMAND = re.compile(rf"(?:^|python -m app )({'|'.join(sorted(COMMANDS, reverse=True))})\b(.*)")
# Older versions had others.
CURRENT = [document for document in DOCUMENTS if document != "CHANGELOG.md"]


def written() -> Iterator[str]:
    """Each line of shell and each piece of code in the documents."""
    for block in blocks("sh", *CURRENT):
        yield from block.code.splitlines()
    for document in CURRENT:
        yield from code(prose(document))


def test_the_table_is_the_command_line() -> None:
    table = rows(sections(read("docs/operations.md"))["Commands"])

    assert {name.strip("`"): set(code(options)) for name, options, _ in table} == COMMANDS


def test_every_command_that_documents_name_exists() -> None:
    named = {name for line in written() for name in re.findall(r"python -m app ([\w-]+)", line)}

    assert named
    assert named <= set(COMMANDS)


def test_every_option_that_documents_name_exists() -> None:
    named = {
        (match[1], option)
        for line in written()
        if (match := COMMAND.search(line))
        for option in re.findall(r"--[a-z-]+", match[2])
    }

    assert ("extract", "--workers") in named
    assert {option for name, option in named if option not in COMMANDS[name]} == set()


def test_options_that_make_run_passes_on_are_those_of_serve() -> None:
    passed = {
        option
        for line in written()
        for arguments in re.findall(r'make run ARGS="([^"]*)"', line)
        for option in re.findall(r"--[a-z-]+", arguments)
    }

    assert passed
    assert passed <= COMMANDS["serve"]


def test_every_make_target_that_documents_name_exists() -> None:
    named = {target for line in written() for target in re.findall(r"\bmake ([a-z-]+)", line)}

    assert {"run", "test"} <= named <= TARGETS | {"make"}
