"""Blending against the definition, worked out in floating point on RGB."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from overlays.geometry import Rect, Size
from renderer.picture.composite import (
    blend_copy,
    blend_over,
    faded,
    flatten_onto,
    make_patch,
    slid,
    turned,
)
from renderer.picture.planes import Planes, black_planes, new_block, split_planes
from support.media import ycc_from_rgb

ALPHAS = (0, 1, 127, 128, 254, 255)
COLORS = ((255, 255, 255), (0, 0, 0), (254, 44, 85), (10, 240, 30), (0, 0, 255))
CANVAS = Size(16, 12)

Floats = npt.NDArray[np.float64]


def flat(size: Size, rgb: tuple[int, int, int], alpha: int) -> npt.NDArray[np.uint8]:
    rgba = np.empty((size.height, size.width, 4), np.uint8)
    rgba[..., :3] = np.rint(np.array(rgb) * alpha / 255)
    rgba[..., 3] = alpha
    return rgba


def background(rgb: tuple[int, int, int]) -> Planes:
    picture = np.full((CANVAS.height, CANVAS.width, 3), rgb, np.uint8)
    planes = split_planes(new_block(CANVAS))
    for plane, values in zip(planes, ycc_from_rgb(picture, "bt709", full_range=False), strict=True):
        plane[:] = values
    return planes


def ycc(rgb: Floats) -> Floats:
    """BT.709 limited Y'CbCr of one color, not rounded."""
    red, green, blue = rgb / 255
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return np.array(
        [16 + 219 * luma, 128 + 224 * (blue - luma) / 1.8556, 128 + 224 * (red - luma) / 1.5748]
    )


@pytest.mark.parametrize("alpha", ALPHAS)
@pytest.mark.parametrize("color", COLORS)
@pytest.mark.parametrize("below", [(0, 0, 0), (255, 255, 255), (40, 180, 60)])
def test_a_flat_layer_is_within_one_level(
    alpha: int, color: tuple[int, int, int], below: tuple[int, int, int]
) -> None:
    planes = background(below)
    rgba = flat(CANVAS, color, alpha)
    stored = np.array([planes.y[0, 0], planes.u[0, 0], planes.v[0, 0]], np.float64)
    patch = make_patch(rgba, Rect(0, 0, 16, 12), CANVAS)
    assert patch is not None
    blend_over([patch], planes)
    premultiplied = rgba[0, 0, :3].astype(np.float64)
    black = np.array([16.0, 128.0, 128.0])
    added = ycc(premultiplied) - black + black * alpha / 255
    wanted = np.rint(stored * (1 - alpha / 255) + added)
    for plane, value in zip(planes, wanted, strict=True):
        assert np.abs(plane.astype(int) - value).max() <= 1


def test_alpha_0_leaves_and_alpha_255_replaces() -> None:
    planes = background((40, 180, 60))
    before = [plane.copy() for plane in planes]
    nothing = make_patch(flat(CANVAS, (255, 0, 0), 0), Rect(0, 0, 16, 12), CANVAS)
    assert nothing is not None
    blend_over([nothing], planes)
    for plane, old in zip(planes, before, strict=True):
        np.testing.assert_array_equal(plane, old)
    whole = make_patch(flat(CANVAS, (255, 255, 255), 255), Rect(0, 0, 16, 12), CANVAS)
    assert whole is not None
    blend_over([whole], planes)
    assert (planes.y == 235).all()
    assert (planes.u == 128).all()
    assert (planes.v == 128).all()


def test_an_odd_box_touches_its_own_pixels_only() -> None:
    planes = black_planes(CANVAS)
    patch = make_patch(flat(Size(5, 3), (255, 0, 0), 255), Rect(3, 5, 5, 3), CANVAS)
    assert patch is not None
    blend_over([patch], planes)
    inside = np.zeros((12, 16), bool)
    inside[5:8, 3:8] = True
    np.testing.assert_array_equal(planes.y != 16, inside)
    # Chroma samples sit on even columns between two rows; rows 5 and 8 are half covered.
    share = (planes.v.astype(float) - 128) / 112
    rows = np.array([0, 0, 0.5, 1, 0, 0])
    np.testing.assert_allclose(share, np.outer(rows, columns_of(3, 8)), atol=0.01)


def columns_of(left: int, right: int) -> Floats:
    """How much of each chroma sample's 1 2 1 window the columns left..right cover."""
    covered = np.zeros(18)
    covered[1 + left : 1 + right] = 1
    return (covered[0:16:2] + 2 * covered[1:17:2] + covered[2:18:2]) / 4


@pytest.mark.parametrize(
    ("rect", "visible"),
    [
        (Rect(-3, -3, 5, 5), (slice(0, 2), slice(0, 2))),
        (Rect(13, 9, 9, 9), (slice(9, 12), slice(13, 16))),
        (Rect(-4, 4, 40, 2), (slice(4, 6), slice(0, 16))),
    ],
)
def test_a_box_over_the_edge_is_cut(rect: Rect, visible: tuple[slice, slice]) -> None:
    planes = black_planes(CANVAS)
    patch = make_patch(flat(rect.size, (255, 255, 255), 255), rect, CANVAS)
    assert patch is not None
    blend_over([patch], planes)
    wanted = np.full((12, 16), 16)
    wanted[visible] = 235
    np.testing.assert_array_equal(planes.y, wanted)


def test_a_box_outside_is_nothing() -> None:
    assert make_patch(flat(Size(4, 4), (9, 9, 9), 255), Rect(16, 0, 4, 4), CANVAS) is None
    assert make_patch(flat(Size(4, 4), (9, 9, 9), 255), Rect(0, -4, 4, 4), CANVAS) is None


def test_the_picture_below_is_not_written_to() -> None:
    below = background((40, 180, 60))
    for plane in below:
        plane.flags.writeable = False
    out = split_planes(new_block(CANVAS))
    full = make_patch(flat(Size(16, 4), (255, 255, 255), 128), Rect(0, 4, 16, 4), CANVAS)
    small = make_patch(flat(Size(4, 4), (0, 0, 0), 255), Rect(2, 2, 4, 4), CANVAS)
    assert full is not None
    assert small is not None
    blend_copy(below, [full, small], out)
    copied = Planes(*(plane.copy() for plane in below))
    blend_over([full, small], copied)
    for plane, wanted in zip(out, copied, strict=True):
        np.testing.assert_array_equal(plane, wanted)


def test_a_stack_is_rounded_once() -> None:
    generator = np.random.default_rng(1)
    canvas = np.zeros((1, 50, 4), np.float32)
    exact = np.zeros((1, 50, 4))
    for _ in range(20):
        alpha = generator.integers(0, 256, (1, 50, 1))
        rgb = generator.integers(0, 256, (1, 50, 3)) * alpha // 255
        layer = np.concatenate([rgb, alpha], axis=2).astype(np.uint8)
        flatten_onto(canvas, layer, 0, 0)
        exact = layer + exact * (1 - layer[..., 3:] / 255)
    np.testing.assert_allclose(canvas, exact, atol=0.01)


def test_flatten_cuts_at_the_edges() -> None:
    canvas = np.zeros((4, 4, 4), np.float32)
    flatten_onto(canvas, flat(Size(3, 3), (255, 255, 255), 255), 2, -1)
    wanted = np.zeros((4, 4))
    wanted[:2, 2:] = 255
    np.testing.assert_array_equal(canvas[..., 3], wanted)


def test_turned_goes_clockwise_about_the_middle() -> None:
    rgba = np.zeros((9, 9, 4), np.uint8)
    rgba[0, 4] = 255
    np.testing.assert_array_equal(turned(rgba, 0), rgba)
    for degrees, (row, column) in {90: (4, 8), 180: (8, 4), 270: (4, 0)}.items():
        wanted = np.zeros((9, 9))
        wanted[row, column] = 255
        np.testing.assert_array_equal(turned(rgba, degrees)[..., 3], wanted)


def test_slid_repeats_and_fades_at_both_ends() -> None:
    rgba = np.zeros((1, 10, 4), np.uint8)
    rgba[0, :, 3] = np.arange(10) * 10 + 100
    np.testing.assert_array_equal(slid(rgba, 7, 6, 0)[0, :, 3], [170, 180, 190, 100, 110, 120])
    feathered = slid(np.full((1, 10, 4), 200, np.uint8), 3, 8, 2)[0, :, 3]
    np.testing.assert_allclose(feathered, [50, 150, 200, 200, 200, 200, 150, 50])
    longer = slid(rgba, 9, 23, 0)[0, :, 3]
    np.testing.assert_array_equal(longer, (np.arange(9, 32) % 10) * 10 + 100)


def test_faded_scales_all_four_channels() -> None:
    rgba = np.full((2, 2, 4), 100, np.uint8)
    np.testing.assert_allclose(faded(rgba, 51), 20)
    np.testing.assert_allclose(faded(rgba, 255), 100)
