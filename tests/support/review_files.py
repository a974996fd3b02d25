"""Review files as the page of a share writes them, with values of a test's choice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from overlays.ad import SparkAd
from overlays.viewports import View
from renderer.look import Look
from signoff.reviews.gathering import Now
from signoff.reviews.review import check_sum
from signoff.seen import SeenAd, ViewId, seen_video, seen_view

LOOK = Look(view=View(width=270), stamp=True)
IN_FEED = ViewId("tiktok/in_feed", "en", "bare")


def seen_of(ad: SparkAd, *views: ViewId) -> SeenAd:
    """What a share of the ad shows."""
    now = Now(ad)
    chromes = [(view, now.chrome(view, LOOK)) for view in views]
    return SeenAd(
        seen_video(ad, LOOK), tuple(seen_view(view, chrome) for view, chrome in chromes if chrome)
    )


def note(number: int, at_us: int, element: str, text: str) -> dict[str, Any]:
    return {
        "id": f"n{number}",
        "view": _view(IN_FEED),
        "at_us": at_us,
        "x": 40,
        "y": 300,
        "element": element,
        "text": text,
        "written": "2026-12-01T09:00:00.000Z",
    }


def review_data(
    ad: SparkAd, by: str, *notes: dict[str, Any], verdict: str | None = None
) -> dict[str, Any]:
    """The plain values of a review of the ad's in-feed view, without their check sum."""
    seen = seen_of(ad, IN_FEED)
    decided = {"verdict": verdict, "words": "", "by": by, "decided": "2026-12-01T10:00:00.000Z"}
    return {
        "kind": "sparkproof-review",
        "v": 1,
        "ad": {"name": "serum", "creator": ad.post.creator.username},
        "share": {
            "digest": seen.digest,
            "made": "2026-12-01T08:30+00:00",
            "version": "0123456789ab",
            "video": seen.video,
            "look": {
                "fit": "cover",
                "background": "#000000",
                "stamp": True,
                "width": 270,
                "still_ms": 5000,
            },
            "views": [{**_view(view.id), "elements": dict(view.elements)} for view in seen.views],
        },
        "reviewer": by,
        "decision": decided if verdict else None,
        "notes": list(notes),
    }


def write_review(path: Path, data: dict[str, Any]) -> Path:
    """Saves it with its check sum."""
    text = json.dumps({**data, "sum": check_sum(data)}, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
    return path


def _view(view: ViewId) -> dict[str, str]:
    return {"placement": view.placement, "locale": view.locale, "viewport": view.viewport}
