"""Keys and values as a file holds them, with what a dict forgets: keys that stand there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

# What any of our files holds is some ten levels deep; more would only exhaust whoever walks it.
_MOST_LEVELS = 64


class Group(dict[Any, Any]):
    """The last value of each key; `twice` are the keys that stand in the group more than once."""

    twice: Sequence[str] = ()


def group_of(pairs: Sequence[tuple[Any, Any]]) -> Group:
    """The group that the pairs make."""
    group = Group(pairs)
    group.twice = keys_twice([key for key, _ in pairs])
    return group


def keys_twice(keys: Sequence[str]) -> list[str]:
    """The keys that stand more than once, in their order."""
    return [key for key, count in Counter(keys).items() if count > 1]


def paths_twice(value: object, prefix: str = "") -> Iterator[str]:
    """The dotted paths of all keys that stand twice, in groups within groups, too."""
    if isinstance(value, Group):
        yield from (f"{prefix}{key}" for key in value.twice)
    if isinstance(value, dict):
        for key, child in value.items():
            yield from paths_twice(child, f"{prefix}{key}.")
    elif isinstance(value, list):
        for child in value:
            yield from paths_twice(child, prefix)


def check_depth(value: object, level: int = 0) -> None:
    """Raises RecursionError for groups and lists within each other beyond all use."""
    if level > _MOST_LEVELS:
        raise RecursionError(f"more than {_MOST_LEVELS} levels")
    if isinstance(value, dict | list):
        for child in value.values() if isinstance(value, dict) else value:
            check_depth(child, level + 1)
