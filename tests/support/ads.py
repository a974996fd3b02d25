"""Ads for tests: a whole one, and ways to change a value of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from overlays.ad import SparkAd

FOUR_LINES = (
    "Three weeks, one bottle, zero filters, and my skin has never been this calm. Full routine "
    "below, tell me what yours is up to this month ✨ #skincare #glowup @lumabotanics"
)


def ad_data() -> dict[str, Any]:
    """The plain values of a whole ad file."""
    return {
        "post": {
            "creator": {
                "username": "glowwithnoa",
                "display_name": "Noa",
                "avatar": None,
                "verified": False,
                "followed": False,
            },
            "video": "clip.mp4",
            "caption": "A short caption #skincare",
            "sound": {"title": "original sound", "author": "Noa", "cover": None, "original": True},
            "counts": {
                "views": 1_200_000,
                "likes": 128_400,
                "comments": 1_204,
                "saves": 9_876,
                "shares": 432,
            },
            "disclosure": "none",
        },
        "ad": {
            "placement": "tiktok/in_feed",
            "call_to_action": {
                "kind": "DOWNLOAD_NOW",
                "landing_url": "https://example.com/serum",
                "color": "#FE2C55",
                "label": None,
            },
            "locale": "en",
        },
    }


def changed(**values: object) -> dict[str, Any]:
    """Whole ad data with values replaced by path: `changed(post__caption="Hello")`."""
    data = ad_data()
    for path, value in values.items():
        *parents, key = path.split("__")
        target = data
        for parent in parents:
            target = target[parent]
        target[key] = value
    return data


def make_ad(**values: object) -> SparkAd:
    """A checked ad with values replaced by path; its video need not exist."""
    return SparkAd.model_validate(changed(**values))


def carousel_of(count: int, **more: object) -> dict[str, object]:
    """Values for `changed` that put a carousel in the place of the video."""
    pictures = [f"{number}.png" for number in range(1, count + 1)]
    return {"post__video": None, "post__carousel": {"pictures": pictures, **more}}


def ad_of(video: Path) -> SparkAd:
    """A checked ad with that clip."""
    ad = make_ad()
    return ad.model_copy(update={"post": ad.post.model_copy(update={"video": video})})


def write_ad(folder: Path, data: dict[str, Any] | None = None, *, video: bytes = b"video") -> Path:
    """An ad file with its clip in `folder`."""
    (folder / "clip.mp4").write_bytes(video)
    path = folder / "ad.yaml"
    path.write_text(yaml.safe_dump(data or ad_data(), allow_unicode=True), encoding="utf-8")
    return path
