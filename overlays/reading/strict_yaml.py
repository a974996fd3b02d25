"""YAML as ad files use it: plain values only, no aliases, no tags, no key twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from overlays.reading.groups import Group, check_depth, keys_twice

_MAP = "tag:yaml.org,2002:map"
# Of a lone `=`, which is text like any other here.
_TAG_OF_EQUALS = "tag:yaml.org,2002:value"
# The one tag that people write: `!!str 2026` is text. Others make sets, bytes or nothing at all.
_TEXT = "tag:yaml.org,2002:str"


class _GroupLoader(yaml.SafeLoader):
    """Refuses what makes a file mean something else than it shows."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        # A few nested aliases can stand for gigabytes of values.
        if self.check_event(yaml.AliasEvent):
            raise self._refused("aliases (*name) are not allowed")
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "tag", None) not in (None, "!", _TEXT):
            raise self._refused("tags (!name) are not allowed")
        return super().compose_node(parent, index)

    def _refused(self, problem: str) -> yaml.MarkedYAMLError:
        mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
        return yaml.composer.ComposerError(None, None, problem, mark)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, ArithmeticError):
            # What looks like a date or a number and is none: 2026-13-45, 0x_, five thousand digits.
            text = str(node.value)
            shown = text if len(text) <= 40 else f"{text[:37]}..."
            problem = f"{shown} is no date or number that there can be: put text between quotes"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None

    def construct_group(self, node: yaml.MappingNode) -> Iterator[Group]:
        """Keys stay the words that were typed: `on` is no truth, and `2026-11-20` no date."""
        group = Group()
        yield group
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                problem = "a key must be a word, not a list or a group"
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
        group.twice = self._twice_in(node)
        for key_node, value_node in node.value:
            group[key_node.value] = self.construct_object(value_node)

    def construct_text(self, node: yaml.ScalarNode) -> Any:
        return self.construct_scalar(node)

    def _twice_in(self, node: yaml.MappingNode) -> list[str]:
        return keys_twice([key_node.value for key_node, _ in node.value])


class _StrictLoader(_GroupLoader):
    def _twice_in(self, node: yaml.MappingNode) -> list[str]:
        twice = super()._twice_in(node)
        if twice:
            *_, mark = (key.start_mark for key, _ in node.value if key.value == twice[0])
            problem = f"the key {twice[0]!r} stands twice"
            raise yaml.constructor.ConstructorError(None, None, problem, mark)
        return twice


_GroupLoader.add_constructor(_MAP, _GroupLoader.construct_group)
_GroupLoader.add_constructor(_TAG_OF_EQUALS, _GroupLoader.construct_text)


def load_strict_yaml(text: str) -> Any:
    """Plain values from YAML text. Raises yaml.YAMLError or RecursionError."""
    return _load(text, _StrictLoader)


def load_yaml_groups(text: str) -> Any:
    """The same with a `Group` for each mapping: whoever asks says which keys stand twice."""
    return _load(text, _GroupLoader)


def reason_of(error: Exception) -> str:
    """Why text could not be read as YAML or JSON, in one line, with its place where that is known.

    `error` is one that the loaders of this folder raise.
    """
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        return f"line {mark.line + 1}, column {mark.column + 1}: {error.problem}"
    return " ".join(str(error).split())[:200]


def _load(text: str, loader: type[_GroupLoader]) -> Any:
    data = yaml.load(text, Loader=loader)
    check_depth(data)
    return data
