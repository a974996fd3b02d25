"""A plan for a command, with everything that is to be known of it said on stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction

from overlays.ad import SparkAd
from overlays.errors import SparkproofError
from overlays.viewports import View
from renderer.output.options import seconds_within
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
    """The plan, with what is to be known of its chrome on stderr. Raises SparkproofError."""
    plan = build_plan(
        ad, fit=fit, view=view, background=background, stamp=stamp, still_duration=duration
    )
    say([note.message for note in plan.chrome.notes])
    if view.phone and (framing := plan.chrome.framing):
        words = crop_words_of(view.phone.title, plan.source.display_size, framing, fit, at)
        print(f"Note: {words}", file=sys.stderr)
    return plan


def say(notes: Sequence[str]) -> None:
    """Clauses as sentences on stderr; those on a creative come after the work, if it was done."""
    for note in notes:
        print(f"Note: {note}.", file=sys.stderr)


def within_clip(at: Fraction, plan: RenderPlan) -> None:
    """Raises SparkproofError for a time at which the clip has ended."""
    duration = plan.source.duration
    if duration is not None and at >= max(duration, Fraction(1, 1000)):
        name = plan.source.path.name
        raise SparkproofError(
            f"{name} lasts {seconds_within(duration)} s; choose a time before that, "
            f"not {float(at):g} s"
        )
