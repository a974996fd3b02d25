"""Many plans over few decodings of their sources: captions, languages and buttons of one clip.

Each file holds the frames that `export_video` encodes for its plan alone, byte for byte.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from overlays.ad import SparkAd
from overlays.ad.carousel import Footage
from overlays.errors import Canceled, SparkproofError
from overlays.viewports import DEFAULT_VIEW, View
from renderer.accent import accent_of
from renderer.look import BLACK, Look, check_background
from renderer.output.export import DEFAULT_OPTIONS, Outcome, export_video, export_videos
from renderer.output.formats import FORMATS, format_of
from renderer.output.options import ExportOptions
from renderer.output.progress import Meter
from renderer.output.video import Variant
from renderer.picture.fit import Fit
from renderer.plan import RenderPlan, plan_over
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from renderer.source.still_picture import DURATION

MOST_AT_ONCE = 4
"""Variants that share a decoding. Each more takes 0.25 GB: its encoder holds dozens of frames."""


def plan_variants(
    ads: Sequence[SparkAd],
    *,
    fit: Fit = "cover",
    view: View = DEFAULT_VIEW,
    background: str = BLACK,
    stamp: bool = False,
    still_duration: Fraction = DURATION,
) -> list[RenderPlan | SparkproofError]:
    """`plan_looks` for scripts, which say each part of a `Look` by its name."""
    return plan_looks(ads, Look(fit, view, background, stamp, still_duration))


def plan_looks(ads: Sequence[SparkAd], look: Look) -> list[RenderPlan | SparkproofError]:
    """What `plan_look` makes of each ad, or its error; every creative is probed once.

    Raises ExportError for a background that is no color.
    """
    check_background(look.background)
    sources = _Sources(look.still_duration)
    plans: list[RenderPlan | SparkproofError] = []
    for ad in ads:
        try:
            plans.append(plan_over(sources.source_of(ad), ad, look))
        except SparkproofError as error:
            plans.append(error)
    return plans


class _Sources:
    """Probes a file when it is first asked for, and looks for its color when an ad needs it."""

    def __init__(self, still_duration: Fraction) -> None:
        self._still_duration = still_duration
        self._known: dict[Footage, SourceInfo | SparkproofError] = {}

    def source_of(self, ad: SparkAd) -> SourceInfo:
        footage, cta = ad.post.footage, ad.ad.call_to_action
        if footage not in self._known:
            self._known[footage] = self._probe(footage)
        source = self._known[footage]
        if isinstance(source, SparkproofError):
            raise source
        if cta is not None and cta.color == "auto" and source.accent is None:
            source = self._known[footage] = replace(source, accent=accent_of(source))
        return source

    def _probe(self, footage: Footage) -> SourceInfo | SparkproofError:
        try:
            return probe_source(footage, self._still_duration)
        except SparkproofError as error:
            return error


def decoding_key(plan: RenderPlan) -> Hashable:
    """Equal for plans whose picture under the chrome is the same."""
    source = replace(plan.source, accent=None)
    return source, plan.fit, plan.canvas, plan.chrome.framing, plan.background


def export_variants(
    variants: Sequence[Variant],
    options: ExportOptions = DEFAULT_OPTIONS,
    *,
    overwrite: bool = True,
    cancel: threading.Event | None = None,
) -> list[Outcome]:
    """Exports each variant as `export_video` would; what went wrong with one stands in its place.

    Videos of one source are decoded together, `MOST_AT_ONCE` at a time. Raises Canceled once
    `cancel` is set; then what was not finished is not there.
    """
    outcomes: dict[int, Outcome] = {}
    for places in _groups(variants, options):
        group = [variants[place] for place in places]
        made = _export_group(group, options, overwrite, cancel)
        outcomes.update(zip(places, made, strict=True))
    return [outcomes[place] for place in range(len(variants))]


def _groups(variants: Sequence[Variant], options: ExportOptions) -> Iterator[list[int]]:
    """Places of the variants that go together."""
    alike: dict[Hashable, list[int]] = {}
    for place, variant in enumerate(variants):
        suffix = variant.output.suffix.lower()
        alike.setdefault((decoding_key(variant.plan), suffix), []).append(place)
    for places in alike.values():
        for first in range(0, len(places), MOST_AT_ONCE):
            yield places[first : first + MOST_AT_ONCE]


def _export_group(
    group: Sequence[Variant],
    options: ExportOptions,
    overwrite: bool,
    cancel: threading.Event | None,
) -> list[Outcome]:
    try:
        kind = format_of(group[0].output, options.format)
    except SparkproofError as error:
        return [error for _ in group]
    if FORMATS[kind].has_sound:
        return export_videos(group, kind, options, Meter(None, None), overwrite, cancel)
    return [_export_alone(variant, options, overwrite, cancel) for variant in group]


def _export_alone(
    variant: Variant, options: ExportOptions, overwrite: bool, cancel: threading.Event | None
) -> Outcome:
    try:
        plan, output = variant.plan, variant.output
        return export_video(plan, output, options, overwrite=overwrite, cancel=cancel)
    except Canceled:
        raise
    except SparkproofError as error:
        return error
