"""A picture of any size brought onto our canvas, and ours made as soft as it has become."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from overlays.errors import ActualError
from overlays.geometry import Rect, Size
from qa.compare.difference import Mask
from qa.compare.registration import Registration, check_size, register
from qa.compare.ycc import CELL, YCC, cells_of, rgb_from_ycc, ycc_from_rgb

RGB = npt.NDArray[np.uint8]

# A picture that was scaled as a whole has our shape but for rounding.
_SAME_SHAPE = 0.004
_STEPS, _STEP, _OUTLIER = 4, 3, 28.0
_STILL = 0.02
# Levels on average, of 28 at most: a takeover's own frame as a JPEG was 0.7 apart, and 11 where it
# was laid elsewhere; another moment of its clip 15, other videos 27.
_SAME_PICTURE = 7.0
_SAME_WIDTH, _CLOSE, _NARROW = 0.02, 0.0005, 24.0


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """`picture` lies on our grid; `seen` is False for cells that theirs does not show.

    `shown` is the same in sRGB. `ours` is the expected frame as soft as theirs. `registration`
    is None where both have one size.
    """

    picture: YCC = field(repr=False)
    shown: RGB = field(repr=False)
    ours: YCC = field(repr=False)
    seen: Mask = field(repr=False)
    registration: Registration | None = None


def align(ours: YCC, theirs: RGB, elements: Sequence[Rect], *, any_scale: bool) -> Aligned:
    """Theirs on our grid. With `any_scale` our frame is looked for in it wherever it lies.

    Raises ActualError for a picture of something else, and for one of another shape.
    """
    size = Size(ours.shape[1], ours.shape[0])
    other = Size(theirs.shape[1], theirs.shape[0])
    if size == other:
        seen = np.ones(cells_of(ours[..., 0]).shape, np.bool_)
        return Aligned(ycc_from_rgb(theirs), theirs, ours, seen)
    if any_scale:
        found = _found(ours, theirs, elements)
    elif abs(other.height * size.width / (other.width * size.height) - 1) < _SAME_SHAPE:
        found = Registration(other.width / size.width, 0.0, 0.0, 0, 0.0, size, other)
    else:
        raise ActualError(
            f"the picture is {other} and the expected one {size}: not the same shape; compare it "
            "with --profile screenshot"
        )
    shown = found.warp(theirs)
    return Aligned(ycc_from_rgb(shown), shown, _softened(ours, found.scale), _seen(found), found)


def _softened(ours: YCC, scale: float) -> YCC:
    """Ours made smaller by averages and large again, as theirs was."""
    if scale >= 1:
        return ours
    height, width = ours.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(ours, size, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height)).astype(np.uint8, copy=False)


def _seen(found: Registration) -> Mask:
    """Cells of which every pixel comes from within theirs."""
    width, height = found.expected.width, found.expected.height
    x = (np.arange(width) + 0.5) * found.scale + found.offset_x
    y = (np.arange(height) + 0.5) * found.scale + found.offset_y
    columns = (x > 1) & (x < found.actual.width - 1)
    rows = (y > 1) & (y < found.actual.height - 1)
    # The outermost pixel of a picture that is not cropped is whole.
    if found.offset_x > -1:
        columns[:2] = True
    inside = (rows[:, None] & columns[None, :]).astype(np.float32)
    return cells_of(inside) > 1 - 1 / (CELL * CELL)


def _found(ours: YCC, theirs: RGB, elements: Sequence[Rect]) -> Registration:
    """By corners in several elements; a takeover has one, and is found by the video around it.

    Raises ActualError for a picture of something else.
    """
    check_size(theirs)
    try:
        return _best_of(register(rgb_from_ycc(ours), theirs, elements), ours, theirs)
    except ActualError:
        whole = min(_full_widths(ours, theirs), key=lambda one: _apart(one, ours, theirs))
        if _apart(whole, ours, theirs) > _SAME_PICTURE:
            raise
        return whole


def _full_widths(ours: YCC, theirs: RGB) -> Iterator[Registration]:
    """Our frame as wide as theirs: below its bars, above them, and in the middle."""
    size, other = Size(ours.shape[1], ours.shape[0]), Size(theirs.shape[1], theirs.shape[0])
    scale = other.width / size.width
    beyond = other.height - scale * size.height
    for top in (beyond, 0.0, beyond / 2):
        yield _refined(Registration(scale, 0.0, top, 0, 0.0, size, other), ours, theirs)


def _best_of(found: Registration, ours: YCC, theirs: RGB) -> Registration:
    """The best of what the corners say and of our frame filling the whole width.

    Corners are mostly those of the caption: where that has moved, they say that all has.
    """
    refined = _refined(found, ours, theirs)
    ratio = found.actual.width / found.expected.width
    is_whole = abs(refined.scale / ratio - 1) < _SAME_WIDTH and abs(refined.offset_x) < _NARROW
    is_there = abs(refined.scale / ratio - 1) < _CLOSE and abs(refined.offset_x) < _STILL * 10
    if is_there or not is_whole:
        return refined
    middle = found.expected.height / 2
    top = found.offset_y + (found.scale - ratio) * middle
    starts = [replace(found, scale=ratio, offset_x=0.0, offset_y=top + step) for step in (-4, 0, 4)]
    tried = [refined, *(_refined(start, ours, theirs) for start in starts)]
    return min(tried, key=lambda one: _apart(one, ours, theirs))


def _apart(found: Registration, ours: YCC, theirs: RGB) -> float:
    """How far brightness is apart where both are seen; what is far apart counts no further."""
    ours = _softened(ours, found.scale)[::2, ::2, 0]
    shown = ycc_from_rgb(found.warp(theirs))[::2, ::2, 0]
    return float(np.minimum(cv2.absdiff(ours, shown), _OUTLIER).mean())


def _refined(found: Registration, ours: YCC, theirs: RGB) -> Registration:
    """By Gauss and Newton on the brightness of all pixels that agree at all.

    Corners are good to half a pixel, which would move every thin letter by a tenth of its stroke.
    """
    ours = _softened(ours, found.scale)
    step = _STEP
    target = ours[::step, ::step, 0].astype(np.float32)
    for _ in range(_STEPS):
        shown = np.ascontiguousarray(ycc_from_rgb(found.warp(theirs))[..., 0])
        across = cv2.Sobel(shown, cv2.CV_32F, 1, 0, scale=1 / 8)[::step, ::step]
        down = cv2.Sobel(shown, cv2.CV_32F, 0, 1, scale=1 / 8)[::step, ::step]
        apart = target - shown[::step, ::step]
        used = (np.abs(apart) < _OUTLIER) & (across * across + down * down > 4)
        if np.count_nonzero(used) < 500:
            return found
        y, x = (axis.astype(np.float32) * step + 0.5 for axis in np.nonzero(used))
        gx, gy = across[used], down[used]
        system = np.stack([gx * x + gy * y, gx, gy])
        grow, dx, dy = np.linalg.solve(system @ system.T, system @ apart[used])
        found = replace(
            found,
            scale=found.scale * (1 + float(grow)),
            offset_x=found.offset_x + found.scale * float(dx),
            offset_y=found.offset_y + found.scale * float(dy),
        )
        if max(abs(grow) * ours.shape[0], abs(dx), abs(dy)) < _STILL:
            break
    return found
