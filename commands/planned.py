"""A plan for a command, with everything that is to be known of it said on stderr."""

from __future__ import annotations

import sys
from fractions import Fraction

from overlays.ad import SparkAd
from overlays.viewports import View
from renderer.picture.crop import crop_words_of
from renderer.picture.fit import Fit
from renderer.plan import RenderPlan, build_plan


def planned(
    ad: SparkAd,
    fit: Fit,
    view: View,
    background: str,
    stamp: bool,
    duration: Fraction,
    at: Fraction | None = None,
) -> RenderPlan:
    """The plan, with what is to be known of it on stderr. Raises SparkproofError."""
    plan = build_plan(
        ad, fit=fit, view=view, background=background, stamp=stamp, still_duration=duration
    )
    for note in plan.chrome.notes:
        print(f"Note: {note.message}.", file=sys.stderr)
    if view.phone and (framing := plan.chrome.framing):
        words = crop_words_of(view.phone.title, plan.source.display_size, framing, fit, at)
        print(f"Note: {words}", file=sys.stderr)
    return plan
