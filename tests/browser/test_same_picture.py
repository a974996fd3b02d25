"""The paused player shows what the export holds: a screenshot of the stage against `render_still`.

The stage is 360 CSS pixels wide, so at three device pixels each the screenshot is the canvas, pixel
for pixel. It is compared in the export's own terms, Y'CbCr 4:2:0: what is left then is rounding, at
most LEVELS of 219 (Y') or 224 (Cb, Cr) in the box of every layer. In RGB the difference would look
larger at coloured edges (up to 97 of 255 beside white letters on a red button), because the export
halves the resolution of colour and a screen does not.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from browser.served_app import open_app, read_player, serve_app, stage, wait_until
from PIL import Image
from playwright.sync_api import Browser, Page

from overlays.ad_file import load_ad
from overlays.geometry import Rect
from renderer.color import OFFSETS, YCC_FROM_RGB
from renderer.frames import render_still
from renderer.plan import RenderPlan, build_plan
from renderer.planes import Planes

LEVELS = 4.0
# Before the button's colour, in the middle of its coming up, after it, and late in the sound row.
TIMES = (1.0, 2.2, 3.3, 9.77)

Plane = npt.NDArray[np.floating]


@pytest.fixture(scope="module")
def plan(ad_path: Path) -> RenderPlan:
    return build_plan(load_ad(ad_path))


@pytest.fixture(scope="module")
def ad_path() -> Path:
    return Path(__file__).parents[2] / "samples" / "slow_coffee" / "ad.yaml"


@pytest.fixture(scope="module")
def paused(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, ad_path: Path
) -> Iterator[Page]:
    """The sample, paused, its stage without the phone's round corners."""
    with serve_app(tmp_path_factory.mktemp("same"), {"SPARKPROOF_AD": str(ad_path)}) as address:
        page = chromium.new_page(viewport={"width": 1440, "height": 900}, device_scale_factor=3)
        open_app(page, address)
        page.get_by_role("button", name="Pause").click()
        stage(page).evaluate("stage => { stage.style.borderRadius = 0; }")
        yield page
        page.close()


def planes_from_screenshot(png: bytes) -> tuple[Plane, Plane, Plane]:
    """Y'CbCr of the screenshot, chroma between two rows on even columns, as the exporter has it."""
    rgb = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), np.float32)
    ycc = rgb @ YCC_FROM_RGB.T + np.array(OFFSETS, np.float32)
    rows = (ycc[0::2, :, 1:] + ycc[1::2, :, 1:]) / 2
    padded = np.pad(rows, ((0, 0), (1, 1), (0, 0)), mode="edge")
    chroma = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    return ycc[..., 0], chroma[:, 0::2, 0], chroma[:, 0::2, 1]


def largest_difference(shot: tuple[Plane, Plane, Plane], planes: Planes, box: Rect) -> float:
    """In any of the three planes, inside the box."""
    worst = 0.0
    for part, (mine, theirs) in enumerate(zip(shot, (planes.y, planes.u, planes.v), strict=True)):
        step = 1 if part == 0 else 2
        rows = slice(box.y // step, box.bottom // step)
        columns = slice(box.x // step, box.right // step)
        worst = max(worst, float(np.abs(mine[rows, columns] - theirs[rows, columns]).max()))
    return worst


@pytest.mark.parametrize("time", TIMES)
def test_paused_player_and_still_are_the_same_picture(
    paused: Page, plan: RenderPlan, time: float
) -> None:
    show_frame_at(paused, plan, time)
    frame = render_still(plan, Fraction(str(read_player(paused)["shown"])))
    assert abs(float(frame.time) - time) < 0.05
    shot = planes_from_screenshot(stage(paused).screenshot())
    assert shot[0].shape == (1920, 1080)
    differences = {
        layer.id: largest_difference(shot, frame.planes, layer.rect) for layer in plan.chrome.layers
    }
    assert len(differences) > 12
    assert {name: worst for name, worst in differences.items() if worst > LEVELS} == {}


def test_the_comparison_would_see_a_layer_one_pixel_aside(paused: Page, plan: RenderPlan) -> None:
    show_frame_at(paused, plan, 3.3)
    frame = render_still(plan, Fraction(str(read_player(paused)["shown"])))
    shot = planes_from_screenshot(stage(paused).screenshot())
    moved = tuple(np.roll(plane, 1, axis=1) for plane in shot)
    username = plan.chrome.layer("username").rect
    assert largest_difference((moved[0], moved[1], moved[2]), frame.planes, username) > 10 * LEVELS


def show_frame_at(page: Page, plan: RenderPlan, time: float) -> None:
    stage(page).evaluate("(stage, time) => stage.querySelector('video').currentTime = time", time)
    step = float(1 / plan.source.frame_rate)
    wait_until(page, lambda: abs(read_player(page)["shown"] - time) < 1.2 * step, "no such frame")
    page.wait_for_timeout(250)
