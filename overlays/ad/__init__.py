"""What is asked: a creator's post and the ad that it becomes, as people write it.

In: plain values, or a YAML or JSON file (`file.py`). Out: a checked, frozen `SparkAd`.
Never: opens a video, decides where anything is drawn.
"""

from overlays.ad.add_ons import Card, Countdown, Disclaimer, Link, Vote
from overlays.ad.authorization import Authorization, Flight
from overlays.ad.carousel import Carousel, Footage
from overlays.ad.model import (
    AUTO_FALLBACK,
    CAPTION_LIMIT,
    Brand,
    CallToAction,
    Counts,
    Creator,
    Post,
    Promotion,
    Sound,
    SparkAd,
)
from overlays.ad.web_address import is_web_address

__all__ = [
    "AUTO_FALLBACK",
    "CAPTION_LIMIT",
    "Authorization",
    "Brand",
    "CallToAction",
    "Card",
    "Carousel",
    "Countdown",
    "Counts",
    "Creator",
    "Disclaimer",
    "Flight",
    "Footage",
    "Link",
    "Post",
    "Promotion",
    "Sound",
    "SparkAd",
    "Vote",
    "is_web_address",
]
