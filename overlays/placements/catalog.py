"""Placements as files: `<folder>/<platform>/<name>.json`, found, read and checked.

A file may extend another and say only what differs; an abstract one is only there to be extended.
Folders named in `SPARKPROOF_PLACEMENTS` come before the installed ones, so that a new placement
needs no code. A file that is wrong does not take the others down.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from overlays.errors import PlacementError
from overlays.layout.checks import placement_problems
from overlays.layout.placement import Placement
from overlays.placements.files import (
    PlacementFile,
    find_placement_files,
    find_platform_files,
    inherited_values,
    is_built_in,
    missing_folders,
    read_placement_file,
    read_platform_file,
    wrong_file,
)
from overlays.placements.sentences import sentences
from overlays.reading.figures import Confidence
from overlays.reading.names import unknown_name

_MOST_PROBLEMS = 8
_MOST_REMEMBERED = 200
# What is right is known by the files that it is made of: a file that is written, or a folder that
# is named, has only its own placements checked.
_checked_before: dict[tuple[PlacementFile, ...], Placement] = {}


@dataclass(frozen=True, slots=True)
class _Catalog:
    """What the files came to: placements by id, a sentence for each wrong one, abstract ids.

    `names` are those of platforms, by their folders.
    """

    placements: Mapping[str, Placement]
    broken: Mapping[str, str]
    abstract: frozenset[str]
    names: Mapping[str, str]


def list_placement_ids() -> tuple[str, ...]:
    """Ids of the placements that can be loaded, sorted: `tiktok/in_feed` and so on."""
    return tuple(_catalog().placements)


def broken_placements() -> tuple[PlacementError, ...]:
    """Why some placements are not listed: folders that are not there, files that are wrong."""
    broken = _catalog().broken
    # What extends a broken file fails with the same sentence.
    sentences = dict.fromkeys((*missing_folders(), *broken.values()))
    return tuple(map(PlacementError, sentences))


def load_placement(placement_id: str) -> Placement:
    """The placement of that id. Raises PlacementError for an unknown or broken one."""
    catalog = _catalog()
    if placement_id in catalog.placements:
        return catalog.placements[placement_id]
    if placement_id in catalog.broken:
        raise PlacementError(catalog.broken[placement_id])
    if placement_id in catalog.abstract:
        raise PlacementError(f"the placement {placement_id} is abstract: only there to be extended")
    unknown = unknown_name("placement", placement_id, tuple(catalog.placements))
    raise PlacementError("; ".join((*missing_folders(), unknown)))


def compared_with(placement_id: str) -> dict[str, str]:
    """The placements that are compared with one, by id their short names, the first one first.

    Where it says `beside` which, that one and itself; else those of its own platform, or of the
    first that has some, which do not say so.
    """
    placements = _catalog().placements
    own = placements.get(placement_id)
    if own and own.beside in placements:
        return {id_: short_name(id_) for id_ in (own.beside, own.id) if id_}
    found = [one for one in placements.values() if one.compared and one.beside is None]
    found.sort(key=lambda one: (one.compared, one.id))
    platform = placement_id.split("/")[0]
    for name in [platform, *(one.platform for one in found)]:
        same = [one for one in found if one.platform == name]
        if same:
            return {one.id: one.short or one.title for one in same}
    return {}


def short_name(placement_id: str) -> str:
    """The placement's name beside others of its platform; its id where it cannot be loaded."""
    placement = _catalog().placements.get(placement_id)
    return placement_id if placement is None else placement.short or placement.title


def full_name(placement_id: str) -> str:
    """Its name beside others of other platforms: `TikTok In-Feed`; its id where it has none."""
    if placement_id not in _catalog().placements:
        return placement_id
    platform, short = platform_name(placement_id.split("/")[0]), short_name(placement_id)
    return short if short.startswith(platform) else f"{platform} {short}"


_SURE: Mapping[Confidence, str] = {
    "H": "measured in the app",
    "M": "measured in part",
    "L": "drawn after mock-ups and clones, nobody has measured it",
    "A": "assumed",
}


def trust(placement_id: str) -> str:
    """How far to trust what is drawn: when it was checked, how sure it is, whether it varies."""
    placement = _catalog().placements.get(placement_id)
    if placement is None:
        return ""
    day = placement.checked_on
    words = f"Checked on {day.day} {day:%B %Y}. The layout is {_SURE[placement.sure]}."
    return f"{words} {placement.varies}." if placement.varies else words


def placement_data(placement_id: str) -> dict[str, Any]:
    """The plain values of a placement with those of its ancestors filled in. PlacementError."""
    paths, platforms = _paths(find_placement_files()), _paths(find_platform_files())
    return copy.deepcopy(inherited_values(placement_id, paths, platforms))


def platform_name(platform: str) -> str:
    """What people call a platform; its folder's name where it has no file, or a wrong one."""
    return _catalog().names.get(platform, platform)


def placement_titles() -> dict[str, str]:
    """The titles of all placements by id, those of a platform together, under its name."""
    catalog = _catalog()

    def platform(one: Placement) -> str:
        return catalog.names.get(one.platform, one.platform)

    ordered = sorted(catalog.placements.values(), key=lambda one: (platform(one), one.id))
    return {
        one.id: one.title if one.title.startswith(name) else f"{name}: {one.title}"
        for one in ordered
        for name in (platform(one),)
    }


def _paths(files: tuple[PlacementFile, ...]) -> dict[str, Path]:
    return {file.id: file.path for file in files}


def _catalog() -> _Catalog:
    return _look.get()()


def _found() -> _Catalog:
    return _read(find_placement_files(), find_platform_files())


_look: ContextVar[Callable[[], _Catalog]] = ContextVar("look", default=_found)


@contextmanager
def one_look() -> Iterator[None]:
    """Within, this thread looks for files once, and all it asks is answered from what it found.

    A look takes half a millisecond, and a page asks some hundred times. Within another one nothing
    is looked for again.
    """
    if _look.get() is not _found:
        yield
        return
    token = _look.set(functools.cache(_found))
    try:
        yield
    finally:
        _look.reset(token)


@functools.lru_cache(maxsize=8)
def _read(files: tuple[PlacementFile, ...], shared: tuple[PlacementFile, ...]) -> _Catalog:
    paths, platforms = _paths(files), _paths(shared)
    by_id = {file.id: file for file in files}
    placements: dict[str, Placement] = {}
    broken: dict[str, str] = {}
    abstract: set[str] = set()
    for id_, path in paths.items():
        try:
            if read_placement_file(path).get("abstract"):
                abstract.add(id_)
            else:
                made_of = (*_lineage(id_, by_id), *shared)
                placement = _checked_before.get(made_of) or _checked(id_, paths, platforms)
                placements[id_] = _remember(made_of, placement)
        except PlacementError as error:
            broken[id_] = str(error)
    return _Catalog(placements, broken, frozenset(abstract), _names(platforms, broken))


def _names(platforms: dict[str, Path], broken: dict[str, str]) -> dict[str, str]:
    """Of the platforms that have a file; what is wrong with one is told once."""
    names = {}
    for platform, path in platforms.items():
        if platform:
            try:
                names[platform] = str(read_platform_file(path)["name"])
            except PlacementError as error:
                broken.setdefault(platform, str(error))
    return names


def _remember(made_of: tuple[PlacementFile, ...], placement: Placement) -> Placement:
    _checked_before[made_of] = placement
    if len(_checked_before) > _MOST_REMEMBERED:
        _checked_before.pop(next(iter(_checked_before)), None)
    return placement


def _lineage(placement_id: str, files: Mapping[str, PlacementFile]) -> tuple[PlacementFile, ...]:
    """The file of a placement and those that it extends, as far as they can be followed."""
    found: list[PlacementFile] = []
    parent: object = placement_id
    while isinstance(parent, str) and parent in files and files[parent] not in found:
        found.append(files[parent])
        parent = read_placement_file(files[parent].path).get("extends")
    return tuple(found)


def _checked(placement_id: str, paths: dict[str, Path], platforms: dict[str, Path]) -> Placement:
    values = inherited_values(placement_id, paths, platforms)
    problems: tuple[str, ...]
    try:
        placement = Placement.model_validate(values)
    except ValidationError as error:
        problems = sentences(error, values)
    except RecursionError:
        problems = ("it is nested too deeply",)
    else:
        problems = placement_problems(placement, is_built_in=is_built_in(paths[placement_id]))
        if placement.id != placement_id:
            problems = (f"id: must be {placement_id}, as the file is called", *problems)
        if not problems:
            return placement
    raise wrong_file(paths[placement_id], _joined(problems))


def _joined(problems: tuple[str, ...]) -> str:
    more = len(problems) - _MOST_PROBLEMS
    words = "; ".join(problems[:_MOST_PROBLEMS])
    return f"{words}; and {more} more" if more > 0 else words
