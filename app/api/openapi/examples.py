"""Examples in the OpenAPI document: what each operation answers on the shipped seeds.

`make examples` rewrites examples.json; a test compares it with the service's answers.
"""

from pathlib import Path
from typing import Any

import orjson

Json = dict[str, Any]

FILE = Path(__file__).parent / "examples.json"


def add_examples(operation: Json, examples: Json) -> None:
    """Show the example's parameters with the operation's own, and its answer with the 200."""
    example = examples.get(operation["operationId"])
    if example is None:
        return
    for parameter in operation.get("parameters", []):
        if parameter["name"] in example["parameters"]:
            parameter["example"] = example["parameters"][parameter["name"]]
    for media_type, content in operation["responses"]["200"]["content"].items():
        if media_type in example["answers"]:
            content["example"] = example["answers"][media_type]


def stored_examples() -> Json:
    """By operation: its `parameters` and its `answers` by media type."""
    examples: Json = orjson.loads(FILE.read_bytes())
    return examples
