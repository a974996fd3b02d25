"""Clips that many tests read, made once for a whole run, and plans on a small canvas."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer, PremulRGBA, pixel_key
from overlays.motion import FadeIn, Marquee, Motion, Spin
from renderer.picture.fit import Fit
from renderer.plan import RenderPlan, make_plan
from renderer.source.probe import probe_source
from support.media import CLIPS, write_clip

SMALL = Size(108, 192)
"""The canvas of most tests: the clips' own size, so that their pictures pass unscaled."""

QUARTER = Fraction(1, 4)

MakePlan = Callable[..., RenderPlan]


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one clip for each kind of source, by name."""
    folder = tmp_path_factory.mktemp("clips")
    assert CLIPS
    for name, clip in CLIPS.items():
        write_clip(folder / name, clip)
    return folder


@pytest.fixture
def plan_for() -> MakePlan:
    """Makes a plan from a path, with any layers on a small canvas."""

    def make(path: Path, *layers: Layer, fit: Fit = "cover", canvas: Size = SMALL) -> RenderPlan:
        keys = "".join(layer.key for layer in layers)
        return make_plan(probe_source(path), Chrome(canvas, layers, digest=keys), fit=fit)

    return make


@pytest.fixture
def moving_layers() -> tuple[Layer, ...]:
    """One layer of each kind of motion, and still ones under and over them."""
    return _moving_layers()


def _moving_layers() -> tuple[Layer, ...]:
    def layer(name: str, rect: Rect, rgba: PremulRGBA, motion: Motion | None = None) -> Layer:
        return Layer(name, rect, rgba, pixel_key(rgba), motion=motion)

    noise = np.random.default_rng(7)

    def speckled(width: int, height: int) -> PremulRGBA:
        alpha = noise.integers(0, 256, (height, width, 1))
        rgb = noise.integers(0, 256, (height, width, 3)) * alpha // 255
        return np.concatenate([rgb, alpha], axis=2).astype(np.uint8)

    return (
        layer("scrim", Rect(0, 130, 108, 62), speckled(108, 62)),
        layer("row", Rect(9, 150, 61, 13), speckled(90, 13), Marquee(Fraction(40), 90, 5)),
        layer(
            "fill", Rect(5, 168, 70, 18), speckled(70, 18), FadeIn(Fraction(1, 4), Fraction(1, 4))
        ),
        layer("label", Rect(11, 171, 33, 11), speckled(33, 11)),
        layer("disc", Rect(83, 161, 23, 23), speckled(23, 23), Spin(Fraction(2))),
        layer("corner", Rect(-3, -5, 20, 18), speckled(20, 18)),
    )
