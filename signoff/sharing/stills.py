"""Pictures of a share that stand still: for paper, and until the video is there."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np

from overlays.geometry import Size
from overlays.layers import Chrome
from overlays.viewports import View
from renderer.frames import render_still
from renderer.look import Look
from renderer.output.still import rgb_from_frame
from renderer.picture.rgb import RGB
from renderer.plan import make_plan, plan_over
from renderer.source.info import SourceInfo
from signoff.sharing.pictures import PagePictures, photo_url
from signoff.sharing.shown import ShownView

_WIDTH = 540
# Every placement shows its button by then.
_AT = Fraction(6)


def still_time(source: SourceInfo) -> Fraction:
    """The media time that stands for the whole ad."""
    return min(_AT, source.duration * Fraction(2, 3))


def print_still(shown: ShownView, source: SourceInfo, look: Look) -> str:
    """A picture of the view as a data URL, as the export has it. Raises SourceError."""
    own = replace(look, view=View(shown.id.viewport, look.view.width))
    plan = plan_over(source, shown.phone.ad, own)
    frame = rgb_from_frame(render_still(plan, still_time(source)))
    return photo_url(_shrunk(frame))


def poster(source: SourceInfo, pictures: PagePictures) -> str:
    """The name of the clip's first picture, without chrome. Raises SourceError."""
    width = min(_WIDTH, source.display_size.width)
    height = source.display_size.height * width / source.display_size.width
    size = Size(max(2, round(width / 2) * 2), max(2, round(height / 2) * 2))
    plan = make_plan(source, Chrome(size, (), digest="none"))
    return pictures.photo(f"poster {plan.digest}", rgb_from_frame(render_still(plan, Fraction(0))))


def _shrunk(picture: RGB) -> RGB:
    height = round(picture.shape[0] * _WIDTH / picture.shape[1])
    return cv2.resize(picture, (_WIDTH, height), interpolation=cv2.INTER_AREA).astype(np.uint8)
