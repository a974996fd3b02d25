"""Blends layers over pictures: the only alpha arithmetic of the project.

Layers are premultiplied sRGB, pictures are Y'CbCr BT.709 limited. Both are encoded with the same
curve and the matrix between them is linear, so blending here is the blending of phone interfaces:

    out = layer + below (1 - alpha)           per sample, alpha from 0 to 1
    layer's Y' = 219 (matrix of premultiplied R'G'B') + 16 alpha,   chroma with 128 alpha

Only the boxes that layers cover are touched. What a layer adds is worked out once for each state of
its motion; equal states give equal pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect, Size
from overlays.layers import PremulRGBA
from overlays.motion import Pose
from renderer.picture.color import OFFSETS, YCC_FROM_RGB
from renderer.picture.planes import Plane, Planes

FloatRGBA = npt.NDArray[np.float32]
"""float32, height x width x 4, premultiplied, 0 to 255."""

# Premultiplied R'G'B'A to premultiplied Y'CbCrA: the offsets of Y'CbCr come with alpha. All four
# rows for the small chroma planes, too: OpenCV has a fast path for 4 to 4 channels only.
_YCCA_FROM_RGBA = np.zeros((4, 4), np.float32)
_YCCA_FROM_RGBA[:3, :3] = YCC_FROM_RGB
_YCCA_FROM_RGBA[:3, 3] = np.array(OFFSETS, np.float32) / 255
_YCCA_FROM_RGBA[3, 3] = 1


class Wash(NamedTuple):
    """What blending does to one plane, at these rows and columns: `below * keep / 255 + add`."""

    at: tuple[slice, slice]
    keep: Plane
    add: Plane


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A blend made ready: an even box on the canvas and what happens there to Y', Cb and Cr."""

    rect: Rect
    washes: tuple[Wash, Wash, Wash]


def make_patch(rgba: PremulRGBA | FloatRGBA, rect: Rect, canvas: Size) -> Patch | None:
    """The blend of one premultiplied picture lying on `rect`, clipped to the canvas.

    None when it lies outside. Chroma samples sit between two rows on the even column, as
    H.264 has them unless told otherwise, and so reach one pixel over the sides of the picture.
    """
    visible = rect.intersect(Rect(0, 0, canvas.width, canvas.height))
    if visible is None:
        return None
    box = even_box(visible.expand(1, 0)).intersect(Rect(0, 0, canvas.width, canvas.height))
    assert box is not None
    padded = np.zeros((box.height, box.width, 4), np.float32)
    top, left = visible.y - box.y, visible.x - box.x
    y, x = visible.y - rect.y, visible.x - rect.x
    padded[top : top + visible.height, left : left + visible.width] = rgba[
        y : y + visible.height, x : x + visible.width
    ]
    return patch_from_rgba(padded, box)


def patch_from_rgba(rgba: FloatRGBA, box: Rect) -> Patch:
    """The blend of a picture that fills an even box of the canvas.

    Where the box ends inside the canvas, its first and last column are transparent: the chroma
    samples beyond see nothing of it.
    """
    y, _, _, alpha = _ycca_planes(rgba)
    _, cb, cr, alpha_half = _ycca_planes(_half(rgba))
    at, keep = (slice(box.y, box.bottom), slice(box.x, box.right)), ~alpha
    half_rows = slice(box.y // 2, box.bottom // 2)
    half_at, keep_half = (half_rows, slice(box.x // 2, box.right // 2)), ~alpha_half
    washes = (Wash(at, keep, y), Wash(half_at, keep_half, cb), Wash(half_at, keep_half, cr))
    return Patch(box, washes)


def stacked(patches: Sequence[Patch]) -> Patch:
    """Patches of the same columns, each beginning where the one before it ends, as one."""
    first, last = patches[0].rect, patches[-1].rect
    box = Rect(first.x, first.y, first.width, last.bottom - first.y)
    y, cb, cr = (
        Wash(
            (slice(washes[0].at[0].start, washes[-1].at[0].stop), washes[0].at[1]),
            np.concatenate([wash.keep for wash in washes]),
            np.concatenate([wash.add for wash in washes]),
        )
        for washes in zip(*(patch.washes for patch in patches), strict=True)
    )
    return Patch(box, (y, cb, cr))


def blend_over(patches: Iterable[Patch], planes: Planes) -> None:
    """Blends the patches in order onto writable planes."""
    for patch in patches:
        _blend(planes, patch, planes)


def blend_copy(below: Planes, patches: Sequence[Patch], out: Planes) -> None:
    """Writes `below` with the patches over it, in order, into `out`, whatever was in there.

    Where the first patches fill whole rows one after another down the picture, `below` is not
    copied first: scrims cover half of a picture.
    """
    top, done = 0, 0
    for patch in patches:
        rect = patch.rect
        if rect.x or rect.width != below.size.width or rect.y < top:
            break
        _copy_rows(below, out, top, rect.y)
        _blend(below, patch, out)
        top, done = rect.bottom, done + 1
    _copy_rows(below, out, top, below.size.height)
    blend_over(patches[done:], out)


def _copy_rows(below: Planes, out: Planes, top: int, bottom: int) -> None:
    out.y[top:bottom] = below.y[top:bottom]
    out.u[top // 2 : bottom // 2] = below.u[top // 2 : bottom // 2]
    out.v[top // 2 : bottom // 2] = below.v[top // 2 : bottom // 2]


def _blend(below: Planes, patch: Patch, out: Planes) -> None:
    for plane, wash, target in zip(below, patch.washes, out, strict=True):
        made = target[wash.at]
        cv2.multiply(plane[wash.at], wash.keep, dst=made, scale=1 / 255)
        cv2.add(made, wash.add, dst=made)


def flatten_onto(below: FloatRGBA, rgba: PremulRGBA | FloatRGBA, x: int, y: int) -> None:
    """Puts a premultiplied picture over a premultiplied canvas in place, its corner at (x, y).

    Kept in floating point, so that a stack of layers is rounded once and not once for each.
    """
    height, width = below.shape[:2]
    top, left = max(0, y), max(0, x)
    bottom, right = min(height, y + rgba.shape[0]), min(width, x + rgba.shape[1])
    if bottom <= top or right <= left:
        return
    over = rgba[top - y : bottom - y, left - x : right - x].astype(np.float32)
    part = below[top:bottom, left:right]
    if part[..., 3].any():
        part *= 1 - over[..., 3:] / 255
        part += over
    else:
        part[:] = over


def turned(rgba: PremulRGBA, degrees: int) -> PremulRGBA:
    """The picture turned clockwise about its middle in its own box; what leaves the box is cut."""
    if degrees % 360 == 0:
        return rgba
    height, width = rgba.shape[:2]
    # Pixel centres: the middle of a picture two pixels wide is at 0.5.
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1.0)
    result = cv2.warpAffine(
        rgba, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
    )
    return np.asarray(result, np.uint8)


def faded(rgba: PremulRGBA | FloatRGBA, opacity: int) -> FloatRGBA:
    """The picture with all four channels times opacity / 255."""
    return rgba.astype(np.float32) * np.float32(opacity / 255)


def slid(rgba: PremulRGBA, offset: int, width: int, feather: int) -> FloatRGBA:
    """`width` columns of the endless repetition of the picture, from column `offset` on.

    `feather` columns at both ends fade: the outermost by 0.5 / feather, the next by 1.5 / feather …
    """
    repeats = -(-(offset + width) // rgba.shape[1])
    endless = rgba if repeats == 1 else np.concatenate([rgba] * repeats, axis=1)
    window: FloatRGBA = endless[:, offset : offset + width].astype(np.float32)
    ramp = ((np.arange(feather) + 0.5) / max(1, feather)).astype(np.float32)[:width, None]
    window[:, : len(ramp)] *= ramp
    window[:, width - len(ramp) :] *= ramp[::-1]
    return window


def posed(rgba: PremulRGBA, pose: Pose, box: Size) -> FloatRGBA:
    """The picture in its pose inside a box of that size, nothing elsewhere."""
    placed = np.zeros((box.height, box.width, 4), np.float32)
    flatten_onto(placed, faded(turned(rgba, pose.degrees), pose.opacity), pose.dx, pose.dy)
    return placed


def revealed(rgba: PremulRGBA, columns: int, from_right: bool) -> PremulRGBA:
    """The picture with only its first `columns` columns, or its last ones; nothing elsewhere."""
    shown = np.zeros_like(rgba)
    start = rgba.shape[1] - columns if from_right else 0
    shown[:, start : start + columns] = rgba[:, start : start + columns]
    return shown


def even_box(rect: Rect) -> Rect:
    """The smallest rect around `rect` whose edges are all even."""
    x, y = rect.x // 2 * 2, rect.y // 2 * 2
    return Rect(x, y, -(-rect.right // 2) * 2 - x, -(-rect.bottom // 2) * 2 - y)


def _half(rgba: FloatRGBA) -> FloatRGBA:
    """Half width and height, samples on even columns and between rows: weights 1 2 1 by 1 1."""
    height, width = rgba.shape[0] // 2, rgba.shape[1] // 2
    # Two averages of 2 x 2, one of them a column further left, are together the weights wanted.
    half: FloatRGBA = np.asarray(cv2.resize(rgba, (width, height), interpolation=cv2.INTER_AREA))
    left = np.empty_like(half)
    # At the canvas's left edge the picture goes on as it is.
    left[:, 0] = (rgba[0::2, 0] + rgba[1::2, 0]) / 2
    if width > 1:
        left[:, 1:] = cv2.resize(rgba[:, 1:-1], (width - 1, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.addWeighted(half, 0.5, left, 0.5, 0), np.float32)


def _ycca_planes(rgba: FloatRGBA) -> list[Plane]:
    """Premultiplied Y', Cb, Cr and alpha, rounded."""
    ycca = cv2.convertScaleAbs(cv2.transform(rgba, _YCCA_FROM_RGBA))
    return [np.asarray(plane, np.uint8) for plane in cv2.split(ycca)]
