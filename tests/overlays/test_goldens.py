"""Approved pictures of the chrome at a quarter of its size: placements, scripts, moments, taps."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome
from overlays.layers import Chrome, Layer, PremulRGBA
from renderer.picture.straight import ChromePainter
from support.ads import carousel_of, make_ad
from support.goldens import RGB, assert_golden
from support.taps import all_tapped

GOLDENS = Path(__file__).parent / "goldens"
# Light enough for a scrim that is a little lighter to show, dark enough for white letters.
GROUND = (180, 132, 112)
PLACEMENTS = ("organic", "in_feed", "top_view")
PLATFORMS = {"reels": "instagram"}
# By their whole ids, each when all of it has come.
ELSEWHERE = {
    "facebook/reels": 1,
    "instagram/stories": 47,
    "instagram/feed": 6,
    "instagram/feed_dark": 1,
    "youtube/shorts": 55,
    "snapchat/snap_ad": 1,
    "snapchat/commercial": 8,
    "tiktok/search_feed": 6,
    "tiktok/search_results": 6,
}
BRAND = {"name": "Hill Skincare", "username": "hillskin", "verified": True}
# Longer than what YouTube plays of one, and than three cards of a story.
CLIP = Fraction(90)
AVATAR = Path(__file__).parents[2] / "samples" / "glow_serum" / "avatar.png"
# What an ad carries beside its button, by the name that its goldens have.
ADDED: dict[str, dict[str, object]] = {
    "": {},
    "links": {
        "ad__ai_label": True,
        "ad__disclaimer": {
            "links": [
                {"title": title, "url": "https://example.com"}
                for title in ("Terms", "Privacy 2026")
            ]
        },
    },
    "countdown": {
        "ad__countdown": {
            "title": "Winter sale ends tonight",
            "ends": "2026-12-31T23:59:59+01:00",
            "first_frame": "2026-12-31T12:00:00+01:00",
        }
    },
    "vote": {
        "ad__vote": {"title": "Which one is yours?", "first": "Matte", "second": "Glow ✨"},
    },
    "card": {"ad__card": {"picture": AVATAR}},
    "disclaimer": {"ad__disclaimer": {"text": "Results vary. 18+"}, "post__ai_label": True},
}
# In place of a video: more pictures than there are dots.
PICTURES = {"carousel": carousel_of(14)}
# By script: the app's language and a caption. Thai and Hindi are not among the app's languages.
CAPTIONS = json.loads((Path(__file__).parent / "golden_captions.json").read_text("utf-8"))
# A takeover says nothing of the post: one script for each language of the app.
LOCALES = {CAPTIONS[script]["locale"]: script for script in reversed(CAPTIONS)}


@dataclass(frozen=True, slots=True)
class Approved:
    """What one golden shows; `tapped`: with all taps that change the canvas done.

    `added` is a name of `ADDED` or `PICTURES`.
    """

    placement: str
    script: str
    time: Fraction = Fraction(6)
    tapped: bool = False
    added: str = ""

    def __str__(self) -> str:
        moment = "" if self.time == 6 else f"-{float(self.time)}s"
        name = self.placement.replace("/", "_")
        added = f"-{self.added}" if self.added else ""
        return f"{name}-{self.script}{moment}{added}{'-tapped' if self.tapped else ''}"

    @property
    def path(self) -> Path:
        return GOLDENS / f"{self}.png"

    @property
    def id(self) -> str:
        name = self.placement
        return name if "/" in name else f"{PLATFORMS.get(name, 'tiktok')}/{name}"

    @property
    def is_disclosed(self) -> bool:
        return self.id.split("/")[0] in ("instagram", "facebook", "youtube")

    def chrome(self) -> Chrome:
        ad = make_ad(
            post__caption=CAPTIONS[self.script]["caption"],
            post__creator__verified=True,
            post__disclosure="paid_partnership" if self.is_disclosed else "none",
            ad__brand=BRAND,
            ad__headline="Calm skin in three weeks",
            ad__query="calm skin",
            ad__placement=self.id,
            ad__locale=CAPTIONS[self.script]["locale"],
            **(ADDED | PICTURES)[self.added],
        )
        chrome = draw_chrome(ad, creative=Creative(CLIP if "/" in self.placement else None))
        return all_tapped(chrome) if self.tapped else chrome


ALL = [
    *(Approved(placement, script) for placement in PLACEMENTS for script in CAPTIONS),
    # Before the button has its color; and the takeover.
    *(Approved("in_feed", script, Fraction(1, 2)) for script in CAPTIONS),
    *(Approved("top_view", script, Fraction(3, 2)) for script in LOCALES.values()),
    *(Approved("in_feed", script, tapped=True) for script in ("en", "ar")),
    # In the middle of them.
    *(Approved("in_feed", script, Fraction(18), added="carousel") for script in ("en", "ar")),
    *(Approved("in_feed_upload", script) for script in ("en", "fr", "ar")),
    *(
        Approved("in_feed", script, added=added)
        for added in ADDED
        for script in ("en", "ar", "ja", "de")
        if added
    ),
    Approved("in_feed", "ar", added="vote", tapped=True),
    # The outline, the plate, the card.
    *(Approved("reels", "en", Fraction(time)) for time in (1, 6, 11)),
    *(Approved("reels", script, Fraction(11)) for script in ("ar", "ja", "de")),
    *(
        Approved(placement, script, Fraction(time))
        for placement, time in ELSEWHERE.items()
        for script in ("en", "ar", "ja", "de")
    ),
]
EARLY = Approved("in_feed", "en", Fraction(1, 2))
TAPPED = Approved("in_feed", "en", tapped=True)


def picture(chrome: Chrome, time: Fraction) -> RGB:
    """The chrome at a quarter of its size over a plain color, as RGB."""
    size = (chrome.canvas.width // 4, chrome.canvas.height // 4)
    painted = ChromePainter(chrome).paint(time)
    small = cv2.resize(painted, size, interpolation=cv2.INTER_AREA)
    color, alpha = small[..., :3], small[..., 3:] / 255
    return np.asarray(np.rint(color + (1 - alpha) * np.array(GROUND)), np.uint8)


@pytest.mark.parametrize("approved", ALL, ids=str)
def test_chrome_is_the_approved_picture(
    approved: Approved, tmp_path: Path, update_golden: bool
) -> None:
    actual = picture(approved.chrome(), approved.time)
    assert_golden(actual, approved.path, tmp_path, update=update_golden)


def test_every_golden_is_used() -> None:
    assert {path for path in GOLDENS.iterdir()} == {approved.path for approved in ALL}


def lighter_scrim(rgba: PremulRGBA) -> PremulRGBA:
    """0.17 of black where it was 0.21."""
    return np.asarray(np.rint(rgba * (0.17 / 0.21)), np.uint8)


def stronger_plate(rgba: PremulRGBA) -> PremulRGBA:
    """0.3 of white where it was 0.2."""
    plate = (rgba[..., :3] == 51).all(axis=2)
    return np.asarray(np.where(plate[..., None], rgba * (0.3 / 0.2), rgba), np.uint8)


def other_red(rgba: PremulRGBA) -> PremulRGBA:
    """12 levels more of blue in what is red."""
    red = rgba[..., 0] > rgba[..., 1] + 60
    off = red[..., None] * np.array((0, 0, 12, 0))
    return np.asarray(np.clip(rgba + off, 0, 255), np.uint8)


def green(rgba: PremulRGBA) -> PremulRGBA:
    return np.array(rgba[..., [1, 0, 2, 3]], np.uint8)


@pytest.mark.parametrize(
    ("approved", "layer_id", "change"),
    [
        (Approved("in_feed", "en"), "scrim_bottom", lighter_scrim),
        (Approved("in_feed", "en"), "follow", other_red),
        (EARLY, "cta", stronger_plate),
        (TAPPED, "likes", green),
    ],
    ids=["scrim", "follow badge", "button's plate", "liked heart"],
)
def test_a_small_change_of_color_would_be_noticed(
    approved: Approved,
    layer_id: str,
    change: Callable[[PremulRGBA], PremulRGBA],
    tmp_path: Path,
) -> None:
    def changed(layer: Layer) -> Layer:
        return replace(layer, rgba=change(layer.rgba)) if layer.id == layer_id else layer

    chrome = approved.chrome()
    wrong = replace(chrome, layers=tuple(changed(layer) for layer in chrome.layers))
    with pytest.raises(AssertionError, match="pixels differ"):
        assert_golden(picture(wrong, approved.time), approved.path, tmp_path, update=False)
