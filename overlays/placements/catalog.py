"""Placements as files: `<folder>/<platform>/<name>.json`, found, read and checked.

A file may extend another and say only what differs; an abstract one is only there to be extended.
Folders named in `SPARKPROOF_PLACEMENTS` come before the installed ones, so that a new placement
needs no code. A file that is wrong does not take the others down.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from overlays.errors import PlacementError
from overlays.placements.checks import placement_problems
from overlays.placements.files import (
    PlacementFile,
    find_placement_files,
    inherited_values,
    missing_folders,
    read_placement_file,
)
from overlays.placements.spec import Number, Placement
from overlays.placements.values import shown
from overlays.reading.names import unknown_name

_MOST_PROBLEMS = 8
# Groups whose numbered members are no [value, source, confidence].
_LISTS = {"grid", "order", "stops", "buttons", "safe_zones", "points"}
_TRIPLE = "write [value, source, H…A]"
_NO_TRIPLE = {"named_tuple_type", "arguments_type", "too_long"}


@dataclass(frozen=True, slots=True)
class _Catalog:
    """What the files came to: placements by id, a sentence for each wrong one, abstract ids."""

    placements: Mapping[str, Placement]
    broken: Mapping[str, str]
    abstract: frozenset[str]


def list_placement_ids() -> tuple[str, ...]:
    """Ids of the placements that can be loaded, sorted: `tiktok/in_feed` and so on."""
    return tuple(_catalog(find_placement_files()).placements)


def broken_placements() -> tuple[PlacementError, ...]:
    """Why some placements are not listed: folders that are not there, files that are wrong."""
    broken = _catalog(find_placement_files()).broken
    # What extends a broken file fails with the same sentence.
    sentences = dict.fromkeys((*missing_folders(), *broken.values()))
    return tuple(map(PlacementError, sentences))


def load_placement(placement_id: str) -> Placement:
    """The placement of that id. Raises PlacementError for an unknown or broken one."""
    catalog = _catalog(find_placement_files())
    if placement_id in catalog.placements:
        return catalog.placements[placement_id]
    if placement_id in catalog.broken:
        raise PlacementError(catalog.broken[placement_id])
    if placement_id in catalog.abstract:
        raise PlacementError(f"the placement {placement_id} is abstract: only there to be extended")
    unknown = unknown_name("placement", placement_id, tuple(catalog.placements))
    raise PlacementError("; ".join((*missing_folders(), unknown)))


def placement_data(placement_id: str) -> dict[str, Any]:
    """The plain values of a placement with those of its ancestors filled in. PlacementError."""
    paths = {file.id: file.path for file in find_placement_files()}
    return inherited_values(placement_id, paths)


@functools.lru_cache(maxsize=8)
def _catalog(files: tuple[PlacementFile, ...]) -> _Catalog:
    paths = {file.id: file.path for file in files}
    placements: dict[str, Placement] = {}
    broken: dict[str, str] = {}
    abstract: set[str] = set()
    for id_, path in paths.items():
        try:
            if read_placement_file(path).get("abstract"):
                abstract.add(id_)
            else:
                placements[id_] = _checked(id_, paths)
        except PlacementError as error:
            broken[id_] = str(error)
    return _Catalog(placements, broken, frozenset(abstract))


def _checked(placement_id: str, paths: dict[str, Path]) -> Placement:
    problems: tuple[str, ...]
    try:
        placement = Placement.model_validate(inherited_values(placement_id, paths))
    except ValidationError as error:
        problems = _sentences(error)
    except RecursionError:
        problems = ("it is nested too deeply",)
    else:
        problems = placement_problems(placement)
        if placement.id != placement_id:
            problems = (f"id: must be {placement_id}, as the file is called", *problems)
        if not problems:
            return placement
    raise PlacementError(f"the placement file {paths[placement_id]} is wrong: {_joined(problems)}")


def _joined(problems: tuple[str, ...]) -> str:
    more = len(problems) - _MOST_PROBLEMS
    words = "; ".join(problems[:_MOST_PROBLEMS])
    return f"{words}; and {more} more" if more > 0 else words


def _sentences(error: ValidationError) -> tuple[str, ...]:
    found = error.errors(include_url=False)
    # A group is wrong because a value in it is: the value says enough.
    parents = {details["loc"][:end] for details in found for end in range(len(details["loc"]))}
    own = (details for details in found if details["loc"] not in parents)
    return tuple(dict.fromkeys(map(_sentence, own)))


def _sentence(details: ErrorDetails) -> str:
    loc, kind, value = details["loc"], details["type"], details["input"]
    part = ""
    last = loc[-1]
    if len(loc) > 1 and isinstance(last, int) and _holds_a_value(loc[-2]):
        loc, part = loc[:-1], f"the {Number._fields[last]} "
    path = ".".join(map(str, loc))
    if kind == "missing" or (value is None and not part):
        return f"{path}: {part}is missing{f'; {_TRIPLE}' if part else ''}"
    if kind == "extra_forbidden":
        return f"{path}: there is no such key; take it away or correct its spelling"
    if kind == "wrong_value":
        return f"{path}: {details['msg']}"
    if kind in _NO_TRIPLE and _holds_a_value(loc[-1]):
        return f"{path}: {_TRIPLE}, not {shown(value)}"
    words = details["msg"].replace("Input should", "must").replace("Tuple should", "must")
    return f"{path}: {part}{words}, not {shown(value)}"


def _holds_a_value(name: int | str) -> bool:
    return isinstance(name, str) and name not in _LISTS
