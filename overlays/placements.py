"""Placements as files: `<folder>/<platform>/<name>.json`, found, read and checked.

A file may extend another and say only what differs; an abstract one is only there to be extended.
Folders named in `SPARKPROOF_PLACEMENTS` come before the installed ones, so that a new placement
needs no code.
"""

from __future__ import annotations

import functools
import json
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from overlays.errors import PlacementError
from overlays.names import unknown_name
from overlays.placement_checks import placement_problems
from overlays.placement_spec import Number, Placement

_FOLDER = Path(__file__).parent / "placements"


def placement_folders() -> tuple[Path, ...]:
    """Where placements are looked for: those of `SPARKPROOF_PLACEMENTS` first, then our own."""
    listed = os.environ.get("SPARKPROOF_PLACEMENTS", "")
    return (*(Path(name) for name in listed.split(os.pathsep) if name), _FOLDER)


def list_placement_ids() -> tuple[str, ...]:
    """Ids of the installed placements, sorted: `tiktok/in_feed` and so on."""
    return tuple(sorted(id_ for id_ in _placement_files() if not _is_abstract(id_)))


def load_placement(placement_id: str) -> Placement:
    """The placement of that id. Raises PlacementError for an unknown or broken one."""
    if placement_id not in list_placement_ids():
        raise PlacementError(unknown_name("placement", placement_id, list_placement_ids()))
    return _load(placement_id, placement_folders())


@functools.cache
def _load(placement_id: str, _folders: tuple[Path, ...]) -> Placement:
    try:
        placement = Placement.model_validate(placement_data(placement_id))
    except ValidationError as error:
        problems = "; ".join(map(_sentence, error.errors()))
        raise PlacementError(f"the placement {placement_id} is wrong: {problems}") from error
    impossible = placement_problems(placement)
    if impossible:
        raise PlacementError(f"the placement {placement_id} is wrong: {'; '.join(impossible)}")
    return placement


def _sentence(details: ErrorDetails) -> str:
    *parents, last = details["loc"]
    if details["type"] == "missing" and isinstance(last, int):
        part = Number._fields[last]
        return f"{'.'.join(map(str, parents))}: the {part} is missing; write [value, source, H…A]"
    path = ".".join(map(str, details["loc"]))
    return f"{path}: is missing" if details["input"] is None else f"{path}: {details['msg']}"


def placement_data(placement_id: str) -> dict[str, Any]:
    """The plain values of a placement with those of its ancestors filled in. PlacementError."""
    data, seen = _read(placement_id), [placement_id]
    while parent := data.pop("extends", None):
        if parent in seen or parent not in _placement_files():
            raise PlacementError(f"the placement {seen[-1]} extends {parent!r}, which is not there")
        seen.append(parent)
        data = _merged(_read(parent), data)
    data.pop("abstract", None)
    return data


def _placement_files() -> dict[str, Path]:
    """Every placement file by id; a folder that is named earlier wins."""
    files: dict[str, Path] = {}
    for folder in placement_folders():
        for path in folder.glob("*/*.json"):
            files.setdefault(f"{path.parent.name}/{path.stem}", path)
    return files


def _is_abstract(placement_id: str) -> bool:
    try:
        return bool(_read(placement_id).get("abstract"))
    except PlacementError:
        return False


def _read(placement_id: str) -> dict[str, Any]:
    path = _placement_files()[placement_id]
    return dict(_read_file(path, path.stat().st_mtime_ns))


@functools.cache
def _read_file(path: Path, _modified: int) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PlacementError(f"the placement file {path} is not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise PlacementError(f"the placement file {path} must hold a JSON object")
    return data


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """`base` with the changes put in, group by group; a null takes a group away."""
    result = dict(base)
    for key, value in changes.items():
        old = result.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            value = _merged(old, value)
        result[key] = value
    return result
