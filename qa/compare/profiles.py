"""`Profile`: what may differ without anything being wrong, by the way that a picture has come.

A limit holds for an element, or for the densest cell of 4 x 4 pixels, and never for a share of the
picture: one wrong digit is a ten-thousandth of it. All levels are of Y'CbCr in 255. Where measured
figures stand, they are of the three samples; `docs/compare.md` has the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from overlays.errors import SparkproofError

LIVE = "live"
"""Of the app itself: counts, times and letter forms may differ; elements are judged, not pixels."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How far an average of 4 x 4 pixels, and an element as a whole, may be from ours.

    A cell may differ by `luma` levels and `luma_slope` of the contrast around it, its color by
    `chroma` and `chroma_slope`. An element's own color may differ by `color` levels; its opacity by
    `opacity` of 1, and by the share that `smoothed` levels are of what it changes. `is_exact`: past
    that, not a single pixel may differ. `any_scale`: the frame is looked for in the picture at any
    scale and offset.
    """

    id: str
    luma: float
    luma_slope: float
    chroma: float
    chroma_slope: float
    color: float
    opacity: float
    smoothed: float
    is_exact: bool = False
    any_scale: bool = False


PROFILES = {
    profile.id: profile
    for profile in (
        Profile("exact", 6, 0.06, 8, 0.08, 0.8, 0.04, 0, is_exact=True),
        # Through H.264 at crf 28 the worst cell was 6 off in luma and 8 in chroma where it is flat,
        # 17 and 14 at contrasts over 100. A tab of 9 levels over a bright clip lost 28 % of its
        # opacity at 540 px.
        Profile("export", 12, 0.12, 14, 0.12, 1.8, 0.1, 2),
        Profile("screenshot", 12, 0.16, 14, 0.14, 2.2, 0.12, 1, any_scale=True),
    )
}


def load_profile(name: str) -> Profile:
    """Raises SparkproofError for an unknown one, with those that there are."""
    if name not in PROFILES:
        raise SparkproofError(f"no profile {name!r}; choose one of {', '.join((*PROFILES, LIVE))}")
    return PROFILES[name]
