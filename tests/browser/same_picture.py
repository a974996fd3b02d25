"""Compares a screenshot of the stage with a frame of the export, in the export's own terms.

The stage is 360 CSS pixels wide, so at three device pixels each the screenshot is the canvas, pixel
for pixel. It is compared as Y'CbCr 4:2:0: what is left then is rounding, at most LEVELS of 219 (Y')
or 224 (Cb, Cr). In RGB the difference would look larger at coloured edges (up to 97 of 255 beside
white letters on a red button), because the export halves the resolution of colour and a screen does
not.
"""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Page

from browser.served_app import read_player, stage, wait_until
from overlays.geometry import Rect
from renderer.picture.color import OFFSETS, YCC_FROM_RGB
from renderer.picture.planes import Planes
from renderer.plan import RenderPlan

# The largest seen is 6.4, beside the heart, over hard coloured edges in the clip itself.
LEVELS = 8.0

_TWO_FRAMES = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"

Plane = npt.NDArray[np.floating]
Shot = tuple[Plane, Plane, Plane]
"""Y', Cb and Cr of a screenshot."""


def planes_from_screenshot(png: bytes) -> Shot:
    """Y'CbCr of the screenshot, chroma between two rows on even columns, as the exporter has it."""
    rgb = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), np.float32)
    ycc = rgb @ YCC_FROM_RGB.T + np.array(OFFSETS, np.float32)
    rows = (ycc[0::2, :, 1:] + ycc[1::2, :, 1:]) / 2
    padded = np.pad(rows, ((0, 0), (1, 1), (0, 0)), mode="edge")
    chroma = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    return ycc[..., 0], chroma[:, 0::2, 0], chroma[:, 0::2, 1]


def settled_screenshot(page: Page) -> Shot:
    """The stage when two screenshots in a row are the same."""
    shots = [stage(page).screenshot()]

    def rests() -> bool:
        page.evaluate(_TWO_FRAMES)
        shots.append(stage(page).screenshot())
        return shots[-1] == shots[-2]

    wait_until(page, rests, "the paused stage does not come to rest")
    return planes_from_screenshot(shots[-1])


def mean_difference(shot: Shot, planes: Planes, box: Rect) -> float:
    """Of Y', inside the box."""
    rows, columns = slice(box.y, box.bottom), slice(box.x, box.right)
    return float(np.abs(shot[0][rows, columns] - planes.y[rows, columns]).mean())


def largest_difference(shot: Shot, planes: Planes, box: Rect) -> float:
    """In any of the three planes, inside the box."""
    worst = 0.0
    for part, (mine, theirs) in enumerate(zip(shot, (planes.y, planes.u, planes.v), strict=True)):
        step = 1 if part == 0 else 2
        rows = slice(box.y // step, box.bottom // step)
        columns = slice(box.x // step, box.right // step)
        worst = max(worst, float(np.abs(mine[rows, columns] - theirs[rows, columns]).max()))
    return worst


def show_frame_at(page: Page, plan: RenderPlan, time: float) -> None:
    stage(page).evaluate("(stage, time) => stage.querySelector('video').currentTime = time", time)
    step = float(1 / plan.source.frame_rate)
    wait_until(page, lambda: abs(read_player(page)["shown"] - time) < 1.2 * step, "no such frame")
    page.evaluate(_TWO_FRAMES)
