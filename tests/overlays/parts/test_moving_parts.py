"""Drifting notes, the progress line, the stamp, the date: what stands where and when."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome
from overlays.layers import Layer
from overlays.motion import Drift, Pose, Reveal
from overlays.viewports import View
from support.ads import make_ad
from support.moving import MOVING, write_moving

TWELVE_SECONDS = Creative(Fraction(12))


@pytest.fixture
def moving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a placement with notes."""
    write_moving(tmp_path)
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    return MOVING


def pose_of(layer: Layer, time: str) -> Pose:
    assert isinstance(layer.motion, Drift)
    return layer.motion.poses[layer.motion.step(Fraction(time))]


def test_notes_rise_beside_the_disc_one_after_the_other(moving: str) -> None:
    chrome = draw_chrome(make_ad(ad__placement=moving))
    first, second = chrome.layer("note_1"), chrome.layer("note_2")
    assert first.rect == second.rect
    assert first.rect.bottom == chrome.layer("disc").rect.bottom
    assert chrome.layer("cta").rect.right <= first.rect.x
    assert first.rect.right <= chrome.layer("shares").rect.x
    heights = [pose_of(first, time).dy for time in ("0.1", "0.8", "1.5", "2.2", "2.9")]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > 10 * heights[-1]
    assert pose_of(first, "0").opacity == 0
    assert pose_of(first, "1.5").opacity == 235
    assert pose_of(first, "2.95").opacity < 20
    for time in ("0", "0.4", "1.1", "1.49"):
        later = str(Fraction(time) + Fraction(3, 2))
        assert pose_of(second, time) == pose_of(first, later)


def test_a_note_never_leaves_its_lane(moving: str) -> None:
    note = draw_chrome(make_ad(ad__placement=moving)).layer("note_1")
    assert isinstance(note.motion, Drift)
    height, width = note.rgba.shape[:2]
    for pose in note.motion.poses:
        assert 0 <= pose.dx <= note.rect.width - width
        assert 0 <= pose.dy <= note.rect.height - height


def test_right_to_left_notes_are_mirrored(moving: str) -> None:
    plain = draw_chrome(make_ad(ad__placement=moving)).layer("note_1")
    other = draw_chrome(make_ad(ad__placement=moving, ad__locale="ar")).layer("note_1")
    assert other.rect.x == 1080 - plain.rect.right
    room = plain.rect.width - plain.rgba.shape[1]
    for time in ("0.3", "1", "2.5"):
        here, there = pose_of(plain, time), pose_of(other, time)
        assert (there.dx, there.dy) == (room - here.dx, here.dy)
        assert (there.degrees, there.opacity) == (-here.degrees, here.opacity)


@pytest.mark.parametrize(("time", "columns"), [("0", 0), ("3", 258), ("6", 516), ("11.99", 1031)])
def test_progress_is_the_share_of_the_clip_that_was_played(time: str, columns: int) -> None:
    line = draw_chrome(make_ad(), creative=TWELVE_SECONDS).layer("progress")
    assert (line.rect.x, line.rect.bottom, line.rect.size.width) == (24, 1920, 1032)
    assert isinstance(line.motion, Reveal)
    assert line.motion.columns(Fraction(time)) == columns
    assert not line.motion.from_right


def test_progress_stands_above_the_tab_bar_and_grows_from_the_right_in_arabic() -> None:
    chrome = draw_chrome(make_ad(ad__locale="ar"), View("iphone"), TWELVE_SECONDS)
    line = chrome.layer("progress")
    assert line.rect.bottom == chrome.layer("tab_bar").rect.y
    assert isinstance(line.motion, Reveal)
    assert line.motion.from_right


def test_without_a_length_there_is_no_line() -> None:
    assert "progress" not in {layer.id for layer in draw_chrome(make_ad()).layers}


@pytest.mark.parametrize("placement", ["organic", "in_feed", "top_view"])
@pytest.mark.parametrize("locale", ["en", "he"])
def test_the_stamp_is_clear_of_the_safe_zone_and_there_all_the_time(
    placement: str, locale: str
) -> None:
    ad = make_ad(ad__placement=f"tiktok/{placement}", ad__locale=locale)
    chrome = draw_chrome(ad, stamp=True)
    stamp = chrome.layer("stamp")
    assert stamp.text == "PREVIEW"
    assert stamp.rect.bottom <= 240
    assert all(stamp.is_visible(Fraction(time)) for time in ("0", "1", "3.1", "60"))
    others = [layer for layer in chrome.layers if not layer.id.startswith(("stamp", "scrim"))]
    assert all(layer.rect.intersect(stamp.rect) is None for layer in others)
    assert "stamp" not in {layer.id for layer in draw_chrome(ad).layers}


def test_a_date_stands_behind_the_name_of_an_organic_post_only() -> None:
    values = {"post__posted_on": date(2026, 11, 20), "ad__viewed_on": date(2026, 11, 22)}
    organic = draw_chrome(make_ad(ad__placement="tiktok/organic", **values))
    posted, name = organic.layer("posted"), organic.layer("username")
    assert posted.text == "· 2d ago"
    assert posted.rect.x >= name.rect.right
    assert (posted.rect.y, posted.rect.height) == (name.rect.y, name.rect.height)
    assert posted.rect.right <= 840 + 20
    assert "posted" not in {layer.id for layer in draw_chrome(make_ad(**values)).layers}


def test_a_long_name_leaves_room_for_the_date() -> None:
    values = {"post__posted_on": date(2026, 11, 20), "post__creator__username": "w" * 24}
    chrome = draw_chrome(make_ad(ad__placement="tiktok/organic", **values))
    posted, name = chrome.layer("posted"), chrome.layer("username")
    assert name.text.endswith("…")
    assert posted.rect.x >= name.rect.right
    assert posted.rect.right <= 840 + 20
