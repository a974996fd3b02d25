"""`Look`: how an ad is looked at, apart from its words and its clip."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from overlays.colors import is_color
from overlays.errors import ExportError
from overlays.viewports import DEFAULT_VIEW, View
from renderer.picture.fit import Fit
from renderer.source.still_picture import DURATION

BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class Look:
    """What travels from every door to the plan, and names a picture together with the ad.

    `background` (#RRGGBB, sRGB) stands where the creative does not reach or lets through. `stamp`
    adds the word PREVIEW. A creative that is a picture is shown for `still_duration` seconds.
    """

    fit: Fit = "cover"
    view: View = DEFAULT_VIEW
    background: str = BLACK
    stamp: bool = False
    still_duration: Fraction = DURATION


PLAIN = Look()
"""As it comes: covered by the creative, the feed alone, without a stamp."""


def check_background(background: str) -> None:
    """Raises ExportError for anything but #RRGGBB."""
    if not is_color(background):
        raise ExportError(
            f"{background[:40]!r} is not a color: write it as #RRGGBB, as in #101418."
        )
