"""Whether another video plays behind the chrome than the expected one."""

from __future__ import annotations

import cv2
import numpy as np

from qa.compare.difference import Mask
from qa.compare.expected import Expected
from qa.compare.judge import Judgement
from qa.compare.ycc import YCC, cells_of
from qa.finding import Finding

# Blocks of so many cells, by how many levels one of another video differs, and of how many.
_BLOCK, _APART, _MOSTLY = 4, 10.0, 0.5


def is_another_behind(expected: Expected, actual: YCC, seen: Mask) -> bool:
    """True where most of what no element is drawn on differs. Both are height x width x 3."""
    bare = seen.copy()
    for element in expected.elements:
        if not element.is_shade:
            box = element.box
            bare[box.y // 4 : -(-box.bottom // 4), box.x // 4 : -(-box.right // 4)] = False
    ours, theirs = cells_of(expected.picture[..., 0]), cells_of(actual[..., 0])
    height, width = (max(1, side // _BLOCK) for side in bare.shape)
    apart, weight = (
        np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), np.float32)
        for part in ((theirs - ours) * bare, bare.astype(np.float32))
    )
    free = weight > 0.5
    if not free.any():
        return False
    return bool(np.mean(np.abs(apart[free] / weight[free]) > _APART) > _MOSTLY)


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
