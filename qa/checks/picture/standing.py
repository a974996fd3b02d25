"""An ad ready to be measured: its shields, how the clip lies under them, the zones that count."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overlays.layout.guides import Guide, guides_of
from qa.checks.candidate import Candidate
from qa.covering.lying import Lying
from qa.covering.shields import Shields
from qa.covering.zones import inside_of
from qa.seeing.seen import Seen
from qa.seeing.spots import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """`dp` is the pixels of a dp on the canvas; `zones` are empty where none is published."""

    seen: Seen
    shields: Shields
    lying: Lying
    zones: tuple[Guide, ...]
    dp: float

    @property
    def keep_out(self) -> npt.NDArray[np.bool_] | None:
        """What is outside every zone; None where there is none."""
        if not self.zones:
            return None
        inside = [inside_of(zone, self.shields.canvas) > 0 for zone in self.zones]
        outside: npt.NDArray[np.bool_] = ~np.logical_and.reduce(inside)
        return outside


@functools.lru_cache(maxsize=4)
def standing(candidate: Candidate) -> Standing | None:
    """None where nobody looked at the clip. Several checks share it."""
    if candidate.seen is None:
        return None
    chrome, placement = candidate.plan.chrome, candidate.placement
    screen = candidate.look.view.frame(placement)
    zones = tuple(
        guide
        for guide in guides_of(placement, candidate.locale, screen)
        if guide.kind == "safe_zone"
    )
    # A frame that is as high as its parts has its own canvas; its screen is all of it.
    visible = screen.screen if chrome.is_device else None
    lying = Lying.of(candidate.plan, candidate.seen.size, visible)
    return Standing(candidate.seen, Shields(chrome, screen.factor), lying, zones, screen.factor)


def noun(kind: Kind) -> str:
    return "words" if kind == "text" else "a face"
