"""Puts the creative where the chrome's framing has it at a time; around it is black."""

from __future__ import annotations

from fractions import Fraction

from av.video.frame import VideoFrame

from overlays.framing import Framing
from overlays.geometry import Rect, Size
from renderer.filters import Fitter, make_fitter, paste
from renderer.fit import Fit
from renderer.planes import Planes, black_planes
from renderer.source import SourceInfo


class FramedFitter:
    """Makes the canvas's planes from a decoded picture; do not write into the result."""

    def __init__(self, source: SourceInfo, fit: Fit, canvas: Size, framing: Framing | None) -> None:
        self._source, self._fit, self._canvas = source, fit, canvas
        self._whole = Rect(0, 0, canvas.width, canvas.height)
        self._framing = framing or Framing(self._whole)
        self._size = canvas
        self._fitter: Fitter = make_fitter(source, fit, canvas)

    def __call__(self, picture: VideoFrame, time: Fraction) -> Planes:
        rect = self._framing.rect(time)
        if rect.size != self._size:
            # Only a change of framing passes through many sizes, and through each but once.
            self._size, self._fitter = rect.size, make_fitter(self._source, self._fit, rect.size)
        fitted = self._fitter(picture)
        if rect == self._whole:
            return fitted
        planes = black_planes(self._canvas)
        paste(planes, fitted, rect)
        return planes
