"""The paused player shows what the export holds: a screenshot against `render_still`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from browser.mounted_player import KeptPlayer, data_for, sample, show
from browser.same_picture import (
    LEVELS,
    Shot,
    largest_difference,
    mean_difference,
    settled_screenshot,
    show_frame_at,
)
from browser.served_app import read_player, stage
from overlays.ad import Brand, Countdown, Disclaimer, SparkAd
from overlays.geometry import Rect
from overlays.placements import load_placement
from renderer.frames import Frame, render_still
from renderer.picture.fit import Fit
from renderer.plan import RenderPlan, build_plan
from support.media import Clip, write_clip
from support.moving import MOVING, write_moving

WHOLE = Rect(0, 0, 1080, 1920)
# Before the button's color and after it; then where a record turns, notes
# drift and the sound slides, early and late.
IN_FEED = [("tiktok/in_feed", time) for time in (0.4, 2.2, 3.3)]
IN_MOTION = [(MOVING, time) for time in (1.0, 9.77)]
# After the change to the feed, around the button's color, and after it.
TOP_VIEW = [("tiktok/top_view", time) for time in (3.5, 4.0, 5.1, 5.3, 6.0)]
# The outline, while the plate comes, on it, while the card comes, on it.
REELS = [("instagram/reels", time) for time in (1.0, 5.2, 7.0, 10.3, 11.0)]
ELSEWHERE = [("youtube/shorts", 2.0), ("instagram/stories", 4.0), ("snapchat/commercial", 6.2)]
# Among gray neighbors: the clip is made smaller, for which a browser has a filter of its own.
ON_CARDS = [("tiktok/search_results", 3.0)]
# The others above have five times in each stage already. Instagram's feed is higher than 9:16: the
# player makes all of it smaller, by a share at which no pixel of both lies on another.
EVERYWHERE = [
    *("facebook/reels", "instagram/stories"),
    *("snapchat/commercial", "snapchat/first_commercial", "snapchat/snap_ad", "tiktok/in_feed"),
    *("tiktok/in_feed_upload", "tiktok/organic", "tiktok/search_feed", "tiktok/search_results"),
    "youtube/shorts",
]
COUNTDOWN = Countdown.model_validate(
    {
        "title": "Two for one",
        "ends": "2026-12-31T23:59:59+01:00",
        "first_frame": "2026-12-31T23:59:50+01:00",
    }
)
BRAND = Brand(name="Hill Coffee", username="hillcoffee", verified=True)
# Five in the takeover and two in the change: there the clip is enlarged, and a browser has a filter
# of its own for that. Textures and edges of the clip differ by much in a few pixels, by little on
# the whole.
ENLARGED = (0.2, 0.5, 1.0, 2.0, 2.9, 3.09, 3.2)
MEAN_LEVELS = 4.0
MOST_ENLARGED = 2.9


@dataclass(frozen=True, slots=True)
class Paused:
    """The player with one ad, paused, its stage without the phone's round corners.

    All have one page: a page for each costs four times as much. `come_back` puts this one there.
    """

    page: Page
    placement: str
    plan: RenderPlan
    come_back: Callable[[], None]

    def at(self, time: float) -> tuple[Shot, Frame]:
        """The screenshot at a time, and the exported frame of the moment that it shows."""
        self.come_back()
        show_frame_at(self.page, self.plan, time)
        shot = settled_screenshot(self.page)
        frame = render_still(self.plan, Fraction(str(read_player(self.page)["shown"])))
        assert abs(float(frame.time) - time) < 0.05
        canvas = self.plan.canvas
        assert shot[0].shape == (canvas.height, canvas.width)
        return shot, frame


OpenPaused = Callable[..., Paused]


@pytest.fixture(scope="module")
def open_paused(chromium: Browser, player_address: str) -> Iterator[OpenPaused]:
    page = chromium.new_page(device_scale_factor=3)
    kept = KeptPlayer(page, player_address)
    now: list[dict[str, Any]] = [{}]

    def opened(ad: SparkAd, fit: Fit = "cover", background: str = "#000000") -> Paused:
        data = data_for(ad, fit=fit, stamp=True, background=background)

        def come_back() -> None:
            if now[0] is not data:
                now[0] = data
                kept.open(data)
                stage(page).evaluate("stage => { stage.style.borderRadius = 0; }")

        plan = build_plan(ad, fit=fit, stamp=True, background=background)
        return Paused(page, ad.ad.placement, plan, come_back)

    yield opened
    page.close()


@pytest.fixture(scope="module")
def players(open_paused: OpenPaused, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Paused]:
    """The sample in the placements."""
    folder = tmp_path_factory.mktemp("placements")
    write_moving(folder)
    placements = ("tiktok/top_view", MOVING, "instagram/reels", *EVERYWHERE)
    values = {
        **{"brand": BRAND, "headline": "One bean, one valley"},
        **{
            "countdown": COUNTDOWN,
            "ai_label": True,
            "disclaimer": Disclaimer(text="Results vary."),
        },
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARKPROOF_PLACEMENTS", str(folder))
        ads = {one: sample("slow_coffee", placement=one, **values) for one in placements}
        return {one: open_paused(ad) for one, ad in ads.items()}


@pytest.mark.parametrize(
    ("placement", "time"), [*IN_FEED, *IN_MOTION, *TOP_VIEW, *REELS, *ELSEWHERE]
)
def test_paused_player_and_still_are_the_same_picture(
    players: dict[str, Paused], placement: str, time: float
) -> None:
    shot, frame = players[placement].at(time)
    layers = players[placement].plan.chrome.layers
    shown = [layer for layer in layers if layer.is_visible(frame.time)]
    assert shown
    differences = {layer.id: largest_difference(shot, frame.planes, layer.rect) for layer in shown}
    assert {name: worst for name, worst in differences.items() if worst > LEVELS} == {}


@pytest.mark.parametrize(("placement", "time"), ON_CARDS)
def test_a_card_is_the_same_picture_round_its_clip(
    players: dict[str, Paused], placement: str, time: float
) -> None:
    assert different_layers(players[placement], time) == {}


@pytest.mark.long
@pytest.mark.parametrize("placement", EVERYWHERE)
def test_it_is_the_same_picture_at_five_times_in_each_stage(
    players: dict[str, Paused], placement: str
) -> None:
    paused = players[placement]
    for time in five_times_in_each_stage(paused):
        assert different_layers(paused, time) == {}, time


def five_times_in_each_stage(paused: Paused) -> list[float]:
    """Of the stages that the clip reaches."""
    duration = float(paused.plan.source.duration)
    stages = load_placement(paused.placement).timeline or (None,)
    times = []
    for of_stage in stages:
        start, end = (of_stage.span.start, of_stage.span.end) if of_stage else (0, None)
        last = min(float(end or duration), duration)
        times += [round(start + (last - start) * (one + 0.5) / 5, 2) for one in range(5)]
    return [time for time in times if time < duration]


def different_layers(paused: Paused, time: float) -> dict[str, float]:
    """By how much, of the layers that do; where a clip is made smaller, on the whole."""
    shot, frame = paused.at(time)
    framing, found = paused.plan.chrome.framing, {}
    for layer in paused.plan.chrome.layers:
        if not layer.is_visible(frame.time):
            continue
        shines_through = framing is not None and layer.rect.intersect(framing.last) is not None
        differs = mean_difference if shines_through else largest_difference
        difference = differs(shot, frame.planes, layer.rect)
        if difference > (MEAN_LEVELS if shines_through else LEVELS):
            found[layer.id] = difference
    return found


def test_the_comparison_would_see_a_layer_one_pixel_aside(players: dict[str, Paused]) -> None:
    shot, frame = players["tiktok/in_feed"].at(3.3)
    moved = tuple(np.roll(plane, 1, axis=1) for plane in shot)
    username = players["tiktok/in_feed"].plan.chrome.layer("username").rect
    assert largest_difference((moved[0], moved[1], moved[2]), frame.planes, username) > 10 * LEVELS


@pytest.fixture(scope="module")
def enlarged_most(players: dict[str, Paused]) -> tuple[Shot, Frame]:
    return players["tiktok/top_view"].at(MOST_ENLARGED)


@pytest.mark.parametrize("time", ENLARGED)
def test_the_takeover_stands_where_the_export_has_it(
    players: dict[str, Paused], enlarged_most: tuple[Shot, Frame], time: float
) -> None:
    # Under the header the clip alone, enlarged most, differs by up to 10: its textures.
    enlarged, at_most = enlarged_most
    shot, frame = players["tiktok/top_view"].at(time)
    assert mean_difference(shot, frame.planes, WHOLE) < MEAN_LEVELS
    for layer in players["tiktok/top_view"].plan.chrome.layers:
        if layer.is_visible(frame.time):
            of_clip = mean_difference(enlarged, at_most.planes, layer.rect)
            limit = max(MEAN_LEVELS, of_clip + 0.5)
            assert mean_difference(shot, frame.planes, layer.rect) < limit, layer.id
    # Two pixels aside would be seen.
    moved = (np.roll(shot[0], 2, axis=1), shot[1], shot[2])
    assert mean_difference(moved, frame.planes, WHOLE) > 1.3 * mean_difference(
        shot, frame.planes, WHOLE
    )


# A clip as wide as the canvas is not scaled when all of it is shown, and its edges lie on whole CSS
# pixels. Boxes above and below it where no chrome lies; its upper edge and the one of two quarters.
CLIP_HEIGHT = 600
ABOVE, BELOW = Rect(0, 240, 860, 400), Rect(0, 1280, 860, 60)
EDGES = Rect(0, 644, 860, 32), Rect(524, 680, 32, 200)
# The browser blurs in 8 bits and in three passes of a box, the exporter with a Gaussian: 3.1 seen.
BACKDROP_LEVELS = 3.6


@pytest.fixture(scope="module")
def landscape(tmp_path_factory: pytest.TempPathFactory) -> SparkAd:
    """A post without much chrome whose clip is wide."""
    options = (("preset", "ultrafast"), ("crf", "8"))
    clip = Clip(1080, CLIP_HEIGHT, options=options)
    video = write_clip(tmp_path_factory.mktemp("landscape") / "clip.mp4", clip)
    ad = sample("slow_coffee", placement="tiktok/organic")
    post = ad.post.model_copy(update={"video": video, "caption": "short"})
    return ad.model_copy(update={"post": post})


def assert_clip_in_place(shot: Shot, frame: Frame) -> None:
    """The whole clip, unscaled; a pixel aside would be seen."""
    for edge in EDGES:
        here = mean_difference(shot, frame.planes, edge)
        assert here < 1, edge
        moved = (np.roll(shot[0], (1, 1), axis=(0, 1)), shot[1], shot[2])
        assert mean_difference(moved, frame.planes, edge) > 2 * here, edge


def test_bars_have_the_color_and_the_clip_the_place_of_the_export(
    open_paused: OpenPaused, landscape: SparkAd
) -> None:
    shot, frame = open_paused(landscape, "contain", "#3366cc").at(0.5)
    for bar in (ABOVE, BELOW):
        assert largest_difference(shot, frame.planes, bar) < 2, bar
    assert_clip_in_place(shot, frame)


def test_the_backdrop_is_as_soft_and_as_dark_as_in_the_export(
    open_paused: OpenPaused, landscape: SparkAd
) -> None:
    blurred = open_paused(landscape, "blur")
    shot, frame = blurred.at(0.5)
    for box in (ABOVE, BELOW):
        assert largest_difference(shot, frame.planes, box) < BACKDROP_LEVELS, box
    assert_clip_in_place(shot, frame)
    # Other numbers would be seen.
    data = data_for(landscape, fit="blur", stamp=True)
    for name, value in (("sigma", 48.0), ("brightness", 0.72), ("shrink", 30)):
        show(blurred.page, {**data, "backdrop": {**data["backdrop"], name: value}})
        other, _ = blurred.at(0.5)
        assert largest_difference(other, frame.planes, BELOW) > BACKDROP_LEVELS, name
