"""YAML files held to a schema; an error names the file, the line and what would be right."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml.constructor import SafeConstructor

from app.domain.errors import SeedError

# libyaml's, where it is there: ten times as fast as the one in Python.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Model = TypeVar("Model", bound=BaseModel)
Location = Sequence[str | int]


class YamlFile:
    """One YAML file: its data, and where each piece of it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        text = read_utf8(path)
        try:
            self.root = yaml.compose(text, Loader=LOADER)
            self.data = SafeConstructor().construct_document(self.root) if self.root else None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise SeedError(path, _place(mark), f"bad YAML: {error.problem}") from error
        except (yaml.YAMLError, ValueError) as error:
            raise SeedError(path, "", f"bad YAML: {error}") from error

    def parsed(self, model: type[Model]) -> Model:
        """The file's data as `model`; the first thing that does not fit is a SeedError."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the file"
            raise self.error(first["loc"], f"{where}: {first['msg']}") from error

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


def read_utf8(path: Path) -> str:
    """A file's text; line breaks stay as they are."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SeedError(
            path, f"line {line}, byte {error.start}", "this is not UTF-8 text; save it as UTF-8"
        ) from error
    except OSError as error:
        raise SeedError(path, "", error.strerror or str(error)) from error


def _place(mark: yaml.Mark | None) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
