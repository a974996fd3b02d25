"""Our own stills as screenshots: elements are found within 1 dp, or said not to be found."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.errors import ActualError
from overlays.layers import Chrome
from overlays.layout.placement import Placement
from overlays.placements import load_placement, placement_data
from overlays.reading.merging import merged
from overlays.viewports import View
from qa.measure import screenshot
from qa.measure.drawn import draw_ours
from qa.measure.figures import figures_of
from qa.measure.ours import Area
from qa.measure.screenshot import TOLERANCE, Recognized, find_in_screenshot
from support.ads import make_ad
from support.screenshots import RGB, as_screenshot, backdrop, pictured

_NEEDED = {"username", "caption", "label", "button", "likes", "comments", "saves", "shares"}
_AT_THE_TOP = {"live", "tab_explore", "tab_following", "tab_shop", "tab_for_you", "search"}


@functools.cache
def chrome(**values: object) -> Chrome:
    return draw_chrome(make_ad(**values), View(width=720), taps=False)


def still(**values: object) -> RGB:
    drawn = chrome(**values)
    return pictured(drawn, backdrop(drawn.canvas.width, drawn.canvas.height, 2))


def found_in(shot: RGB, ad: SparkAd | None = None, base: str = "tiktok/in_feed") -> Recognized:
    return find_in_screenshot(shot, ad or make_ad(), load_placement(base), "shot.png")


def assert_within_a_dp(found: Recognized, within: float = 1) -> None:
    for name, one in found.sighted.found.items():
        ours = found.ours[name].box
        assert [one.box.x, one.box.y] == pytest.approx([ours.x, ours.y], abs=within), name


@pytest.mark.parametrize(
    ("scale", "bars", "crop"),
    [
        (0.5, (30, 0), (0, 0, 0, 0)),
        (1.0, (60, 80), (0, 0, 0, 0)),
        (1.5, (0, 0), (20, 200, 0, 0)),
    ],
)
def test_our_still_is_measured_as_it_is(
    scale: float, bars: tuple[int, int], crop: tuple[int, int, int, int]
) -> None:
    """As a JPEG with a bar of the system, over a video that nobody knows."""
    found = found_in(as_screenshot(still(), scale=scale, bars=bars, crop=crop))
    assert_within_a_dp(found)
    assert found.sighted.found.keys() >= _NEEDED
    told = found.sighted.found.keys() | found.missing.keys()
    assert told >= _NEEDED | {"avatar", "disc", "search", "progress"}
    assert found.sighted.density == pytest.approx(2 * scale, rel=0.005)
    outside = {name for name, why in found.missing.items() if why.startswith("it is outside")}
    assert outside == (_AT_THE_TOP & told if crop[1] else set())
    assert figures_of(load_placement("tiktok/in_feed"), found.ours, found.sighted, TOLERANCE) == ()


def test_bars_and_crops_are_told() -> None:
    shot = as_screenshot(still(), bars=(60, 0), crop=(30, 0, 0, 100))
    _, beyond, cropped = found_in(shot).sighted.remarks
    assert beyond == "beyond our frame are 60 px above"
    assert cropped == "cropped are 30 px left, 100 px below"


def test_other_words_are_not_recognized_and_nothing_is_guessed() -> None:
    """Not even those that would fit in size and place."""
    shot = as_screenshot(
        still(
            post__caption="Quite another text #elsewhere",
            post__creator__username="somebodyelse",
            ad__call_to_action__label="Shop now",
        )
    )
    found = found_in(shot)
    assert_within_a_dp(found)
    assert {"username", "caption", "button"} & found.sighted.found.keys() == set()
    assert found.missing["caption"].startswith("nothing near its place looks like it")
    assert found.sighted.found.keys() >= {"label", "likes", "comments", "saves", "shares"}


def lifted(values: dict[str, Any], part: str, by: float) -> dict[str, Any]:
    parts = {one["id"]: one for one in values["parts"]}
    now = parts[part]["at"]["bottom"][0]
    return merged(values, {"parts": {part: {"at": {"bottom": [now + by, "lifted", "A"]}}}})


def test_an_app_that_stands_otherwise_is_measured() -> None:
    """Another lift of the texts than of the rail is a difference between the two."""
    base = placement_data("tiktok/in_feed")
    other = Placement.model_validate(lifted(base, "copy", 10))
    area = Area(360, 640, 640, other.frame.status_bar.value)
    shot = as_screenshot(draw_ours(make_ad(), other, area).picture, jpeg=80)
    found = found_in(shot)
    assert found.sighted.found.keys() >= _NEEDED
    moved = {name: one.box.y - found.ours[name].box.y for name, one in found.sighted.found.items()}
    for text in ("username", "caption", "label", "button"):
        for icon in ("likes", "comments", "saves", "shares"):
            assert moved[icon] - moved[text] == pytest.approx(10, abs=1)


def test_a_wider_phone_keeps_its_distances_to_the_edges() -> None:
    placement = load_placement("tiktok/in_feed")
    area = Area(411.4, 731.4, 731.4, placement.frame.status_bar.value)
    found = found_in(as_screenshot(draw_ours(make_ad(), placement, area).picture, scale=1.3125))
    assert found.sighted.width == pytest.approx(411.4, abs=1)
    assert found.sighted.density == pytest.approx(2.625, rel=0.005)
    assert found.sighted.found.keys() >= _NEEDED
    assert_within_a_dp(found, within=0.75)


def test_a_screen_from_right_to_left_is_measured_in_its_own_direction() -> None:
    ad = make_ad(ad__locale="ar")
    shot = as_screenshot(still(ad__locale="ar"))
    found = found_in(shot, ad)
    assert found.sighted.is_mirrored
    assert found.sighted.found.keys() >= _NEEDED
    assert_within_a_dp(found)


def test_something_else_is_refused() -> None:
    with pytest.raises(ActualError, match="of something else"):
        found_in(backdrop(500, 900, 4))
    with pytest.raises(ActualError, match="only 100x178; at least 240 pixels"):
        found_in(np.zeros((178, 100, 3), np.uint8))


def whole_screen(locale: str = "en") -> RGB:
    """A phone of 393 x 852 dp at 3 pixels each; its feed ends over a tab bar. Other words."""
    ad = make_ad(ad__locale=locale, post__caption="Other", post__creator__username="other")
    placement = load_placement("tiktok/in_feed")
    shown = draw_ours(ad, placement, Area(393, 852, 760, placement.frame.status_bar.value))
    return as_screenshot(shown.picture, scale=1179 / shown.canvas.width)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_whole_screen_is_known_by_its_rail_alone(
    monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    """As the app's letters are others than ours: no corner of them pairs."""

    def no_pairs(*_: object) -> None:
        raise ActualError("nothing pairs")

    monkeypatch.setattr(screenshot, "register", no_pairs)
    found = found_in(whole_screen(locale), make_ad(ad__locale=locale))
    assert found.sighted.density == pytest.approx(3)
    assert [found.sighted.width, found.sighted.height] == pytest.approx([393, 852], abs=0.5)
    assert found.sighted.feed.bottom == pytest.approx(760, abs=1)
    assert found.sighted.found.keys() >= {"likes", "comments", "saves", "shares", "button"}
    assert {"username", "caption"} & found.sighted.found.keys() == set()
    assert_within_a_dp(found)
    with pytest.raises(ActualError, match=r"shot\.png is a screenshot of something else"):
        found_in(backdrop(540, 1170, 3))
