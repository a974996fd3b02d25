"""`compare_dump` and `compare_screen`: a screen of the app, by its dump or by its picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from overlays.ad import SparkAd
from overlays.placements import load_placement
from qa.compare.dump import read_dump
from qa.compare.elements import find_elements
from qa.compare.profiles import LIVE
from qa.finding import Finding, Report, verdict_of
from qa.live.judging import Screen, judge_screen
from qa.live.order import order_of
from qa.live.words import found_by_words
from qa.measure.measuring import known_of
from qa.measure.ours import Area, our_elements
from qa.measure.screenshot import find_in_screenshot


def compare_dump(ad: SparkAd, path: Path, density: float | None = None) -> Report:
    """What an element dump shows that is not as the ad has it.

    `density` is the pixels of each dp, found if not given. Raises ActualError for a file that is no
    dump, or one of another app, and PlacementError and PictureError for the ad.
    """
    placement = load_placement(ad.ad.placement)
    known = known_of(ad, placement)
    sighted = find_elements(read_dump(path), known, density)
    area = Area(sighted.width, sighted.height, sighted.feed.bottom, sighted.status_bar)
    ours = our_elements(ad, placement, area)
    return _report(Screen(sighted, ours, {}, known))


def compare_screen(ad: SparkAd, picture: npt.NDArray[np.uint8], name: str) -> Report:
    """The same of a screenshot of the app. sRGB, height x width x 3.

    Elements are known by their form, and where the reader of words is installed by their words.

    Raises ActualError for a picture of something else, or one too small to tell.
    """
    placement = load_placement(ad.ad.placement)
    found = find_in_screenshot(picture, ad, placement, name)
    known = known_of(ad, placement)
    by_words = found_by_words(picture, found, known)
    sighted = replace(found.sighted, found={**found.sighted.found, **by_words})
    unfound = {name: why for name, why in found.missing.items() if name not in by_words}
    return _report(Screen(sighted, found.ours, unfound, known))


def _report(screen: Screen) -> Report:
    findings, regions = judge_screen(screen)
    remarks = (Finding("not-judged", "info", "", remark) for remark in screen.sighted.remarks)
    said = (*findings, *order_of(screen), *remarks)
    return Report(verdict_of(said, regions), LIVE, said, regions)
