"""What is asked of whoever checks an ad: what to look at, and what no file says.

Every command waits for this module: it knows names alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from overlays.layout.placement import Buying

Family = Literal["file", "words", "ad", "picture"]
"""The first half of a check's id."""
FAMILIES: tuple[Family, ...] = get_args(Family)
Objective = Literal[
    "reach",
    "video_views",
    "community",
    "traffic",
    "website_sales",
    "leads",
    "messages",
    "app",
    "shop",
    "live_shop",
]
SoundRights = Literal["own", "commercial_library", "licensed"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What no file says of an ad. None: nobody said it, and nothing is guessed.

    `buying` None is the ad's own way, or the placement's usual one.
    """

    buying: Buying | None = None
    objective: Objective | None = None
    sound: SoundRights | None = None


NOTHING_ASKED = Asked()
