"""pydantic's findings as sentences for the person who wrote the file."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from overlays.errors import Problem
from overlays.reading.model_keys import fields_by_key
from overlays.reading.names import nearest_name

_ALIKE = 0.6
# What is typed there may be the creator's code: no sentence, log or page repeats it.
_SECRET = {"authorization", "code"}
_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "path_type": "the path of a file",
    "date_type": "a date such as 2026-11-20",
    "date_parsing": "a date such as 2026-11-20",
    "date_from_datetime_parsing": "a date such as 2026-11-20",
    "date_from_datetime_inexact": "a date such as 2026-11-20",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "finite_number": "a number",
    "model_type": "a group of keys",
    "dict_type": "a group of keys",
    "tuple_type": "a list",
}


def problems_from_validation(error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """One Problem for each mistake that pydantic found."""
    for details in error.errors(include_url=False):
        path = ".".join(str(part) for part in details["loc"])
        yield Problem(path, _sentence(details, model))


def _sentence(details: ErrorDetails, model: type[BaseModel]) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if _SECRET & set(details["loc"][-1:]) and kind not in ("missing", "extra_forbidden"):
        wanted = _TYPES.get(kind)
        return f"must be {wanted}" if wanted else details["msg"].removeprefix("Value error, ")
    if kind == "wrong_value":
        return details["msg"]
    if kind == "missing":
        return "is required"
    if kind == "extra_forbidden":
        return _unknown_key(details, model)
    if kind in _TYPES:
        is_text = kind in ("string_type", "path_type")
        quoted = "; put it between quotes" if is_text and isinstance(details["input"], date) else ""
        return f"must be {_TYPES[kind]}, not {_shown(details['input'])}{quoted}"
    if kind == "string_unicode":
        return "holds half a character (a lone surrogate); type the text again"
    if kind == "string_too_long":
        length = len(details["input"])
        return f"is {length:,} characters long; at most {context['max_length']:,} are allowed"
    if kind == "string_too_short":
        return "must not be empty"
    if kind == "too_long":
        return f"holds {context['actual_length']}; at most {context['max_length']} are allowed"
    if kind == "too_short":
        return f"holds {context['actual_length']}; at least {context['min_length']} are needed"
    if kind == "string_pattern_mismatch":
        return f"must be a color written #RRGGBB, or auto, not {_shown(details['input'])}"
    if kind == "literal_error":
        return _not_in_list(details)
    if kind == "greater_than_equal":
        return f"must be {context['ge']} or more, not {_shown(details['input'])}"
    if kind == "less_than_equal":
        return f"must be {context['le']:,} or less"
    return f"{details['msg'].removeprefix('Value error, ')}, not {_shown(details['input'])}"


def _unknown_key(details: ErrorDetails, model: type[BaseModel]) -> str:
    *parents, key = (str(part) for part in details["loc"])
    allowed = _keys_at(model, parents)
    near = nearest_name(key, allowed, _ALIKE)
    hint = f"did you mean {near}? " if near else ""
    return f"unknown key; {hint}Allowed: {', '.join(allowed)}"


def _not_in_list(details: ErrorDetails) -> str:
    expected = str(details.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    allowed = [name.strip(" '") for name in expected.split(",")]
    near = nearest_name(str(details["input"]), allowed, _ALIKE)
    hint = f"; did you mean {near}?" if near else ";"
    return f"{_shown(details['input'])} is not known{hint} Allowed: {', '.join(allowed)}"


def _keys_at(model: type[BaseModel], parents: list[str]) -> list[str]:
    current: Any = model
    # The place within a list is not one of its models' keys.
    for parent in [parent for parent in parents if not parent.isdigit()]:
        annotation = fields_by_key(current)[parent].annotation
        current = next(o for o in _leaves(annotation) if issubclass(o, BaseModel))
    return sorted(fields_by_key(current))


def _leaves(annotation: Any) -> Iterator[type]:
    """The classes of which a type is made: of `tuple[A, ...] | None` A and NoneType."""
    options = typing.get_args(annotation)
    if isinstance(annotation, type) and not options:
        yield annotation
    for option in options:
        yield from _leaves(option)


def _shown(value: object) -> str:
    text = _spelled(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _spelled(value: object) -> str:
    """As the file spells it, and not as Python would."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_spelled, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_spelled(child)}' for key, child in value.items())}}}"
        case _:
            return repr(value)
