"""Bounds for YAML, checked on its events before anything is built: a few lines can stand for gigabytes."""

from collections.abc import Iterable
from typing import Any

import yaml
from yaml.constructor import ConstructorError

# The seed files go five levels deep, and the longest one that is shipped has 11,000 nodes.
DEEPEST = 20
MOST_NODES = 200_000
TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("bool", "float", "int", "map", "null", "seq", "str", "timestamp")
)


def require_bounded(events: Iterable[yaml.Event]) -> None:
    """ConstructorError where a file is nested too deep, or too long once its aliases are written out.

    An alias counts as often as it is used, with all that it stands for.
    """
    # The number of nodes before each collection that is open, with the collection's anchor.
    open_ones: list[tuple[int, str | None]] = []
    sizes: dict[str, int] = {}
    nodes = 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            before, anchor = open_ones.pop()
            _keep(sizes, anchor, nodes - before)
        elif isinstance(event, yaml.AliasEvent):
            if any(anchor == event.anchor for _, anchor in open_ones):
                raise _bad(event, f"*{event.anchor} stands inside of what it stands for")
            nodes += sizes.get(str(event.anchor), 1)
        elif isinstance(event, yaml.NodeEvent):
            _require_known_tag(event)
            if isinstance(event, yaml.CollectionStartEvent):
                open_ones.append((nodes, event.anchor))
            else:
                _keep(sizes, event.anchor, 1)
            nodes += 1
        if len(open_ones) > DEEPEST:
            raise _bad(event, f"more than {DEEPEST} levels, one inside the other")
        if nodes > MOST_NODES:
            raise _bad(event, f"more than {MOST_NODES:,} entries, with each alias written out")


def _keep(sizes: dict[str, int], anchor: str | None, size: int) -> None:
    if anchor is not None:
        sizes[anchor] = size


def _require_known_tag(event: yaml.NodeEvent) -> None:
    tag = getattr(event, "tag", None)
    if tag is not None and tag not in TAGS:
        raise _bad(event, f"there is no use for the tag {tag.replace('tag:yaml.org,2002:', '!!')}")


def _bad(event: yaml.Event, problem: str) -> ConstructorError:
    # Typed as one of two, of which the other one is libyaml's, and like it.
    mark: Any = event.start_mark
    return ConstructorError(problem=problem, problem_mark=mark)
