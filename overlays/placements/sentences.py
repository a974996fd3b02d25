"""pydantic's findings in a placement file as sentences, each with the path of the value."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from overlays.reading.figures import Number, shown
from overlays.reading.names import unknown_name

_TRIPLE = "write [value, source, H…A]"
_NO_TRIPLE = {"named_tuple_type", "arguments_type", "too_long"}


def sentences(error: ValidationError, data: dict[str, Any]) -> tuple[str, ...]:
    """One sentence for each mistake in `data`; a group says nothing where a value in it does."""
    found = error.errors(include_url=False)
    parents = {details["loc"][:end] for details in found for end in range(len(details["loc"]))}
    own = (details for details in found if details["loc"] not in parents)
    return tuple(dict.fromkeys(_sentence(details, data) for details in own))


def _sentence(details: ErrorDetails, data: dict[str, Any]) -> str:
    kind, value = details["type"], details["input"]
    steps, holder = _path(details["loc"], data)
    part = ""
    index = steps[-1] if steps else ""
    if isinstance(holder, list) and isinstance(index, int) and _is_figure(holder):
        steps, part = steps[:-1], f"the {Number._fields[min(index, 2)]} "
    words = _words(kind, value, part, details)
    return f"{_joined(steps, words, data)}{words}"


def _words(kind: str, value: Any, part: str, details: ErrorDetails) -> str:
    if kind == "missing" or (value is None and not part):
        return f"{part}is missing{f'; {_TRIPLE}' if part else ''}"
    if kind == "extra_forbidden":
        return "there is no such key; take it away or correct its spelling"
    if kind == "wrong_value":
        return details["msg"]
    if kind == "value_error":
        return details["msg"].removeprefix("Value error, ")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _unknown_kind(details)
    if kind in _NO_TRIPLE:
        return f"{_TRIPLE}, not {shown(value)}"
    words = details["msg"].replace("Input should", "must").replace("Tuple should", "must")
    return f"{part}{words}, not {shown(value)}"


def _joined(steps: list[int | str], words: str, data: Any) -> str:
    """The path before a sentence, which goes on where that names a value further in."""
    first, colon, _ = words.partition(": ")
    inner = [*first.split(".")] if colon and _is_path(first) else []
    own = _own_steps(steps, inner, data)
    path = ".".join(map(str, own))
    return f"{path}." if inner else f"{path}: "


def _is_path(text: str) -> bool:
    return all(step.isidentifier() or step.isdigit() for step in text.split("."))


def _own_steps(steps: list[int | str], inner: list[str], data: Any) -> list[int | str]:
    """A state has the figures of its part: what it does not change is told of the part."""
    if "when" not in steps:
        return steps
    at = steps.index("when")
    whole = [*steps, *inner]
    changes = _value_at(steps[: at + 2], data)
    if len(whole) > at + 2 and isinstance(changes, dict) and whole[at + 2] not in changes:
        return steps[:at] + steps[at + 2 :]
    return steps


def _value_at(steps: list[int | str], data: Any) -> Any:
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list):
            data = next(
                (one for one in data if isinstance(one, dict) and one.get("id") == step), None
            )
    return data


def _unknown_kind(details: ErrorDetails) -> str:
    value, context = details["input"], details.get("ctx", {})
    key = str(context.get("discriminator", "'part'")).strip("'")
    names = tuple(name.strip(" '") for name in str(context.get("expected_tags", "")).split(","))
    kind = value.get(key) if isinstance(value, dict) else None
    if kind is None:
        return f"{key}: is missing; it says which kind of {key} it is"
    return f"{key}: {unknown_name(f'kind of {key}', str(kind), names)}"


def _path(loc: tuple[int | str, ...], data: Any) -> tuple[list[int | str], Any]:
    """The way to a value as its writer goes it: parts by their id; and what the value stands in."""
    steps: list[int | str] = []
    holder, kind = None, None
    for step in loc:
        if step == "[key]":
            break
        if kind is not None and step == kind:
            # pydantic names the kind that it took a group of a list for.
            kind = None
            continue
        holder, kind, named = data, None, step
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, (list, tuple)) and isinstance(step, int) and step < len(data):
            data = data[step]
            if isinstance(data, dict):
                kind = data.get("part", data.get("block"))
                named = data["id"] if isinstance(data.get("id"), str) else step
        else:
            data = None
        steps.append(named)
    return steps, holder


def _is_figure(values: list[Any]) -> bool:
    """True for a list that is meant as [value, source, confidence]."""
    return not any(isinstance(value, (list, dict)) for value in values) and any(
        isinstance(value, str) for value in values[1:] or [""]
    )
