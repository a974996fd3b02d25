"""An ad and a picture of it: the ad rendered at that time, and what differs."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from overlays.ad import SparkAd
from overlays.viewports import View
from qa.diff.report import diff_pictures
from qa.finding import Report
from qa.opening import Opened
from renderer.frames import render_still
from renderer.output.still import rgb_from_frame
from renderer.plan import build_plan


def compare_ad(
    ad: SparkAd, picture: npt.NDArray[np.uint8], at: Fraction, profile: str, view: View
) -> Report:
    """The report on `picture` (uint8, height x width x 3, sRGB) as one of `ad` at a media time.

    Raises SparkproofError for an ad that cannot be drawn.
    """
    plan = build_plan(ad, view=view)
    expected = rgb_from_frame(render_still(plan, at))
    return diff_pictures(Opened(_opaque(expected)), Opened(_opaque(picture)))


def _opaque(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    return np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
