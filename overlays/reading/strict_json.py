"""JSON as our files use it: no key twice."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any


def load_strict_json(text: str) -> Any:
    """Plain values from JSON text. Raises ValueError or RecursionError."""
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise ValueError(f"the key {twice!r} stands twice")
    return values
