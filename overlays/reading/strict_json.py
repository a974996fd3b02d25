"""JSON as our files use it: no key twice."""

from __future__ import annotations

import json
from typing import Any

from overlays.reading.groups import check_depth, group_of, paths_twice


def load_strict_json(text: str) -> Any:
    """Plain values from JSON text. Raises ValueError or RecursionError."""
    data = load_json_groups(text)
    if twice := next(paths_twice(data), None):
        key = twice.rpartition(".")[2]
        raise ValueError(f"the key {key!r} stands twice")
    return data


def load_json_groups(text: str) -> Any:
    """The same with a `Group` for each object: whoever asks says which keys stand twice."""
    data = json.loads(text, object_pairs_hook=group_of)
    check_depth(data)
    return data
