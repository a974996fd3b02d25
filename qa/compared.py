"""An ad and a picture of it: the ad rendered at that time, and what differs, by element."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from overlays.ad import SparkAd
from overlays.placements import load_placement
from overlays.viewports import View
from qa.compare.picture import Ask, compare_picture
from qa.finding import Report, Subject
from renderer.plan import build_plan


def compare_ad(
    ad: SparkAd, picture: npt.NDArray[np.uint8], at: Fraction, profile: str, view: View
) -> Report:
    """The report on `picture` (uint8, height x width x 3, sRGB) as one of `ad` at a media time.

    Raises SparkproofError for an ad that cannot be drawn, a picture of something else, and an
    unknown profile.
    """
    factor = view.frame(load_placement(ad.ad.placement)).factor
    report = compare_picture(build_plan(ad, view=view), picture, Ask(at, profile, factor))
    subject = Subject(placement=ad.ad.placement, locale=ad.ad.locale, viewport=view.viewport)
    return replace(report, subject=subject)
