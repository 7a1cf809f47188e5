"""YAML files held to a schema; an error names the file, the line and what would be right."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from yaml.constructor import ConstructorError, SafeConstructor

from app.domain.errors import SeedError
from app.ingest.files import NUL, read_utf8
from app.ingest.yaml_bounds import require_bounded

# libyaml's parser where it is installed: ten times as fast as the one in Python.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Ten times the shipped files; in memory a file takes a hundred times as much.
MOST_BYTES = 4_000_000
# Longer numbers mean nothing here, and may take minutes to parse.
LONGEST_NUMBER = 40
# The most of a key that a message shows.
LONGEST_KEY = 60
NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")

# Messages for Pydantic's types of errors.
REASONS = {
    "extra_forbidden": "there is no such key",
    "model_type": "keys with values are wanted here",
}

Model = TypeVar("Model", bound=BaseModel)
Location = Sequence[str | int]


class YamlFile:
    """One YAML file: its data, and where each piece of it stands."""

    def __init__(
        self, path: Path, most_bytes: int = MOST_BYTES, within: Path | None = None
    ) -> None:
        self.path = path
        text = read_utf8(path, most_bytes, within)
        try:
            require_bounded(yaml.parse(text, Loader=LOADER))
            self.root = yaml.compose(text, Loader=LOADER)
            self.data = _Constructor().construct_document(self.root) if self.root else None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise SeedError(path, _place(mark), f"bad YAML: {error.problem}") from error
        except yaml.YAMLError as error:
            reason = str(error).partition("\n")[0]
            raise SeedError(path, "", f"bad YAML: {reason}") from error

    def parsed(self, model: type[Model]) -> Model:
        """The file's data as `model`; the first thing that does not fit is a SeedError."""
        if self.data is None:
            raise SeedError(self.path, "line 1, column 1", "the file is empty")
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            first = _first(error)
            # Counted from 1: the first proposition is "propositions.1".
            parts = (part + 1 if isinstance(part, int) else part for part in first["loc"])
            where = ".".join(str(part)[:LONGEST_KEY] for part in parts) or "the file"
            reason = REASONS.get(first["type"], first["msg"])
            raise self.error(first["loc"], f"{where}: {reason}") from error

    def error(self, location: Location, reason: str) -> SeedError:
        """An error at `location`, such as `("countries", 3, "iso_code")`."""
        return SeedError(self.path, _place(self._mark(location)), reason)

    def _mark(self, location: Location) -> yaml.Mark | None:
        node = self.root
        for part in location:
            if isinstance(node, yaml.MappingNode):
                pairs = [value for key, value in node.value if key.value == str(part)]
                if not pairs:
                    break
                node = pairs[-1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                node = node.value[part]
            else:
                break
        return node.start_mark if node is not None else None


def _first(error: ValidationError) -> ErrorDetails:
    """The first fault; where a field is missing, rather the misspelt one beside it."""
    found = error.errors()
    beside = found[0]["loc"][:-1]
    misspelt = (
        other
        for other in found
        if other["type"] == "extra_forbidden" and other["loc"][:-1] == beside
    )
    return next(misspelt, found[0]) if found[0]["type"] == "missing" else found[0]


class _Constructor(SafeConstructor):
    """PyYAML's constructor, which would keep the last of two equal keys and lose the line of a bad value."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 (its signature)
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, ArithmeticError) as error:
            kind = node.tag.rpartition(":")[2]
            # What a collection holds may be as much as the whole file.
            written = repr(node.value) if isinstance(node, yaml.ScalarNode) else "this"
            raise _bad(node, f"{written} is no {kind}: {error}") from error

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        # YAML 1.1 would take what stands beside the key "=" for the value of the whole mapping.
        if isinstance(node, yaml.MappingNode):
            raise _bad(node, "expected a scalar node, but found a mapping")
        if isinstance(node, yaml.ScalarNode):
            if "\0" in node.value:
                raise _bad(node, NUL)
            if node.tag in NUMBERS and len(node.value) > LONGEST_NUMBER:
                raise _bad(node, f"a number of {len(node.value):,} characters is too long")
        return super().construct_scalar(node)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 (its signature)
        seen = set[str]()
        for key, _ in node.value if node.id == "mapping" else ():
            if not isinstance(key, yaml.ScalarNode):
                raise _bad(key, "a key is one word, and no list and no table")
            if key.value in seen:
                raise _bad(key, f"{key.value!r} is there twice")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _bad(node: yaml.Node, problem: str) -> ConstructorError:
    return ConstructorError(problem=problem, problem_mark=node.start_mark)


def _place(mark: yaml.Mark | None) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
