"""Compares a picture with the one that was approved, and says where the first difference is.

Other processors round soft edges a level or two differently, and a letter moved by a pixel makes
hundreds of pixels differ by far more: LEVELS let the first pass and not the second. In flat areas
there is nothing to be moved, but a color can be another: there FLAT_LEVELS count. A pixel is flat
when the approved picture changes by at most FLAT_CONTRAST levels in the nine pixels around it.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

RGB = npt.NDArray[np.uint8]
LEVELS, FLAT_LEVELS, FLAT_CONTRAST = 12, 4, 8


def assert_golden(actual: RGB, path: Path, scratch: Path, *, update: bool) -> None:
    """`actual` is the picture at `path`; with `update` it becomes it."""
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(actual).save(path, optimize=True)
        return
    assert path.exists(), f"{path} is missing: run pytest --update-golden and look at it"
    expected = np.asarray(Image.open(path).convert("RGB"))
    assert actual.shape == expected.shape
    difference = np.abs(actual.astype(int) - expected.astype(int)).max(axis=2)
    wrong = np.argwhere(difference > np.where(flat(expected), FLAT_LEVELS, LEVELS))
    if len(wrong):
        y, x = (int(place) for place in wrong[0])
        Image.fromarray(actual).save(scratch / "actual.png")
        magnified = np.clip(difference * 8, 0, 255).astype(np.uint8)
        Image.fromarray(magnified).save(scratch / "difference.png")
        raise AssertionError(
            f"{path.name}: {len(wrong)} pixels differ, first ({x}, {y}): "
            f"{tuple(actual[y, x])}, not {tuple(expected[y, x])}; see {scratch}"
        )


def flat(picture: RGB) -> npt.NDArray[np.bool_]:
    """Where a picture has no edges, height x width."""
    around = np.ones((3, 3), np.uint8)
    highest, lowest = cv2.dilate(picture, around), cv2.erode(picture, around)
    return np.asarray((highest - lowest).max(axis=2) <= FLAT_CONTRAST)
