"""The heat map of an ad, ready to be laid over its phone."""

from __future__ import annotations

from qa.checks.candidate import Candidate
from qa.checks.picture.standing import Standing, standing
from qa.covering.heat import Heat, StraightRGBA, heat_map, heat_over, heat_picture
from renderer.picture.rgb import RGB


def heat_of(candidate: Candidate) -> StraightRGBA | None:
    """uint8, the canvas's height x width x 4, alpha straight; None where nothing is covered."""
    at = standing(candidate)
    heat = None if at is None else _heat(at)
    return None if at is None or heat is None else heat_picture(heat, at.dp)


def heated(candidate: Candidate, picture: RGB) -> RGB:
    """A finished frame of the ad with its heat map over it; as it is where nothing is covered."""
    at = standing(candidate)
    heat = None if at is None else _heat(at)
    return picture if at is None or heat is None else heat_over(picture, heat, at.dp)


def _heat(at: Standing) -> Heat | None:
    heat = heat_map(at.seen.tracks, at.shields, at.lying, float(at.seen.duration))
    return heat if heat.any() else None
