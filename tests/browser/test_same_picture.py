"""The paused player shows what the export holds: a screenshot against `render_still`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from browser.same_picture import (
    LEVELS,
    largest_difference,
    mean_difference,
    settled_screenshot,
    show_frame_at,
)
from browser.served_app import open_app, read_player, serve_app, stage
from overlays.ad.file import load_ad
from overlays.geometry import Rect
from renderer.frames import render_still
from renderer.plan import RenderPlan, build_plan

WHOLE = Rect(0, 0, 1080, 1920)
SAMPLE = Path(__file__).parents[2] / "samples" / "slow_coffee"
# Before the button's color, in the middle of its coming up, after it, and late in the sound row.
IN_FEED = [("tiktok/in_feed", time) for time in (0.4, 1.0, 2.2, 3.3, 9.77)]
# After the change to the feed, around the button's color, and after it.
TOP_VIEW = [("tiktok/top_view", time) for time in (3.5, 4.0, 5.1, 5.3, 6.0)]
# Five in the takeover and two in the change: there the clip is enlarged, and a browser has a filter
# of its own for that. Textures and edges of the clip differ by much in a few pixels, by little on
# the whole.
ENLARGED = (0.2, 0.5, 1.0, 2.0, 2.9, 3.09, 3.2)
MEAN_LEVELS = 4.0


@pytest.fixture(scope="module")
def players(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[Page, RenderPlan]]]:
    """The sample in both placements, paused, its stage without the phone's round corners."""
    folder = tmp_path_factory.mktemp("same")
    for name in ("avatar.png", "cover.jpg", "clip.mp4"):
        (folder / name).write_bytes((SAMPLE / name).read_bytes())
    text = (SAMPLE / "ad.yaml").read_text(encoding="utf-8")
    with ExitStack() as open_apps:
        pages = {}
        for placement in ("tiktok/in_feed", "tiktok/top_view"):
            work = folder / placement
            work.mkdir(parents=True)
            ad_path = folder / f"{work.name}.yaml"
            ad_path.write_text(text.replace("tiktok/in_feed", placement), encoding="utf-8")
            address = open_apps.enter_context(serve_app(work, {"SPARKPROOF_AD": str(ad_path)}))
            pages[placement] = (
                _paused_page(chromium, address),
                build_plan(load_ad(ad_path), stamp=True),
            )
        yield pages
        for page, _ in pages.values():
            page.close()


def _paused_page(chromium: Browser, address: str) -> Page:
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, device_scale_factor=3)
    open_app(page, address)
    page.get_by_role("button", name="Pause").click()
    stage(page).evaluate("stage => { stage.style.borderRadius = 0; }")
    return page


@pytest.mark.parametrize(("placement", "time"), [*IN_FEED, *TOP_VIEW])
def test_paused_player_and_still_are_the_same_picture(
    players: dict[str, tuple[Page, RenderPlan]], placement: str, time: float
) -> None:
    page, plan = players[placement]
    show_frame_at(page, plan, time)
    frame = render_still(plan, Fraction(str(read_player(page)["shown"])))
    assert abs(float(frame.time) - time) < 0.05
    shot = settled_screenshot(page)
    assert shot[0].shape == (1920, 1080)
    shown = [layer for layer in plan.chrome.layers if layer.is_visible(frame.time)]
    assert shown
    differences = {layer.id: largest_difference(shot, frame.planes, layer.rect) for layer in shown}
    assert {name: worst for name, worst in differences.items() if worst > LEVELS} == {}


def test_the_comparison_would_see_a_layer_one_pixel_aside(
    players: dict[str, tuple[Page, RenderPlan]],
) -> None:
    page, plan = players["tiktok/in_feed"]
    show_frame_at(page, plan, 3.3)
    frame = render_still(plan, Fraction(str(read_player(page)["shown"])))
    shot = settled_screenshot(page)
    moved = tuple(np.roll(plane, 1, axis=1) for plane in shot)
    username = plan.chrome.layer("username").rect
    assert largest_difference((moved[0], moved[1], moved[2]), frame.planes, username) > 10 * LEVELS


@pytest.mark.parametrize("time", ENLARGED)
def test_the_takeover_stands_where_the_export_has_it(
    players: dict[str, tuple[Page, RenderPlan]], time: float
) -> None:
    page, plan = players["tiktok/top_view"]
    show_frame_at(page, plan, time)
    frame = render_still(plan, Fraction(str(read_player(page)["shown"])))
    shot = settled_screenshot(page)
    assert mean_difference(shot, frame.planes, WHOLE) < MEAN_LEVELS
    for layer in plan.chrome.layers:
        if layer.is_visible(frame.time):
            assert mean_difference(shot, frame.planes, layer.rect) < MEAN_LEVELS, layer.id
    # Two pixels aside would be seen.
    moved = (np.roll(shot[0], 2, axis=1), shot[1], shot[2])
    assert mean_difference(moved, frame.planes, WHOLE) > 1.3 * mean_difference(
        shot, frame.planes, WHOLE
    )
