"""Where an ad puts its stickers: inside of the platform's zone."""

from __future__ import annotations

from collections.abc import Iterator

from overlays.layers import Layer
from overlays.layout.guides import Guide, guides_of, reach_out
from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Finding

# A card stands where the platform puts it.
_PUT = ("ad.countdown", "ad.vote")


def sticker_place(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Of zones that count while the sticker is there; on a phone's own shape there are none."""
    limit = limits.number("most_outside")
    if limit is None:
        return
    placement, chrome = candidate.placement, candidate.plan.chrome
    frame = candidate.look.view.frame(placement)
    zones = [
        zone
        for zone in guides_of(placement, candidate.locale, frame, chrome)
        if zone.kind == "safe_zone"
    ]
    for layer in _stickers(candidate):
        out = _least_out(layer, zones)
        dp = round(out / frame.factor, 1)
        if dp > limit.value:
            message = (
                f"the {layer.word.lower()} stands {dp:g} dp outside of the safe zone, in which "
                "stickers are placed: move it with x and y"
            )
            yield found(
                "sticker-place", "fail", message, layer=layer, limit=limit, figures={"count": dp}
            )


def _stickers(candidate: Candidate) -> Iterator[Layer]:
    free = {part.id for part in candidate.placement.all_parts if part.free in _PUT}
    yield from (layer for layer in candidate.plan.chrome.layers if layer.id in free)


def _least_out(layer: Layer, zones: list[Guide]) -> int:
    """Pixels by which it reaches out of the zone that it fits best; 0 without zones."""
    meanwhile = [zone for zone in zones if zone.span.start <= layer.span.start]
    return min((reach_out(zone, layer.rect) for zone in meanwhile), default=0)
