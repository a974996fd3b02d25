"""The work of `cli.py measure`: what was measured as a file, a table and sentences."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from commands.planned import say
from commands.telling import is_quiet, tell
from overlays.ad import SparkAd
from overlays.errors import SparkproofError
from qa.compare.sighting import ELEMENTS, Sighting
from qa.measure.measuring import Measured, Measurements, measure
from qa.measure.placement_file import Measurement, agreed, placement_id, placement_text
from renderer.files.own_files import spare_own_files
from renderer.files.part_file import part_file


class Who(NamedTuple):
    """Who measured which version of the app on which phone; empty for what was not said."""

    name: str
    app_version: str
    device: str


class Asked(NamedTuple):
    """What is measured, against which ad and placement, at how many pixels for each dp."""

    files: Sequence[Path]
    ad_file: Path | None
    ad: SparkAd | None
    placement: str | None
    density: float | None


def write_measured(asked: Asked, output: Path, who: Who, *, overwrite: bool) -> None:
    """Measures, writes the placement whole or not at all, and says what was found."""
    _spare_inputs(output, asked)
    found = measure(asked.files, asked.ad, asked.placement, asked.density)
    own_id = placement_id(output, found.placement.platform)
    figures = agreed([screen.figures for screen in found.screens])
    source = _source(who, found.screens[0])
    text = placement_text(found.placement, own_id, figures, source, found.confidence)
    with part_file(output, overwrite=overwrite) as part:
        part.write_text(text, encoding="utf-8")
    if not is_quiet():
        _print(found)
    count = f"{len(figures)} figure{'' if len(figures) == 1 else 's'}"
    tell(f"{output}: {own_id}, {count} of {found.placement.id} differ")
    say((*_remarks(found.screens), _how_to_load(output, own_id)))


def _source(who: Who, screen: Measured) -> Measurement:
    version = f"app {who.app_version}" if who.app_version else "app version not said"
    return Measurement(who.name or _user(), date.today(), version, who.device or _device(screen))


def _spare_inputs(output: Path, asked: Asked) -> None:
    if asked.ad and asked.ad_file:
        spare_own_files(output, asked.ad_file, asked.ad)
    for path in asked.files:
        if output.exists() and path.exists() and output.samefile(path):
            raise SparkproofError(f"{output.name} is measured itself: choose another name.")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def _device(screen: Measured) -> str:
    seen = screen.sighted
    return f"a phone of {seen.width:.0f} x {seen.height:.0f} dp, {seen.density:g} px each"


def _print(found: Measurements) -> None:
    for screen in found.screens:
        _print_places(screen)
        _print_words(screen)


def _print_places(screen: Measured) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, title=screen.sighted.source, title_justify="left")
    for heading in ("element", "ours, dp", "measured"):
        table.add_column(heading, no_wrap=True)
    table.add_column("difference")
    for name in ELEMENTS:
        ours, there = screen.ours.get(name), screen.sighted.found.get(name)
        if ours and there:
            difference = _difference(there, ours.box)
            table.add_row(name, _place(there, ours.box), _place(there, there.box), difference)
        elif ours:
            where = f"{ours.box.left:.1f}, {ours.box.top:.1f}"
            table.add_row(name, where, "not found", screen.missing.get(name, ""))
        elif there:
            table.add_row(name, "not there", _place(there, there.box), "")
    console = Console()
    # In a file or a pipe no line has to end at the 80th letter.
    Console(width=None if console.is_terminal else 120).print(table)


def _place(sighting: Sighting, box: Sequence[float]) -> str:
    """`12.0, 553.6  100 x 20`: the corner and what is known of the size; or `middle x, y`."""
    left, top, right, bottom = box
    if not {"l", "t"} <= set(sighting.edges):
        return f"{(left + right) / 2:.1f}, {(top + bottom) / 2:.1f} (middle)"
    width = f"{right - left:.1f}" if "r" in sighting.edges else "…"
    return f"{left:.1f}, {top:.1f}  {width} x {bottom - top:.1f}"


def _difference(sighting: Sighting, ours: Sequence[float]) -> str:
    (left, top, right, bottom), (x, y, end, foot) = sighting.box, ours
    if not {"l", "t"} <= set(sighting.edges):
        moved = {"x": (left + right - x - end) / 2, "y": (top + bottom - y - foot) / 2}
    else:
        moved = {"x": left - x, "y": top - y}
        if "r" in sighting.edges:
            moved["width"] = right - left - end + x
        moved["height"] = bottom - top - foot + y
    return "  ".join(f"{key} {by:+.1f}" for key, by in moved.items() if abs(by) >= 0.05) or "none"


def _print_words(screen: Measured) -> None:
    for one in screen.words:
        print(f"{one.element}: the ad says “{one.ad}”, the app “{one.app}”")


def _remarks(screens: Sequence[Measured]) -> list[str]:
    return [f"{one.sighted.source}: {text}" for one in screens for text in one.sighted.remarks]


def _how_to_load(output: Path, own_id: str) -> str:
    folder = output.resolve().parent
    platform = own_id.partition("/")[0]
    if folder.name == platform:
        return f"set SPARKPROOF_PLACEMENTS={folder.parent} to use it as --placement {own_id}"
    return (
        f"put it into a folder {platform} and name the one around that in SPARKPROOF_PLACEMENTS to "
        f"use it as --placement {own_id}"
    )
