"""The app's screen by meaning: our own layout as a dump, then with one thing wrong at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from overlays.ad import SparkAd
from overlays.errors import ActualError, SparkproofError
from overlays.geometry import Box
from overlays.placements import load_placement
from overlays.viewports import View
from qa.compare.sighting import COUNTS
from qa.compared import Asked, compare_file
from qa.finding import Report
from qa.live import words
from qa.live.screen import compare_screen
from qa.measure.ours import Area, our_elements
from renderer.frames import render_still
from renderer.look import Look
from renderer.output.still import rgb_from_frame
from renderer.plan import build_plan
from support.ads import FOUR_LINES, ad_data, make_ad
from support.dumps import Feed
from support.media import Clip, write_clip

AREA = Area(360, 736, 640, 31)
CAPTION = "Three weeks with this serum and my skin has never looked so calm"
ASKED = Asked(Look())


def feed_of(ad: SparkAd) -> Feed:
    """The layout of an ad as the app would show it."""
    ours = our_elements(ad, load_placement(ad.ad.placement), AREA)
    places = {name: one.box for name, one in ours.items()}
    row = min(places[lower].y - places[upper].y for upper, lower in pairwise(COUNTS))
    words = {name: one.words for name, one in ours.items()}
    return Feed(places, words, row=min(row, 60), status_bar=AREA.status_bar)


def ad_of(placement: str = "tiktok/in_feed", caption: str = CAPTION) -> SparkAd:
    return make_ad(post__caption=caption, ad__placement=placement)


def compared(folder: Path, feed: Feed, ad: SparkAd | None = None, density: float = 3) -> Report:
    path = folder / "feed.xml"
    path.write_text(feed.android(density), encoding="utf-8")
    # Our rail's rows differ from the app's by half a dp, from which a density would be found.
    return compare_file(ad or ad_of(), path, replace(ASKED, density=density))


def failures(report: Report) -> list[tuple[str, str]]:
    return [(f.code, f.element) for f in report.findings if f.severity == "fail"]


def aside(feed: Feed, name: str, dx: float, dy: float) -> Feed:
    box = feed.places[name]
    there = Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)
    return replace(feed, places={**feed.places, name: there})


def saying(feed: Feed, **words: str) -> Feed:
    return replace(feed, words={**feed.words, **words})


def without(feed: Feed, name: str) -> Feed:
    return replace(feed, places={key: box for key, box in feed.places.items() if key != name})


@pytest.mark.parametrize("placement", ["tiktok/in_feed", "tiktok/organic"])
@pytest.mark.parametrize("density", [2.625, 3.0])
def test_our_layout_passes_whatever_the_density(
    placement: str, density: float, tmp_path: Path
) -> None:
    ad = ad_of(placement)
    report = compared(tmp_path, feed_of(ad), ad, density)
    assert failures(report) == []
    assert (report.verdict, report.profile) == ("pass", "live")
    assert {"likes", "avatar", "username", "caption"} <= {
        region.element for region in report.regions if region.verdict == "present"
    }
    assert report.subject.actual == "feed.xml"


@pytest.mark.parametrize(
    "edit",
    [
        lambda feed: saying(feed, likes="9", comments="44.1M"),
        lambda feed: saying(feed, caption=f"{CAPTION[:30]}…more"),
        lambda feed: aside(feed, "search", 3, 4),
        lambda feed: without(feed, "follow"),
    ],
    ids=["counts", "caption cut elsewhere", "a few dp", "followed already"],
)
def test_what_may_differ_passes(edit: Callable[[Feed], Feed], tmp_path: Path) -> None:
    assert failures(compared(tmp_path, edit(feed_of(ad_of())))) == []


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda feed: without(feed, "label"), ("missing", "sponsored_label")),
        (lambda feed: saying(feed, button="Learn more"), ("retyped", "cta")),
        (lambda feed: saying(feed, caption="Three weeks whith this serum"), ("retyped", "caption")),
        (lambda feed: saying(feed, username="glowwithnoah"), ("retyped", "username")),
        (lambda feed: aside(feed, "avatar", 0, -20), ("moved", "avatar")),
    ],
    ids=["no label", "button", "a letter", "name", "avatar"],
)
def test_one_wrong_thing_is_told_by_name(
    edit: Callable[[Feed], Feed], said: tuple[str, str], tmp_path: Path
) -> None:
    assert failures(compared(tmp_path, edit(feed_of(ad_of())))) == [said]


def test_other_words_are_fields_of_their_own(tmp_path: Path) -> None:
    report = compared(tmp_path, saying(feed_of(ad_of()), button="Learn more"))
    (found,) = [f for f in report.findings if f.code == "retyped"]
    assert (found.figures["actual_words"], found.figures["expected_words"]) == (
        "Learn more",
        "Download now",
    )


def test_a_move_is_told_in_pixels_and_dp(tmp_path: Path) -> None:
    report = compared(tmp_path, aside(feed_of(ad_of()), "avatar", 0, -20))
    (found,) = [f for f in report.findings if f.code == "moved"]
    assert float(found.figures["dy_dp"]) == pytest.approx(-20, abs=0.5)
    assert float(found.figures["dy"]) == pytest.approx(-60, abs=1.5)
    assert "higher" in found.message
    assert found.rect is not None
    assert found.rect.right <= AREA.width * 3


def test_a_label_in_an_organic_post_is_unexpected(tmp_path: Path) -> None:
    organic = ad_of("tiktok/organic")
    report = compared(tmp_path, feed_of(ad_of()), organic)
    unexpected = [f for f in report.findings if f.code == "unexpected"]
    assert len(unexpected) == 2
    assert "Sponsored" in unexpected[0].message


def test_a_label_below_the_sound_is_another_order(tmp_path: Path) -> None:
    feed = feed_of(ad_of())
    label, sound = feed.places["label"], feed.places["sound"]
    far = sound.y - label.y
    feed = aside(aside(feed, "label", 0, far), "sound", 0, -far)
    assert ("order", "sound") in failures(compared(tmp_path, feed))


def test_a_caption_of_more_lines_moves_the_name_rightly(tmp_path: Path) -> None:
    """The app's letters are wider: its four lines stand where we have three."""
    feed = feed_of(ad_of(caption=FOUR_LINES))
    caption = feed.places["caption"]
    taller = {"caption": caption._replace(top=caption.top - 18)}
    feed = replace(aside(feed, "username", 0, -18), places={**feed.places, **taller})
    feed = aside(feed, "username", 0, -18)
    assert failures(compared(tmp_path, feed, ad_of(caption=FOUR_LINES))) == []


def test_a_dump_is_not_compared_by_pixels(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed_of(ad_of()).android(3), encoding="utf-8")
    with pytest.raises(SparkproofError, match=r"feed\.xml is an element dump.*--profile live"):
        compare_file(ad_of(), path, replace(ASKED, profile="export"))
    path.write_text("<html>no dump</html>", encoding="utf-8")
    with pytest.raises(ActualError, match="no element dump"):
        compare_file(ad_of(), path, ASKED)


def test_a_screenshot_is_judged_by_the_forms_of_its_elements(tmp_path: Path) -> None:
    data = ad_data()
    data["post"]["video"] = write_clip(tmp_path / "clip.mp4", Clip(width=270, height=480))
    ad = SparkAd.model_validate(data)
    plan = build_plan(ad, view=View(width=720))
    shown = np.asarray(rgb_from_frame(render_still(plan, Fraction(0))))
    report = compare_screen(ad, shown, "shown.png")
    assert failures(report) == []
    verdicts = {region.element: region.verdict for region in report.regions}
    assert verdicts["caption"] == verdicts["search"] == "present"
    with pytest.raises(ActualError):
        compare_screen(ad, np.full((1280, 720, 3), 90, np.uint8), "grey.png")


def test_other_letters_of_a_screenshot_are_known_by_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name in letters twice as wide has another form and says the same."""
    data = ad_data()
    data["post"]["video"] = write_clip(tmp_path / "clip.mp4", Clip(width=270, height=480))
    ad = SparkAd.model_validate(data)
    plan = build_plan(ad, view=View(width=1080))
    shown = np.array(rgb_from_frame(render_still(plan, Fraction(0))))
    box = plan.chrome.layer("username").rect
    name = shown[box.y : box.bottom, box.x : box.right]
    wide = cv2.resize(name, (2 * box.width, box.height))
    shown[box.y : box.bottom, box.x : box.x + wide.shape[1]] = wide

    def name_of(picture: np.ndarray) -> tuple[str, int]:
        regions = {one.element: one for one in compare_screen(ad, picture, "shown.png").regions}
        return regions["username"].verdict, int(regions["username"].figures.get("dy", 0))

    assert name_of(shown) == ("present", 0)
    lower = shown.copy()
    lower[box.y - 60 : box.bottom - 60] = shown[box.y : box.bottom]
    lower[box.bottom - 60 : box.bottom] = shown[box.y - 70 : box.y - 70 + 60]
    verdict, far = name_of(lower)
    assert verdict == "moved"
    assert abs(far + 60) <= 6
    monkeypatch.setattr(words, "can_read", lambda: False)
    assert name_of(shown) == ("not-judged", 0)
