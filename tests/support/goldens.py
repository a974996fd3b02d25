"""Compares a picture with the one that was approved, and says where the first difference is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

RGB = npt.NDArray[np.uint8]
# Other processors round a level or two differently at soft edges; a letter moved by a pixel makes
# hundreds of pixels differ by far more.
LEVELS = 12


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
    wrong = np.argwhere(difference > LEVELS)
    if len(wrong):
        y, x = (int(place) for place in wrong[0])
        Image.fromarray(actual).save(scratch / "actual.png")
        magnified = np.clip(difference * 8, 0, 255).astype(np.uint8)
        Image.fromarray(magnified).save(scratch / "difference.png")
        raise AssertionError(
            f"{path.name}: {len(wrong)} pixels differ, first ({x}, {y}): "
            f"{tuple(actual[y, x])}, not {tuple(expected[y, x])}; see {scratch}"
        )
