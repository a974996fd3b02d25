"""The strokes of an element's words: how much of their color each pixel or cell has.

Words stand on a plate, or on their own shadow. Both and the strokes' color are found in the picture
itself; each pixel is then some of one and some of the other.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from qa.compare.ycc import YCCA
from renderer.picture.color import OFFSETS

# A plate is what so much of the picture is, within so many levels.
_PLATE, _ALIKE = 0.35, 10.0
# What is drawn must differ by so much from what it stands on. A pixel is explained by the two to so
# many levels, root mean square, and most must be: a photo is not, and a badge beside a name is left
# out of its strokes.
_LEAST, _REST, _MOST = 40.0, 12.0, 0.6
_FULL = 0.8
_SHADOW = np.array((0.0, 0.0, 0.0, 255.0), np.float32)

Shares = npt.NDArray[np.float32]
"""float32, height x width: 1 where all is stroke, 0 where none is."""


def strokes_of(picture: YCCA, small: YCCA) -> Shares | None:
    """How much of `small`, which is `picture` made smaller, is stroke.

    None for what is not of one color on one plate, or on none.
    """
    colors = _centered(picture[::3, ::3])
    ground = _plate_of(colors)
    away = np.linalg.norm(colors - ground, axis=2)
    most = float(np.percentile(away, 99))
    if most < _LEAST:
        return None
    stroke = np.median(colors[away > _FULL * most], axis=0)
    below = ground if ground.any() else _SHADOW
    if _is_of_one_color(stroke, below):
        return None
    drawn = colors[..., 3] > _ALIKE
    if np.mean(_explained(colors, stroke, below)[1][drawn]) < _MOST:
        return None
    shares, is_explained = _explained(_centered(small), stroke, below)
    return np.asarray(np.clip(shares, 0, 1) * is_explained, np.float32)


def _centered(picture: YCCA) -> npt.NDArray[np.float32]:
    """Premultiplied levels of which grey has no chroma; alpha counts as brightness does."""
    levels = picture.copy()
    levels[..., :3] -= picture[..., 3:] * np.array(OFFSETS, np.float32)
    levels[..., 3] *= 255
    return levels


def _plate_of(colors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """What most of the picture is; nothing where that is clear, or where it is of many colors."""
    usual = np.median(colors.reshape(-1, 4), axis=0)
    near = np.abs(colors - usual).max(axis=2) < _ALIKE
    is_plate = near.mean() > _PLATE and usual[3] > _ALIKE
    return np.asarray(usual if is_plate else np.zeros(4), np.float32)


def _is_of_one_color(stroke: npt.NDArray[np.float32], below: npt.NDArray[np.float32]) -> bool:
    along = float(stroke @ below) / float(below @ below)
    return bool(np.linalg.norm(stroke - along * below) < _LEAST)


def _explained(
    colors: npt.NDArray[np.float32],
    stroke: npt.NDArray[np.float32],
    below: npt.NDArray[np.float32],
) -> tuple[Shares, npt.NDArray[np.bool_]]:
    """How much of each pixel is stroke by least squares, and whether the two are all of it."""
    both = np.stack([stroke, below])
    shares = cv2.transform(colors, np.linalg.solve(both @ both.T, both))
    apart = colors - shares @ both
    rest = np.sqrt(np.mean(apart * apart, axis=2))
    return np.asarray(shares[..., 0], np.float32), np.asarray(rest < _REST, np.bool_)
