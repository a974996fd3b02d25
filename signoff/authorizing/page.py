"""The page for the creator, as one HTML file: what is asked, and how to allow it, step by step.

Styles and script are allowed by their digests alone, pictures as data; nothing else loads or runs,
whatever a name holds. The code is never in it.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import numpy as np
import numpy.typing as npt
from PIL import Image

from overlays.ad import SparkAd
from overlays.drawing.text import clean_text
from overlays.layers import PremulRGBA
from renderer.picture.straight import straight_from_premul
from signoff.authorizing.label_pictures import LabelPicture, label_pictures
from signoff.authorizing.screen import Picture, Screen
from signoff.authorizing.walk import Told, Walk, wish_of
from signoff.briefing.brief import Brief, brief_of
from signoff.briefing.zone_picture import draft_box, has_zone, zone_picture
from signoff.one_file.policy import policy
from signoff.wording import Wording

_FOLDER = Path(__file__).parent / "browser"


@dataclass(frozen=True, slots=True)
class CreatorPage:
    """A page in one language for one ad in one or more placements.

    `ads` are the ad in each, with absolute media paths; `walks` the ways of their platforms.
    """

    ads: tuple[SparkAd, ...]
    walks: tuple[Walk, ...]
    wording: Wording

    def text(self) -> str:
        """The whole page. Raises PlacementError and PictureError."""
        style, script = (_asset(name) for name in ("page.css", "page.js"))
        environment = jinja2.Environment(
            autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        template = environment.from_string(_asset("page.html.j2"))
        return template.render(
            **self._values(),
            briefs=[_brief_values(ad, self.wording) for ad in self.ads],
            ways=[self._way_values(walk) for walk in self.walks],
            style=style,
            script=script,
            policy=policy(style, script),
        )

    def _values(self) -> dict[str, Any]:
        ad, wording = self.ads[0], self.wording
        brand = clean_text(ad.ad.brand.name, one_line=True) if ad.ad.brand else ""
        # Isolated, so that a name that turns lines around turns itself alone.
        named = wording.say("page_lead", brand=f"\u2068{brand}\u2069")
        lead = named if brand else wording.say("page_lead_nobody")
        checked = [walk.way.checked_on for walk in self.walks]
        return {
            "say": wording.say,
            # Where nothing is translated the page is English, and so is its direction.
            "lang": wording.locale.code if wording.words else "en",
            "direction": wording.direction,
            "username": ad.post.creator.username,
            "lead": lead,
            "note": wording.note,
            **_campaign(ad, wording),
            "checked_on": wording.date(min(checked)) if checked else "",
        }

    def _way_values(self, walk: Walk) -> dict[str, Any]:
        labels = label_pictures(self._ad_of(walk)) if walk.has_labels else ()
        steps = [_step_values(told, labels, walk.wording) for told in walk.told()]
        return {"platform": walk.way.platform, "steps": steps, "effects": walk.effects()}

    def _ad_of(self, walk: Walk) -> SparkAd:
        return next(
            (ad for ad in self.ads if ad.ad.placement.startswith(f"{walk.way.id}/")), self.ads[0]
        )


def _campaign(ad: SparkAd, wording: Wording) -> dict[str, str]:
    flight, days = ad.ad.flight, wish_of(ad).days
    if flight is None:
        return {"campaign": "", "campaign_days": ""}
    first, last = wording.date(flight.first), wording.date(flight.last)
    return {
        "campaign": wording.say("campaign_value", first=first, last=last),
        "campaign_days": wording.say("campaign_days", days=wording.days(days)) if days else "",
    }


def _brief_values(ad: SparkAd, wording: Wording) -> dict[str, Any]:
    brief: Brief = brief_of(ad, wording)
    picture = zone_picture(ad)
    words = wording.say("brief_zone" if has_zone(ad) else "brief_no_zone")
    return {
        "title": brief.placement.title,
        "facts": brief.facts,
        "picture": data_url(picture),
        "size": (picture.shape[1], picture.shape[0]),
        "draft": _hundredths(draft_box(ad)),
        "zone_words": words,
    }


def _step_values(told: Told, labels: Sequence[LabelPicture], wording: Wording) -> dict[str, Any]:
    picture: Picture = told.screen.picture()
    return {
        "title": told.title,
        "texts": told.texts,
        "picture": data_url(straight_from_premul(picture.rgba)),
        "size": (picture.rgba.shape[1] // 2, picture.rgba.shape[0] // 2),
        "spot": _shares(picture),
        "labels": list(_label_values(told.screen, labels, wording)) if told.step.labels else [],
    }


def _label_values(
    screen: Screen, labels: Sequence[LabelPicture], wording: Wording
) -> Iterator[dict[str, Any]]:
    for label in labels:
        words = wording.say(label.word)
        yield {
            "words": words,
            "picture": data_url(label.rgb),
            "size": (label.rgb.shape[1] // 2, label.rgb.shape[0] // 2),
            "shown": label.shown or words,
            "is_chosen": label.disclosure == (screen.wish.label or "none"),
        }


def _shares(picture: Picture) -> str:
    """Left, top, width and height of the marked place, in hundredths of the picture's sides."""
    if picture.spot is None:
        return ""
    height, width = picture.rgba.shape[:2]
    x, y, wide, high = picture.spot.x, picture.spot.y, picture.spot.width, picture.spot.height
    return _hundredths((x / width, y / height, wide / width, high / height))


def _hundredths(shares: Sequence[float]) -> str:
    return " ".join(f"{100 * share:.2f}" for share in shares)


def data_url(picture: npt.NDArray[np.uint8] | PremulRGBA) -> str:
    """A picture, straight alpha if any, as lossless WebP."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, format="WEBP", lossless=True, quality=60, method=2)
    return f"data:image/webp;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
