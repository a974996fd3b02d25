"""Placement files on disk: where they are looked for, and their plain values."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import Any, NamedTuple

from overlays.errors import PlacementError
from overlays.reading.figures import shown
from overlays.reading.merging import MergeError, merged
from overlays.reading.names import unknown_name
from overlays.reading.strict_json import load_strict_json

_FOLDER = Path(__file__).parent
PLATFORM = "platform.json"
_COMMON = _FOLDER / "common.json"
_FILE_LIMIT = 1_000_000
_INHERITANCE_LIMIT = 20
_OLD_KEYS = {
    *("grid", "assumed_status_bar", "badge_color", "shadow", "scrims", "tabs", "text_column"),
    *("rail", "progress", "takeover", "safe_zones"),
}
_OLD_FORM = (
    "this is the form of before, in which a placement had fixed groups; it is made of parts now: "
    "write what differs under parts, by id, as docs/placements.md shows under “From the old form”"
)


class PlacementFile(NamedTuple):
    """A file by its id; equal for as long as nobody has written it again.

    The id of a platform's own file is the platform's name.
    """

    id: str
    path: Path
    modified: int
    size: int


def placement_folders() -> tuple[Path, ...]:
    """Where placements are looked for: those of `SPARKPROOF_PLACEMENTS` first, then our own."""
    listed = os.environ.get("SPARKPROOF_PLACEMENTS", "")
    return (*(Path(name) for name in listed.split(os.pathsep) if name), _FOLDER)


def is_built_in(path: Path) -> bool:
    """True for a file of ours."""
    return path.is_relative_to(_FOLDER)


def missing_folders() -> tuple[str, ...]:
    """One sentence for each folder of `SPARKPROOF_PLACEMENTS` that is not there."""
    return tuple(
        f"SPARKPROOF_PLACEMENTS names {folder}, which is not a folder"
        for folder in placement_folders()
        if not folder.is_dir()
    )


def find_placement_files() -> tuple[PlacementFile, ...]:
    """Every placement file, sorted by id; a folder that is named earlier wins."""
    files: dict[str, PlacementFile] = {}
    for folder in placement_folders():
        for path in sorted(folder.glob("*/*.json")):
            id_ = f"{path.parent.name}/{path.stem}"
            # Archives of some systems bring hidden files beside the real ones.
            if not path.name.startswith(".") and path.name != PLATFORM and id_ not in files:
                files[id_] = _described(id_, path)
    return tuple(files[id_] for id_ in sorted(files))


def find_platform_files() -> tuple[PlacementFile, ...]:
    """What the placements of a platform share, and what all do ("")."""
    files = {"": _described("", _COMMON)}
    for folder in placement_folders():
        for path in sorted(folder.glob(f"*/{PLATFORM}")):
            files.setdefault(path.parent.name, _described(path.parent.name, path))
    return tuple(files[id_] for id_ in sorted(files))


def _described(id_: str, path: Path) -> PlacementFile:
    try:
        facts = path.stat()
    except OSError:
        return PlacementFile(id_, path, 0, 0)
    return PlacementFile(id_, path, facts.st_mtime_ns, facts.st_size)


def read_placement_file(path: Path) -> dict[str, Any]:
    """The plain values that stand in one file. Raises PlacementError.

    Many placements begin with the same few files, so what is in them is shared: only the outer
    dict is the caller's.
    """
    file = _described("", path)
    return dict(_read(path, file.modified, file.size))


@functools.lru_cache(maxsize=128)
def _read(path: Path, _modified: int, _size: int) -> dict[str, Any]:
    try:
        if path.exists() and not path.is_file():
            raise PlacementError(f"the placement file {path} is not a file that can be read")
        if path.stat().st_size > _FILE_LIMIT:
            raise PlacementError(f"the placement file {path} is too large (limit 1 MB)")
        data = load_strict_json(path.read_text(encoding="utf-8-sig"))
    except RecursionError:
        raise PlacementError(
            f"the placement file {path} is not valid JSON: it is nested too deeply"
        ) from None
    except OSError as error:
        raise PlacementError(
            f"the placement file {path} cannot be read: {error.strerror}"
        ) from error
    except ValueError as error:
        raise PlacementError(f"the placement file {path} is not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise PlacementError(f"the placement file {path} must hold a JSON object")
    if not isinstance(data.get("abstract", False), bool):
        raise wrong_file(path, "abstract: must be true or false")
    old = sorted(_OLD_KEYS & data.keys())
    if old:
        raise wrong_file(path, f"{', '.join(old)}: {_OLD_FORM}")
    return data


def read_platform_file(path: Path) -> dict[str, Any]:
    """The `name` of a platform and what its placements have in `common`. Raises PlacementError."""
    data = read_placement_file(path)
    unknown = sorted(data.keys() - {"name", "common"})
    if unknown:
        raise wrong_file(path, f"{unknown[0]}: there is no such key; a platform has name, common")
    name = data.get("name")
    if not isinstance(name, str) or not name.strip():
        raise wrong_file(path, "name: is missing; it says what people call the platform")
    if not isinstance(data.get("common", {}), dict):
        raise wrong_file(path, "common: must be a group of what the platform's placements share")
    return data


def shared_values(platform: str, paths: dict[str, Path]) -> dict[str, Any]:
    """What every placement of a platform begins with. Raises PlacementError."""
    values = read_placement_file(paths[""])
    if platform not in paths:
        return values
    try:
        return merged(values, read_platform_file(paths[platform]).get("common", {}))
    except MergeError as error:
        raise wrong_file(paths[platform], f"common.{error}") from None


def inherited_values(
    placement_id: str, paths: dict[str, Path], platforms: dict[str, Path]
) -> dict[str, Any]:
    """The values of a placement with those of its ancestors filled in. Raises PlacementError.

    The first ancestor begins with what its platform's placements share. `paths` are those of all
    placement files by id, `platforms` those of `find_platform_files`.
    """
    data, seen = read_placement_file(paths[placement_id]), [placement_id]
    data.setdefault("id", None)
    files = [data]
    while "extends" in files[-1]:
        parent = files[-1].pop("extends")
        try:
            _check_parent(parent, seen, paths)
        except ValueError as error:
            raise wrong_file(paths[seen[-1]], f"extends: {error}") from None
        seen.append(parent)
        files.append(read_placement_file(paths[parent]))
    values = shared_values(seen[-1].split("/")[0], platforms)
    for file, id_ in zip(reversed(files), reversed(seen), strict=True):
        own = {key: value for key, value in file.items() if key != "abstract"}
        try:
            values = merged(values, own)
        except MergeError as error:
            raise wrong_file(paths[id_], str(error)) from None
    return values


def wrong_file(path: Path, words: str) -> PlacementError:
    """An error that names the file."""
    return PlacementError(f"the placement file {path} is wrong: {words}")


def _check_parent(parent: object, seen: list[str], paths: dict[str, Path]) -> None:
    if not isinstance(parent, str):
        raise ValueError(f"must be the id of one placement, not {shown(parent)}")
    if parent == seen[-1]:
        raise ValueError(f"{seen[-1]} extends itself")
    if parent in seen:
        raise ValueError(f"the placements extend each other: {' → '.join([*seen, parent])}")
    if parent not in paths:
        raise ValueError(unknown_name("placement", parent, tuple(paths)))
    if len(seen) > _INHERITANCE_LIMIT:
        raise ValueError(f"more than {_INHERITANCE_LIMIT} placements extend each other")
