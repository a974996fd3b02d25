"""Rows of a JSON or YAML table: a list of groups, their keys nested or dotted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from batch.table_row import Row, checked_row, refusal, wrong_row
from overlays.reading.groups import paths_twice
from overlays.reading.strict_json import load_json_groups
from overlays.reading.strict_yaml import load_yaml_groups, reason_of


def read_object_rows(text: str, path: Path, kind: str) -> tuple[Row, ...]:
    """The rows in JSON or YAML text. Raises TableError where it is no list of rows."""
    try:
        data = load_json_groups(text) if kind == "JSON" else load_yaml_groups(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise refusal(f"{path.name} is not valid {kind}: {reason_of(error)}") from error
    if not isinstance(data, list) or (data and not any(isinstance(item, dict) for item in data)):
        raise refusal(f"{path.name} must be a list of rows, each a group of keys and values")
    return tuple(_row_of(number, item) for number, item in enumerate(data, 1))


def _row_of(number: int, item: object) -> Row:
    place = f"row {number}"
    if not isinstance(item, dict):
        return wrong_row(number, place, "must be a group of keys and values")
    pairs = list(_leaves(item, ""))
    counts = Counter(name for name, _ in pairs)
    twice = [*paths_twice(item), *(name for name, count in counts.items() if count > 1)]
    if twice:
        return wrong_row(number, place, *(f"{name} stands twice" for name in twice))
    if not all(key for name, _ in pairs for key in name.split(".")):
        return wrong_row(number, place, "has an empty key: write a column's name before the colon")
    return checked_row(number, place, dict(pairs))


def _leaves(item: Mapping[Any, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """`{"ad": {"locale": "fr"}}` and `{"ad.locale": "fr"}` are the same."""
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{name}.")
        else:
            yield name, value
