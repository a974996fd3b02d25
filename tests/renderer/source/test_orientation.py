"""All eight ways in which a display matrix can say how a picture is to be shown."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from bench.creative_files import COLORS, Creative, make_creative
from overlays.geometry import Size
from renderer.frames import render_still
from renderer.output.proxy import browser_plays
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan
from renderer.source.probe import probe_source
from support.media import corner_colors

# Quarters anticlockwise and then a flip, as ffmpeg writes it; a flip and then clockwise degrees,
# as `SourceInfo` says it.
WAYS = [
    (0, "", False, 0),
    (1, "", False, 270),
    (2, "", False, 180),
    (3, "", False, 90),
    (0, "h", True, 0),
    (1, "h", True, 90),
    (2, "h", True, 180),
    (3, "h", True, 270),
    (0, "v", True, 180),
    (1, "v", True, 270),
]


@pytest.mark.parametrize(("turn", "flip", "mirrored", "rotation"), WAYS)
def test_a_picture_is_shown_upright(
    tmp_path: Path,
    plan_for: Callable[..., RenderPlan],
    turn: int,
    flip: str,
    mirrored: bool,
    rotation: int,
) -> None:
    size = (384, 216) if turn % 2 else (216, 384)
    way = Creative("way", "way.mp4", size=size, turn=turn, flip=flip, count=2, sound="")
    path = make_creative(way, tmp_path)
    source = probe_source(path)
    assert (source.mirrored, source.rotation) == (mirrored, rotation)
    assert source.display_size == Size(216, 384)
    rgb = rgb_from_frame(render_still(plan_for(path, canvas=source.display_size), Fraction(0)))
    np.testing.assert_allclose(corner_colors(rgb), COLORS, atol=5)


def test_a_mirrored_picture_of_the_canvas_size_does_not_pass_as_it_is(
    tmp_path: Path, plan_for: Callable[..., RenderPlan]
) -> None:
    way = Creative("way", "way.mp4", flip="h", count=2, sound="")
    path = make_creative(way, tmp_path)
    assert not browser_plays(probe_source(path))
    for fit in ("cover", "contain", "blur"):
        plan = plan_for(path, canvas=Size(216, 384), fit=fit)
        rgb = rgb_from_frame(render_still(plan, Fraction(0)))
        np.testing.assert_allclose(corner_colors(rgb), COLORS, atol=5)
