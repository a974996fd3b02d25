"""Whether another video plays behind the chrome than the expected one."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from qa.compare.difference import Mask
from qa.compare.expected import Expected
from qa.compare.judge import Judgement
from qa.compare.ycc import CELL, YCC
from qa.finding import Finding

# Blocks of so many cells, by how many levels one of another video differs, and of how many.
_BLOCK, _APART, _MOSTLY = 2, 10.0, 0.5


def is_another_behind(expected: Expected, actual: YCC, seen: Mask) -> bool:
    """True where most of what no element is drawn on differs. Both are height x width x 3."""
    bare = seen.astype(np.float32)
    for element in expected.elements:
        if not element.is_shade:
            box = element.box
            bare[box.y // CELL : -(-box.bottom // CELL), box.x // CELL : -(-box.right // CELL)] = 0
    blocks = bare.shape[1] // _BLOCK, bare.shape[0] // _BLOCK
    free = _shrunk(bare, blocks) == 1
    if not free.any():
        return False
    ours, theirs = (
        _shrunk(cv2.extractChannel(one, 0), blocks) for one in (expected.picture, actual)
    )
    apart = np.abs(theirs.astype(np.float32) - ours)
    return bool(np.mean(apart[free] > _APART) > _MOSTLY)


def _shrunk(picture: npt.NDArray[Any], size: tuple[int, int]) -> npt.NDArray[Any]:
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))


def is_the_chrome_there(judged: tuple[Judgement, ...]) -> bool:
    """True where any element is as expected."""
    return any(one.verdict == "present" for one in judged)


def behind_finding(expected: Expected, *, is_chrome_there: bool) -> Finding:
    """Says so, and how the chrome alone is judged."""
    message = (
        "another video, moment or crop is behind the chrome than the ad's own: --background any "
        "judges the chrome alone"
        if is_chrome_there
        else "the picture is of something else: neither the video nor an element is as expected"
    )
    return Finding("other-picture", "fail", "", message, expected.time)
