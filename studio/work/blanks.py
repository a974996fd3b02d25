"""An ad's plain values before anybody has filled them in."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from overlays.ad import (
    Authorization,
    Brand,
    CallToAction,
    Carousel,
    Countdown,
    Disclaimer,
    SparkAd,
    Vote,
)


def with_blanks(data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` with every key an ad file can have, so that each field has a place to write to."""
    full = blank_ad()
    _merge(full, copy.deepcopy(dict(data)))
    if isinstance(full["ad"], dict):
        for key, blank in _BLANKS.items():
            if isinstance(full["ad"].get(key), dict):
                full["ad"][key] = {**blank(), **full["ad"][key]}
    if isinstance(full["post"], dict) and isinstance(full["post"].get("carousel"), dict):
        full["post"]["carousel"] = {**blank_carousel(), **full["post"]["carousel"]}
        # An ad with a carousel has no place for a video, not even an empty one.
        full["post"]["video"] = full["post"].get("video") or None
    return full


def blank_ad() -> dict[str, Any]:
    """Every key with its first value; a name and a clip are still to come."""
    ad = SparkAd.model_validate({"post": {"creator": {"username": "creator"}, "video": ""}})
    blank = ad.model_dump(mode="json")
    blank["post"]["creator"]["username"] = ""
    blank["post"]["video"] = ""
    return blank


def blank_carousel() -> dict[str, Any]:
    """One without pictures yet."""
    carousel = Carousel(pictures=(Path("1"), Path("2")))
    return {**carousel.model_dump(mode="json"), "pictures": []}


def blank_button() -> dict[str, Any]:
    """A button that leads nowhere yet."""
    button = CallToAction(landing_url="https://example.com")
    return {**button.model_dump(mode="json"), "landing_url": ""}


def blank_brand() -> dict[str, Any]:
    """A brand without a name yet."""
    return {**Brand(name="brand").model_dump(mode="json"), "name": ""}


def blank_disclaimer() -> dict[str, Any]:
    """One that says nothing yet."""
    return Disclaimer().model_dump(mode="json")


def blank_countdown() -> dict[str, Any]:
    """One without its words and its end."""
    countdown = Countdown.model_validate({"title": "title", "ends": "2026-12-31T18:30+01:00"})
    return {**countdown.model_dump(mode="json"), "title": "", "ends": ""}


def blank_vote() -> dict[str, Any]:
    """One without its words."""
    vote = Vote(title="title", first="first", second="second")
    return {**vote.model_dump(mode="json"), "title": "", "first": "", "second": ""}


def blank_card() -> dict[str, Any]:
    """One without its picture."""
    return {"picture": None}


def blank_authorization() -> dict[str, Any]:
    """One that is not granted yet."""
    return Authorization().model_dump(mode="json")


def blank_flight() -> dict[str, Any]:
    """A flight without its days."""
    return {"from": "", "to": "", "time_zone": "UTC"}


def _merge(full: dict[str, Any], data: Mapping[str, Any]) -> None:
    for key, value in data.items():
        if isinstance(full.get(key), dict) and isinstance(value, Mapping):
            _merge(full[key], value)
        else:
            full[key] = value


_BLANKS = {
    "call_to_action": blank_button,
    "brand": blank_brand,
    "disclaimer": blank_disclaimer,
    "countdown": blank_countdown,
    "card": blank_card,
    "vote": blank_vote,
    "authorization": blank_authorization,
    "flight": blank_flight,
}
