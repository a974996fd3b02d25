"""`find_elements`: what of the feed a dump shows, and where, whatever its elements are called."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from overlays.errors import ActualError
from overlays.geometry import Box
from qa.compare.dump import Dump
from qa.compare.find_edges import find_header, find_progress, find_status_bar, find_tab_bar
from qa.compare.find_rail import Rail, find_rail
from qa.compare.find_text import find_texts
from qa.compare.sighting import Known, Sighted, Sighting

_APPS = (
    *("com.zhiliaoapp.musically", "com.ss.android.ugc.trill", "com.ss.android.ugc.tiktok"),
    *("TikTok", "musically"),
)
"""What the app is called, by its package or its name on an iPhone."""
_SYSTEM = ("com.android.systemui", "android", "")
# In dp, in every dump that was seen (look.md 1).
_PITCH, _TAB_BAR = 60.0, 49.0
# What phones come with, in dots per inch; others are taken as they were found.
DENSITIES = (*range(240, 641, 20), 213, 270, 390, 450)
DOTS = 160
_SAME_DENSITY = 0.004
# Phones held upright; a tablet lays its feed out in another way.
_NARROWEST, _WIDEST = 300.0, 520.0
# Half of the text column's gap to the rail.
_BESIDE = 80.0


def find_elements(dump: Dump, known: Known, density: float | None = None) -> Sighted:
    """What was recognized, in dp. `density` is the pixels of each dp, found if not given.

    Raises ActualError for another app, for two posts at once, and where no density can be found.
    """
    _check_app(dump)
    pixels = dump
    bar = find_tab_bar(pixels)
    foot = bar.top if bar else pixels.height
    rail, is_mirrored = find_rail(pixels, foot), False
    if rail is None:
        mirror = pixels.mirrored()
        rail = find_rail(mirror, foot)
        is_mirrored = rail is not None
        pixels = mirror if is_mirrored else pixels
    if rail is None:
        raise ActualError(
            f"{dump.name} shows no feed: there is no column of buttons with counts at its side"
        )
    density = density or _density(pixels, rail, bar)
    _check_width(dump, density)
    return _sighted(pixels, rail, bar, known, density, is_mirrored)


def _check_app(dump: Dump) -> None:
    apps = Counter(node.app for node in dump.nodes if node.app not in _SYSTEM)
    if apps and not any(app in _APPS for app in apps):
        (app, _), *_ = apps.most_common(1)
        raise ActualError(f"{dump.name} is a dump of {app}, not of TikTok")


def _density(dump: Dump, rail: Rail, bar: Box | None) -> float:
    """By the rail's rows, held against the tab bar where that is not cut off by the system."""
    if dump.system == "ios":
        return 1.0
    found = rail.pitch / _PITCH if rail.pitch else None
    if found is None and bar:
        found = bar.height / _TAB_BAR
    if found is None:
        raise ActualError(
            f"{dump.name} does not tell its density (its rail has rows of several heights): give "
            "it, as in --density 2.625; “adb shell wm density” prints 160 times of it"
        )
    nearest = min(DENSITIES, key=lambda dots: abs(dots / DOTS - found)) / DOTS
    return nearest if abs(nearest / found - 1) <= _SAME_DENSITY else found


def _check_width(dump: Dump, density: float) -> None:
    width = dump.width / density
    if not _NARROWEST <= width <= _WIDEST:
        raise ActualError(
            f"{dump.name} is {width:.0f} dp wide with {density:g} pixels for each dp; a phone is "
            f"{_NARROWEST:.0f} to {_WIDEST:.0f}: give the right --density"
        )


def _sighted(
    pixels: Dump, rail: Rail, bar: Box | None, known: Known, density: float, is_mirrored: bool
) -> Sighted:
    header = tuple(find_header(pixels, known))
    status = find_status_bar(pixels, header)
    foot = bar.top if bar else pixels.height
    progress = find_progress(pixels, foot)
    around = (*header, *rail.found, *([progress] if progress else []))
    dump = pixels.in_dp(density)
    feed = Box(0, 0, dump.width, foot / density)
    texts, remarks = find_texts(dump, feed, dump.width - _BESIDE, known)
    found = {one.name: _scaled(one, 1 / density) for one in around}
    found |= {one.name: one for one in texts}
    more = () if bar else ("no tab bar was found: the feed is taken to end where the screen does",)
    return Sighted(
        dump.name,
        dump.width,
        dump.height,
        feed,
        status / density,
        density,
        found,
        is_mirrored,
        (*rail.remarks, *remarks, *more),
    )


def _scaled(sighting: Sighting, factor: float) -> Sighting:
    return replace(sighting, box=sighting.box.scaled(factor))
