"""Where a picture holds what an element draws, and at which size: by correlation of brightness."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

Luma = npt.NDArray[np.float32]

LIKELY = 0.6
"""The correlation from which something may be there."""

_SCALES = (0.75, 0.8, 0.85, 0.9, 0.95, 1.05, 1.1, 1.15, 1.2, 1.3)
_STEP, _LEAST_STEP = 0.025, 0.01
# Pixels of an element's shorter side from which half of them tell the likeliest size.
_HALVED = 40


@dataclass(frozen=True, slots=True, eq=False)
class Rest:
    """What a picture has that is to be explained; `x`, `y` is its corner from the element's."""

    luma: Luma = field(repr=False)
    x: int
    y: int

    def halved(self) -> Rest:
        """Half as large."""
        return Rest(_halved(self.luma), self.x // 2, self.y // 2)


def best_place(rest: Rest, effect: Luma) -> tuple[float, int, int] | None:
    """Where it holds that effect best: correlation, and the way there in pixels.

    None where the effect is larger than the rest.
    """
    if rest.luma.shape[0] < effect.shape[0] or rest.luma.shape[1] < effect.shape[1]:
        return None
    score = cv2.matchTemplate(rest.luma, effect, cv2.TM_CCOEFF_NORMED)
    score = np.nan_to_num(score, nan=0.0, posinf=0.0, neginf=0.0)
    _, peak, _, (x, y) = cv2.minMaxLoc(score)
    return peak, x + rest.x, y + rest.y


def best_scale(rest: Rest, effect: Luma) -> tuple[float, int, int] | None:
    """The size at which it holds the effect best, and the way of its corner in pixels.

    None where none is likely, or where it is ours.
    """
    scale = _likeliest(rest, effect)
    (peak, x, y), step = _scaled_place(rest, effect, scale), _STEP
    while step >= _LEAST_STEP / 2:
        finer = [(_scaled_place(rest, effect, near), near) for near in (scale - step, scale + step)]
        found, near = max(finer, key=lambda item: item[0][0])
        if found[0] > peak:
            (peak, x, y), scale = found, near
        else:
            step /= 2
    if peak < LIKELY or abs(scale - 1) < _LEAST_STEP:
        return None
    return scale, x, y


def _likeliest(rest: Rest, effect: Luma) -> float:
    """Of a large element by half of its pixels, which takes a fifth of the time."""
    if min(effect.shape) >= _HALVED:
        rest, effect = rest.halved(), _halved(effect)
    return max(_SCALES, key=lambda scale: _scaled_place(rest, effect, scale)[0])


def _scaled_place(rest: Rest, effect: Luma, scale: float) -> tuple[float, int, int]:
    height, width = effect.shape
    size = max(4, round(width * scale)), max(4, round(height * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    made = np.asarray(cv2.resize(effect, size, interpolation=way), np.float32)
    return best_place(rest, made) or (0.0, 0, 0)


def _halved(luma: Luma) -> Luma:
    size = max(1, luma.shape[1] // 2), max(1, luma.shape[0] // 2)
    return np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.float32)
